package dev.amends.loggroups;

import static dev.amends.loggroups.LogGroupState.RETENTION;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Glob;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Option;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A log group without retention keeps everything forever, and that is what CloudWatch Logs gives
 * every group unless somebody says otherwise: {@code CreateLogGroup} cannot set one, and the Lambda
 * service makes a function's group by itself on its first invocation.
 *
 * <p>An account-level retention policy overrules what is set for a group, so where one applies
 * nothing is written. Otherwise a new group gets the retention of the settings at once, as nothing
 * in it can be old enough to be lost. An existing retention is never changed.
 */
public final class LogGroupNoRetention implements Guardrail<LogGroupState> {
    private static final String CREATE = "CreateLogGroup";
    private static final String DELETE = "DeleteLogGroup";
    private static final String PUT_RETENTION = "PutRetentionPolicy";
    private static final String DELETE_RETENTION = "DeleteRetentionPolicy";

    private static final About ABOUT =
            new About(
                    "log-group-no-retention",
                    "Log group that keeps everything for ever",
                    Mode.FIX,
                    false,
                    "logs.amazonaws.com",
                    List.of(CREATE, DELETE, DELETE_RETENTION, PUT_RETENTION),
                    List.of("logs:DescribeLogGroups", "logs:ListTagsForResource"),
                    List.of("logs:DeleteRetentionPolicy", "logs:PutRetentionPolicy"),
                    List.of(
                            new Option(
                                    "retentionDays",
                                    30,
                                    "How many days a new log group keeps its logs.",
                                    Retention::problem),
                            new Option(
                                    "keep",
                                    List.of(),
                                    "Names left alone; * stands for any characters.",
                                    LogGroupNoRetention::listOfTexts),
                            new Option(
                                    "keepTag",
                                    "amends:retention=keep",
                                    "A tag (key=value) that leaves a group alone.",
                                    LogGroupNoRetention::tag)));

    /** From the API reference: 1 to 512 of these characters. */
    private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");

    /** arn:partition:logs:region:account:log-group:name, with or without the trailing :* of IAM. */
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:logs:([a-z0-9-]+):(\\d{12}):log-group:([^:]+)(:\\*)?");

    /** Events with time stamps up to 14 days old may be written into a group made today. */
    private static final Duration BACKDATED = Duration.ofDays(14);

    /** The creation time has milliseconds, the event's time has seconds. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    /** A record of a creation further from the group's is about another one, or not genuine. */
    private static final Duration SAME_CREATION = Duration.ofMinutes(2);

    /** Classes whose groups a retention shortens and nothing else. */
    private static final Set<String> KNOWN_CLASSES = Set.of("STANDARD", "INFREQUENT_ACCESS");

    private static final double DOLLARS_PER_GB_MONTH = 0.03;
    private static final double GB = 1 << 30;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Suspicion suspect(Change change) {
        String given = change.request().text("logGroupName");
        if (given == null || given.isEmpty()) {
            return new Suspicion.Unclear(
                    "CloudTrail recorded %s without the log group's name (its parameters are missing or cut off)."
                            .formatted(change.eventName()),
                    "Look for log groups without retention in this account and Region.");
        }
        var arn = ARN.matcher(given);
        String name = given;
        if (arn.matches()) {
            if (!arn.group(1).equals(change.region()) || !arn.group(2).equals(change.account())) {
                return new Suspicion.None("the log group is in another account or Region");
            }
            name = arn.group(3);
        }
        if (!NAME.matcher(name).matches()) {
            return new Suspicion.Unclear(
                    "CloudTrail recorded %s for something that is no log group's name."
                            .formatted(change.eventName()),
                    "Look for log groups without retention in this account and Region.");
        }
        return new Suspicion.On(
                new Target(
                        change.account(),
                        change.region(),
                        "arn:"
                                + partition(change.region())
                                + ":logs:"
                                + change.region()
                                + ":"
                                + change.account()
                                + ":log-group:"
                                + name,
                        name));
    }

    @Override
    public boolean contradicts(Change change, @Nullable LogGroupState state) {
        if (state == null) {
            return !change.eventName().equals(DELETE);
        }
        // A group made after the event is another one: what we read is newer, not staler.
        boolean recreated = state.created().isAfter(change.time().plus(CLOCKS));
        return switch (change.eventName()) {
            case DELETE -> !recreated;
            case PUT_RETENTION, DELETE_RETENTION ->
                    // Under a policy of the account what was written is not what is read.
                    !recreated
                            && state.overruled().isEmpty()
                            && !state.fields().equals(chosen(change));
            default -> false;
        };
    }

