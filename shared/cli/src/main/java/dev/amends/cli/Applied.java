package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.settings.SettingsStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The settings in force.
 *
 * @param rev counts applications; null when none were applied yet
 * @param settings absent when there are none, or the item cannot be read
 * @param by who applied them
 * @param at when
 */
record Applied(@Nullable String rev, Node settings, String by, String at) {

    static Applied read(DynamoDbClient dynamo, String table) {
        Map<String, AttributeValue> item =
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", text(SettingsStore.KEY)))
                                        .consistentRead(true))
                        .item();
        if (item.isEmpty()) {
            return new Applied(null, Node.ABSENT, "", "");
        }
        AttributeValue rev = item.get("rev");
        return new Applied(
                rev == null || rev.n() == null ? "0" : rev.n(),
                parse(of(item, "json")),
                of(item, "by"),
                of(item, "at"));
    }

    /** Unreadable settings count as none, as they do for the functions: everything then flags. */
    private static Node parse(String json) {
        try {
            return Node.parse(json);
        } catch (BadJson e) {
            return Node.ABSENT;
        }
    }

    /** Whether something is stored at all, readable or not. */
    boolean stored() {
        return rev != null;
    }

    /**
     * Puts other settings into force, if these are still the ones.
     *
     * @return the new revision
     * @throws Cannot when somebody else was faster
     */
    long replace(DynamoDbClient dynamo, String table, Node settings, String by, String at)
            throws Cannot {
        long next = rev == null ? 1 : Long.parseLong(rev) + 1;
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", text(SettingsStore.KEY));
        item.put("rev", AttributeValue.fromN(Long.toString(next)));
        item.put("json", text(settings.toString()));
        item.put("by", text(by));
        item.put("at", text(at));
        try {
            dynamo.putItem(r -> {
                r.tableName(table).item(item);
                if (rev == null) {
                    r.conditionExpression("attribute_not_exists(pk)");
                } else {
                    r.conditionExpression("rev = :rev OR attribute_not_exists(rev)")
                            .expressionAttributeValues(Map.of(":rev", AttributeValue.fromN(rev)));
                }
            });
        } catch (ConditionalCheckFailedException e) {
            throw Cannot.refused(
                    "nothing was applied: somebody else applied settings in the meantime; look at them with 'amends settings show' and apply yours again");
        }
        return next;
    }

    private static String of(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
