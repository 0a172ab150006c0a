package dev.amends.loggroups;

import dev.amends.core.change.Change;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Account-level retention policies as past events show them. Of those that match a group the one
 * with the longest prefix counts (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html">API
 * reference of CloudWatch Logs, PutAccountPolicy</a>).
 */
final class RetentionPolicies {
    static final String PUT = "PutAccountPolicy";
    static final String DELETE = "DeleteAccountPolicy";

    private static final String TYPE = "RETENTION_POLICY";
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"|'([^']+)'");

    private final Map<String, Policy> policies = new HashMap<>();

    /**
     * @param prefixes of the names it applies to; null when its record does not say
     * @param days null: logs never expire
     * @param newOnlySince when it was made, where it leaves older groups alone; otherwise null
     */
    private record Policy(
            String name,
            @Nullable List<String> prefixes,
            @Nullable Integer days,
            @Nullable Instant newOnlySince) {

        /** How much of a name its longest prefix covers; -1 when it does not apply. */
        int covers(String group) {
            return prefixes == null
                    ? -1
                    : prefixes.stream()
                            .filter(group::startsWith)
                            .mapToInt(String::length)
                            .max()
                            .orElse(-1);
        }
    }

    /** Takes in a record of one of the two calls. */
    void take(Change change) {
        Node request = change.request();
        if (!TYPE.equals(request.text("policyType"))) {
            return;
        }
        String name = request.textOr("", "policyName");
        if (change.eventName().equals(DELETE)) {
            policies.remove(name);
            return;
        }
        policies.put(name, policy(name, request, change.time()));
    }

    private static Policy policy(String name, Node request, Instant time) {
        try {
            Node document = Node.parse(request.textOr("", "policyDocument"));
            Long days = document.number("retentionInDays");
            boolean never = "NEVER_EXPIRE".equals(document.text("retentionInDays"));
            return new Policy(
                    name,
                    days == null && !never ? null : prefixes(request.text("selectionCriteria")),
                    days == null ? null : Math.toIntExact(days),
                    "NEW_ONLY".equals(document.text("enforcementMode")) ? time : null);
        } catch (BadJson | ArithmeticException e) {
            return new Policy(name, null, null, null);
        }
    }

    /** {@code LogGroupNamePrefix} is the only criterion there is; without one all groups match. */
    private static @Nullable List<String> prefixes(@Nullable String criteria) {
        if (criteria == null || criteria.isBlank()) {
            return List.of("");
        }
        List<String> prefixes = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(criteria);
        while (quoted.find()) {
            prefixes.add(quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
        }
        return prefixes.isEmpty() ? null : prefixes;
    }

    /** Whether every policy could be read. */
    boolean known() {
        return policies.values().stream().allMatch(policy -> policy.prefixes() != null);
    }

    /** The group as it is under them. */
    LogGroupState inForce(LogGroupState group) {
        Optional<Policy> policy =
                policies.values().stream()
                        .filter(each -> each.covers(group.name()) >= 0)
                        .filter(each ->
                                each.newOnlySince() == null
                                        || group.created().isAfter(each.newOnlySince()))
                        .reduce((one, other) ->
                                one.covers(group.name()) >= other.covers(group.name())
                                        ? one
                                        : other);
        return policy.map(each -> group.under(each.name(), each.days())).orElse(group);
    }
}
