package dev.amends.loggroups;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Log groups as past events show them. One that was made before the first event is taken for old,
 * for class STANDARD and for one without tags; how much it holds, no event tells. Nor does any of
 * account-level retention policies that were made before the first event.
 */
public final class LogGroupTimeline implements Timeline<LogGroupState> {
    private static final String TAG = "TagResource";
    private static final String LOGS = "logs.amazonaws.com";

    private final LogGroupNoRetention guardrail = new LogGroupNoRetention();
    private final RetentionPolicies policies = new RetentionPolicies();
    private final Map<String, LogGroupState> groups = new HashMap<>();

    @Override
    public String guardrail() {
        return guardrail.about().id();
    }

    @Override
    public Map<String, List<String>> alsoTells() {
        return Map.of(LOGS, List.of(TAG, RetentionPolicies.PUT, RetentionPolicies.DELETE));
    }

    @Override
    public Optional<Target> take(Change change) {
        switch (change.eventName()) {
            case TAG -> {
                tag(change);
                return Optional.empty();
            }
            case RetentionPolicies.PUT, RetentionPolicies.DELETE -> {
                policies.take(change);
                return Optional.empty();
            }
            default -> {}
        }
        if (!(guardrail.suspect(change) instanceof Suspicion.On(Target target))) {
            return Optional.empty();
        }
        LogGroupState known = groups.get(target.arn());
        switch (change.eventName()) {
            case "CreateLogGroup" -> groups.put(target.arn(), made(target, change));
            case "DeleteLogGroup" -> groups.remove(target.arn());
            default ->
                    groups.put(
                            target.arn(),
                            (known == null ? old(target) : known)
                                    .keeping(
                                            guardrail.chosen(change).get(LogGroupState.RETENTION)));
        }
        return Optional.of(target);
    }

    private void tag(Change change) {
        // arn:aws:logs:<region>:<account>:log-group:<name>, with or without ":*".
        String arn = change.request().textOr("", "resourceArn").replaceFirst(":\\*$", "");
        groups.computeIfPresent(
                arn,
                (key, group) -> {
                    Map<String, String> tags = new LinkedHashMap<>(group.tags());
                    tags.putAll(tags(change.request().at("tags")));
                    return new LogGroupState(
                            group.name(),
                            group.created(),
                            group.retentionInDays(),
                            group.retentionPolicy(),
                            group.logGroupClass(),
                            group.protectedFromDeletion(),
                            0,
                            tags);
                });
    }

    private static Map<String, String> tags(Node given) {
        Map<String, String> tags = new LinkedHashMap<>();
        given.fields().forEach((key, value) -> tags.put(key, value.textOr("")));
        return tags;
    }

    private static LogGroupState made(Target target, Change change) {
        return new LogGroupState(
                target.name(),
                change.time(),
                null,
                null,
                change.request().textOr("STANDARD", "logGroupClass"),
                "true"
                        .equals(
                                String.valueOf(
                                        change.request().at("deletionProtectionEnabled").value())),
                0,
                tags(change.request().at("tags")));
    }

    private static LogGroupState old(Target target) {
        return new LogGroupState(
                target.name(), Instant.EPOCH, null, null, "STANDARD", false, 0, Map.of());
    }

    @Override
    public Past<LogGroupState> at(Target target, @Nullable Change change) {
        LogGroupState group = groups.get(target.arn());
        if (group == null) {
            return Past.gone();
        }
        return policies.known()
                ? Past.of(policies.inForce(group))
                : Past.unknown("which account-level retention policy applies");
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        groups.computeIfPresent(
                target.arn(), (arn, group) -> group.keeping(fields.get(LogGroupState.RETENTION)));
    }
}
