package dev.amends.core.ledger;

import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person decided about an episode, as the finding remembers it.
 *
 * @param id the decision item's key: the same decision is never carried out twice
 * @param kind what they want
 * @param by who: a name with the Slack user id, or an IAM ARN
 * @param user the Slack user id; empty when they did not use Slack
 * @param at when they decided
 * @param reason why, in their words; empty where none was asked for
 * @param refusal why it was not carried out; empty when it was
 */
public record Decided(
        String id,
        Decision.Kind kind,
        String by,
        String user,
        Instant at,
        String reason,
        String refusal) {

    /** The same decision, not carried out. */
    public Decided refused(String why) {
        return new Decided(id, kind, by, user, at, reason, why);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("kind", kind.name());
        map.put("by", by);
        map.put("user", user);
        map.put("at", at.toString());
        map.put("reason", reason);
        map.put("refusal", refusal);
        return map;
    }

    static Decided from(Node node) {
        return new Decided(
                node.textOr("", "id"),
                Decision.Kind.valueOf(node.textOr("LOOK", "kind")),
                node.textOr("", "by"),
                node.textOr("", "user"),
                Instant.parse(node.textOr("", "at")),
                node.textOr("", "reason"),
                node.textOr("", "refusal"));
    }
}
