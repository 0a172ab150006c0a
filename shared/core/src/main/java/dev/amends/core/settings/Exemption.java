package dev.amends.core.settings;

import dev.amends.core.guardrail.Glob;
import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names that a guardrail leaves alone for a while.
 *
 * @param id the decision that made it
 * @param pattern the names; {@code *} stands for any characters
 * @param until when it ends
 * @param reason why
 * @param by who decided it: a name with the Slack user id, or an IAM ARN
 * @param at when
 */
public record Exemption(
        String id, String pattern, Instant until, String reason, String by, Instant at) {

    /** Whether it applies to this name now. */
    public boolean covers(String name, Instant now) {
        return until.isAfter(now) && Glob.matches(pattern, name);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("pattern", pattern);
        map.put("until", until.toString());
        map.put("reason", reason);
        map.put("by", by);
        map.put("at", at.toString());
        return map;
    }

    static Exemption from(Node node) {
        return new Exemption(
                node.textOr("", "id"),
                node.textOr("", "pattern"),
                Instant.parse(node.textOr("", "until")),
                node.textOr("", "reason"),
                node.textOr("", "by"),
                Instant.parse(node.textOr("", "at")));
    }
}
