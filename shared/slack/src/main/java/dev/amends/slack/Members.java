package dev.amends.slack;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who is in the user groups that may approve, as the keeper last read it from Slack: a button must
 * not wait for Slack to say who may press it.
 *
 * @param groups user ids by group id
 * @param at when it was read
 */
public record Members(Map<String, List<String>> groups, Instant at) {
    /** The item's key in the ledger's table. */
    public static final String KEY = "members";

    /** What is older does not count: somebody may have left the group since. */
    public static final Duration FRESH = Duration.ofHours(24);

    private static final Members NOBODY = new Members(Map.of(), Instant.EPOCH);

    /** The members by group, or nobody when they were read too long ago. */
    public Map<String, List<String>> ifFresh(Instant now) {
        return at.plus(FRESH).isBefore(now) ? Map.of() : groups;
    }

    /** The item as it is stored. */
    public Map<String, AttributeValue> toItem() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("groups", new LinkedHashMap<>(groups));
        map.put("at", at.toString());
        return Map.of(
                "pk", AttributeValue.fromS(KEY), "json", AttributeValue.fromS(Node.write(map)));
    }

    /** The members in an item; nobody when there is none, or it cannot be read. */
    public static Members decode(Map<String, AttributeValue> item) {
        AttributeValue json = item.get("json");
        if (json == null) {
            return NOBODY;
        }
        try {
            Node node = Node.parse(json.s());
            Map<String, List<String>> groups = new LinkedHashMap<>();
            node.at("groups").fields().forEach((id, users) -> groups.put(id, users.texts()));
            return new Members(groups, Instant.parse(node.textOr("", "at")));
        } catch (BadJson | DateTimeParseException e) {
            // Fail closed: whoever is not known to be in a group is not.
            return NOBODY;
        }
    }
}
