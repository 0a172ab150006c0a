package dev.amends.loggroups;

import dev.amends.core.json.Node;
import dev.amends.testkit.GuardrailContract;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The samples in {@code src/test/resources/log-group-no-retention}. */
class LogGroupNoRetentionTest extends GuardrailContract<LogGroupState> {
    LogGroupNoRetentionTest() {
        super(new LogGroupNoRetention());
    }

    @Override
    protected LogGroupState state(Node json) {
        Long retention = json.number("retention");
        Map<String, String> tags = new LinkedHashMap<>();
        json.at("tags").fields().forEach((key, value) -> tags.put(key, value.textOr("")));
        return new LogGroupState(
                json.text("name"),
                Instant.parse(json.text("created")),
                retention == null ? null : retention.intValue(),
                json.text("policy"),
                json.text("class"),
                Boolean.TRUE.equals(json.at("protected").value()),
                json.number("stored"),
                tags);
    }

    @Override
    protected LogGroupState with(LogGroupState state, Map<String, String> fields) {
        return state.keeping(fields.get(LogGroupState.RETENTION));
    }
}
