package dev.amends.stacks;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What CloudFormation tells of a stack: CloudTrail's records of the calls, and its own event of
 * each status (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-event-eventbridge-detail.html">CloudFormation
 * user guide, event details reference</a>).
 */
final class Events {
    static final String CREATE_CHANGE_SET = "CreateChangeSet";
    static final String EXECUTE_CHANGE_SET = "ExecuteChangeSet";
    static final String DELETE_CHANGE_SET = "DeleteChangeSet";
    static final String STATUS = "CloudFormation Stack Status Change";

    static final List<String> ALL =
            List.of(
                    "CreateStack",
                    "UpdateStack",
                    CREATE_CHANGE_SET,
                    EXECUTE_CHANGE_SET,
                    DELETE_CHANGE_SET,
                    STATUS);

    private static final String DELETED = "DELETE_COMPLETE";

    /**
     * How a creation that failed ends: nothing but the stack's name is left, and can be deleted.
     */
    static final String ROLLED_BACK = "ROLLBACK_COMPLETE";

    /**
     * After these a stack has the template it was to have, or again the one before. The other ones
     * are on the way there.
     */
    private static final Set<String> SETTLED =
            Set.of(
                    "CREATE_COMPLETE",
                    "CREATE_FAILED",
                    "IMPORT_COMPLETE",
                    "IMPORT_ROLLBACK_COMPLETE",
                    ROLLED_BACK,
                    "UPDATE_COMPLETE",
                    "UPDATE_FAILED",
                    "UPDATE_ROLLBACK_COMPLETE",
                    DELETED);

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:[a-z-]+:cloudformation:([a-z0-9-]+):(\\d{12}):stack/([A-Za-z][A-Za-z0-9-]{0,127})/[^/]+");

    private static final Pattern CHANGE_SET =
            Pattern.compile("arn:[a-z-]+:cloudformation:[a-z0-9-]+:\\d{12}:changeSet/.+");

    private Events() {}

    /**
     * Which stack a change is about. Stacks are known by their names: not every call says the id.
     */
    static Suspicion suspect(Change change) {
        if (change.notice()) {
            String status = change.request().textOr("", "status-details", "status");
            if (!SETTLED.contains(status)) {
                return new Suspicion.None("the stack is on its way: " + status);
            }
        }
        String given = stack(change);
        if (given == null && CHANGE_SET.matcher(named(change)).matches()) {
            // CloudFormation wants the stack's name only beside a name; the ARN does not tell it.
            return new Suspicion.None(
                    "it names a change set by its ARN alone; the stack's next status tells what became of it");
        }
        if (given == null) {
            return unclear(change, "without the stack's name (its parameters are missing)");
        }
        Matcher arn = ARN.matcher(given);
        if (arn.matches()) {
            return arn.group(1).equals(change.region()) && arn.group(2).equals(change.account())
                    ? new Suspicion.On(target(change, arn.group(3)))
                    : new Suspicion.None("the stack is in another account or Region");
        }
        return NAME.matcher(given).matches()
                ? new Suspicion.On(target(change, given))
                : unclear(change, "for something that is no stack's name");
    }

    private static @Nullable String stack(Change change) {
        if (change.notice()) {
            return change.request().text("stack-id");
        }
        String name = change.request().text("stackName");
        return name == null ? change.response().text("stackId") : name;
    }

    private static String named(Change change) {
        return change.request().textOr("", "changeSetName");
    }

    private static Suspicion unclear(Change change, String how) {
        return new Suspicion.Unclear(
                "CloudTrail recorded %s %s.".formatted(change.eventName(), how),
                "Look at the stacks that were deployed in this account and Region at that time.");
    }

    private static Target target(Change change, String name) {
        return new Target(
                change.account(),
                change.region(),
                "arn:%s:cloudformation:%s:%s:stack/%s"
                        .formatted(
                                partition(change.region()),
                                change.region(),
                                change.account(),
                                name),
                name);
    }

    /** Whether the stack is said to be gone. */
    static boolean deleted(Change change) {
        return DELETED.equals(change.request().text("status-details", "status"));
    }

    /** The change set whose template is meant, by name or ARN; null when the stack's own is. */
    static @Nullable String changeSet(Change change) {
        return switch (change.eventName()) {
            case CREATE_CHANGE_SET -> {
                String id = change.response().text("id");
                yield id == null ? change.request().text("changeSetName") : id;
            }
            case EXECUTE_CHANGE_SET -> change.request().text("changeSetName");
            default -> null;
        };
    }

    /** Whether the change set that is meant is being executed. */
    static boolean executes(Change change) {
        return change.eventName().equals(EXECUTE_CHANGE_SET);
    }

    /** Whether a parameter of the call is true, however CloudTrail writes it. */
    static boolean says(Change change, String parameter) {
        return "true".equals(change.request().textOr("", parameter))
                || Boolean.TRUE.equals(change.request().at(parameter).value());
    }

    private static String partition(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
