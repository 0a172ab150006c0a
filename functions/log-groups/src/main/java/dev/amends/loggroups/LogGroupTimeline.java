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
 * for class STANDARD and for one without tags; how much it holds, no event tells.
 */
public final class LogGroupTimeline implements Timeline<LogGroupState> {
    private static final String TAG = "TagResource";
    private static final String LOGS = "logs.amazonaws.com";

    private final LogGroupNoRetention guardrail = new LogGroupNoRetention();
    private final Map<String, LogGroupState> groups = new HashMap<>();

    @Override
    public String guardrail() {
        return guardrail.about().id();
    }

    @Override
    public Map<String, List<String>> alsoTells() {
        return Map.of(LOGS, List.of(TAG));
    }

    @Override
    public Optional<Target> take(Change change) {
        if (change.eventName().equals(TAG)) {
            tag(change);
            return Optional.empty();
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
                            with(
                                    known == null ? old(target) : known,
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
                            group.logGroupClass(),
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
                change.request().textOr("STANDARD", "logGroupClass"),
                0,
                tags(change.request().at("tags")));
    }

    private static LogGroupState old(Target target) {
        return new LogGroupState(target.name(), Instant.EPOCH, null, "STANDARD", 0, Map.of());
    }

    private static LogGroupState with(LogGroupState group, @Nullable String days) {
        return new LogGroupState(
                group.name(),
                group.created(),
                days == null ? null : Integer.valueOf(days),
                group.logGroupClass(),
                0,
                group.tags());
    }

    @Override
    public Past<LogGroupState> at(Target target, @Nullable Change change) {
        LogGroupState group = groups.get(target.arn());
        return group == null ? Past.gone() : Past.of(group);
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        groups.computeIfPresent(
                target.arn(), (arn, group) -> with(group, fields.get(LogGroupState.RETENTION)));
    }
}