    /**
     * A late, repeated or forged record of a creation is no reason to overwrite what came since.
     */
    @Override
    public boolean fits(Change change, LogGroupState state) {
        return !change.eventName().equals(CREATE)
                || Duration.between(change.time(), state.created()).abs().compareTo(SAME_CREATION)
                        <= 0;
    }

    @Override
    public Verdict judge(LogGroupState state, Instant now) {
        if (state.logGroupClass().equals("DELIVERY")) {
            return new Verdict.Compliant(
                    "%s is of class DELIVERY, which keeps its logs for a day anyway."
                            .formatted(state.name()));
        }
        String policy = state.retentionPolicy();
        if (state.retentionInDays() != null) {
            return new Verdict.Compliant(
                    policy == null
                            ? "%s keeps its logs for %s.".formatted(state.name(), state.kept())
                            : "%s keeps its logs for %s, as the account-level retention policy %s says."
                                    .formatted(state.name(), state.kept(), policy));
        }
        return policy == null
                ? violating(
                        state,
                        "Without a retention, %s keeps its logs for ever, and you pay for them for ever."
                                .formatted(state.name()))
                : violating(
                        state,
                        "The account-level retention policy %s keeps the logs of %s forever, and you pay for them forever. A retention of the group itself has no effect while that policy applies; change the policy (aws logs put-account-policy)."
                                .formatted(policy, state.name()));
    }

    private static Verdict violating(LogGroupState state, String sentence) {
        String cost =
                state.storedBytes() == 0
                        ? "Stored logs cost $0.03 per GB and month (us-east-1, list price of July 2024)."
                        : String.format(
                                Locale.ROOT,
                                "It holds %.1f GB, at most $%.2f a month (us-east-1, list price of July 2024).",
                                state.storedBytes() / GB,
                                state.storedBytes() / GB * DOLLARS_PER_GB_MONTH);
        return new Verdict.Violating(sentence, Severity.LOW, cost);
    }

    @Override
    public Optional<String> spared(LogGroupState state, Options options) {
        for (String pattern : options.texts("keep")) {
            if (Glob.matches(pattern, state.name())) {
                return Optional.of("the settings keep names like " + pattern);
            }
        }
        String[] tag = options.text("keepTag").split("=", 2);
        return tag[1].equals(state.tags().get(tag[0]))
                ? Optional.of("it carries the tag " + tag[0] + "=" + tag[1])
                : Optional.empty();
    }

    @Override
    public List<Remedy> remedies(LogGroupState state, Options options, Instant now) {
        if (state.overruled().isPresent()) {
            return List.of();
        }
        long days = options.number("retentionDays");
        Map<String, @Nullable String> before = new HashMap<>();
        before.put(RETENTION, null);
        return List.of(
                new Remedy(
                        "set its retention to " + Retention.days(days),
                        "Set its retention to %s.".formatted(Retention.days(days)),
                        before,
                        Map.of(RETENTION, Long.toString(days)),
                        true,
                        risk(state, days, now),
                        List.of(
                                "aws logs put-retention-policy --log-group-name '%s' --retention-in-days %d"
                                        .formatted(state.name(), days)),
                        "RetentionInDays: " + days,
                        "retention_in_days = " + days));
    }

    /**
     * Safe while nothing in the group can be older than the retention, backdated lines included,
     * and nothing says that somebody may want to keep it.
     */
    private static @Nullable String risk(LogGroupState state, long days, Instant now) {
        if (!KNOWN_CLASSES.contains(state.logGroupClass())) {
            return "the group is of class %s, of which Amends does not know what a retention does to it."
                    .formatted(state.logGroupClass());
        }
        if (state.protectedFromDeletion()) {
            return "somebody protected the group from deletion, and may want to keep its logs.";
        }
        Duration age = Duration.between(state.created(), now);
        if (age.compareTo(Duration.ofDays(days).minus(BACKDATED)) < 0) {
            return null;
        }
        return days <= BACKDATED.toDays()
                ? "with a retention this short, log lines written with an old time stamp could be deleted."
                : "log lines older than %s would be deleted.".formatted(Retention.days(days));
    }

    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        Map<String, @Nullable String> chosen = new HashMap<>();
        if (change.eventName().equals(PUT_RETENTION)) {
            Long days = change.request().number(RETENTION);
            if (days != null) {
                chosen.put(RETENTION, days.toString());
            }
        } else if (change.eventName().equals(DELETE_RETENTION)) {
            chosen.put(RETENTION, null);
        }
        return chosen;
    }

    private static String partition(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private static Optional<String> listOfTexts(Node value) {
        return value.isList() && value.texts().size() == value.items().size()
                ? Optional.empty()
                : Optional.of("must be a list of name patterns");
    }

    private static Optional<String> tag(Node value) {
        return value.textOr("").indexOf('=') > 0
                ? Optional.empty()
                : Optional.of("must be key=value");
    }
}
