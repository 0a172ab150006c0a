package dev.amends.slackin;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The members of user groups, as the keeper last read them from Slack. */
final class Members {
    /** The item's key. */
    static final String KEY = "members";

    /** An older list counts as empty: who left the group must not go on deciding. */
    static final Duration FRESH = Duration.ofHours(24);

    private Members() {}

    /** User ids by group; empty when there is no list, or none that can be relied on. */
    static Map<String, List<String>> decode(Map<String, AttributeValue> item, Instant now) {
        AttributeValue json = item.get("json");
        if (json == null || json.s() == null) {
            return Map.of();
        }
        try {
            Node node = Node.parse(json.s());
            if (Instant.parse(node.textOr("", "at")).plus(FRESH).isBefore(now)) {
                return Map.of();
            }
            Map<String, List<String>> members = new HashMap<>();
            node.at("groups").fields().forEach((group, users) -> members.put(group, users.texts()));
            return members;
        } catch (BadJson | DateTimeException e) {
            return Map.of();
        }
    }
}
