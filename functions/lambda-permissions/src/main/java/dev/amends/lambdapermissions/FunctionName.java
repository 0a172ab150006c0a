package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function, or one version or alias of it: each of them has a policy of its own.
 *
 * @param name without qualifier
 * @param qualifier version or alias; null for the function itself
 */
record FunctionName(String name, @Nullable String qualifier) {

    /** In place of a qualifier it means the function itself. */
    private static final String LATEST = "$LATEST";

    /** The version that a function on Managed Instances publishes by itself. */
    private static final String PUBLISHED = "$LATEST.PUBLISHED";

    private static final String QUALIFIER = "\\$LATEST(?:\\.PUBLISHED)?|[A-Za-z0-9_-]{1,128}";

    /** A name, the end of an ARN from the account on, or an ARN; each with or without qualifier. */
    private static final Pattern GIVEN =
            Pattern.compile(
                    "(?:(?:arn:[a-z-]+:lambda:([a-z0-9-]+):)?(\\d{12}):function:)?"
                            + "([A-Za-z0-9_.-]{1,140})(?::("
                            + QUALIFIER
                            + "))?");

    /**
     * Another resource of Lambda. PutResourcePolicy takes runtimes, too, and web functions have a
     * call of that name of their own.
     */
    private static final Pattern OTHER =
            Pattern.compile("arn:[a-z-]+:lambda:[^:]*:[^:]*:(?!function:)([a-z-]{1,40})[:/].+");

    /** What a change is about, from its parameters and, where they are cut off, its answer. */
    static Suspicion suspect(Change change) {
        Node request = change.request();
        String given = first(request.text("functionName"), request.text("resourceArn"));
        if (given == null) {
            given = Statements.parse(change.response().at("statement")).text("Resource");
        }
        if (given == null || given.isEmpty()) {
            return unclear(change, "without the function's name (its parameters are missing)");
        }
        Matcher other = OTHER.matcher(given);
        if (other.matches()) {
            String type = other.group(1).replace('-', ' ');
            return new Suspicion.None(
                    "it is about %s %s, and only functions are checked"
                            .formatted(type.startsWith("e") ? "an" : "a", type));
        }
        Matcher matcher = GIVEN.matcher(given);
        if (!matcher.matches()) {
            return unclear(change, "for something that is no function's name");
        }
        boolean elsewhere =
                (matcher.group(1) != null && !matcher.group(1).equals(change.region()))
                        || (matcher.group(2) != null && !matcher.group(2).equals(change.account()));
        if (elsewhere) {
            return new Suspicion.None("the function is in another account or Region");
        }
        String qualifier = first(matcher.group(4), request.text("qualifier"));
        if (qualifier != null && !qualifier.matches(QUALIFIER)) {
            return unclear(change, "for something that is no version or alias");
        }
        return new Suspicion.On(
                new FunctionName(matcher.group(3), LATEST.equals(qualifier) ? null : qualifier)
                        .target(change));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static Suspicion unclear(Change change, String how) {
        return new Suspicion.Unclear(
                "CloudTrail recorded %s %s.".formatted(change.eventName(), how),
                "Look at the policies of the functions in this account and Region.");
    }

    private Target target(Change change) {
        String shown = qualifier == null ? name : name + ":" + qualifier;
        return new Target(
                change.account(),
                change.region(),
                "arn:"
                        + partition(change.region())
                        + ":lambda:"
                        + change.region()
                        + ":"
                        + change.account()
                        + ":function:"
                        + shown,
                shown);
    }

    /** The function of a target. */
    static FunctionName of(Target target) {
        String[] parts = target.name().split(":", 2);
        return new FunctionName(parts[0], parts.length == 1 ? null : parts[1]);
    }

    /**
     * Whether it can have a URL: the function itself and its aliases can, a version cannot (<a
     * href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html">GetFunctionUrlConfig</a>,
     * {@code Qualifier} is no number).
     */
    boolean mayHaveUrl() {
        return qualifier == null
                || !(qualifier.equals(PUBLISHED) || qualifier.chars().allMatch(Character::isDigit));
    }

    /** The ARN of the function itself, which has the tags. */
    String unqualified(Target target) {
        return qualifier == null
                ? target.arn()
                : target.arn().substring(0, target.arn().length() - qualifier.length() - 1);
    }

    static String partition(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
