package dev.amends.slack;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The card items in the ledger's table: slack-out's to write, slack-in's to read. */
public final class Cards {
    /** As long as settled findings and a while more, so that no card is posted twice. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final DynamoDbClient dynamo;
    private final String table;

    public Cards(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public @Nullable Card find(String key) {
        return decode(
                key,
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(key)))
                                        .consistentRead(true))
                        .item());
    }

    /** The card in an item; null when there is none. */
    public static @Nullable Card decode(String key, Map<String, AttributeValue> item) {
        if (!item.containsKey("leaseUntil")) {
            return null;
        }
        return new Card(
                key,
                text(item, "channel"),
                text(item, "ts"),
                rendering(item, "shown"),
                rendering(item, "drawing"),
                String.valueOf(text(item, "lease")),
                number(item, "leaseUntil"),
                Math.toIntExact(number(item, "said")),
                item.containsKey("plain") ? String.valueOf(text(item, "plain")) : "",
                text(item, "person"));
    }

    /** Writes the card if it is still as it was read; false when somebody was quicker. */
    public boolean replace(@Nullable Card before, Card after, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS(after.key()));
        put(item, "channel", after.channel());
        put(item, "ts", after.ts());
        put(item, "shown", after.shown() == null ? null : after.shown().toJson());
        put(item, "drawing", after.drawing() == null ? null : after.drawing().toJson());
        item.put("lease", AttributeValue.fromS(after.lease()));
        item.put("leaseUntil", number(after.leaseUntil()));
        item.put("said", number(after.said()));
        put(item, "plain", after.plain());
        put(item, "person", after.person());
        item.put("ttl", number(now.plus(KEPT).getEpochSecond()));
        try {
            dynamo.putItem(r -> {
                r.tableName(table).item(item);
                if (before == null) {
                    r.conditionExpression("attribute_not_exists(pk)");
                } else {
                    // Every change of a card begins with a lease of its own.
                    r.conditionExpression("#lease = :lease AND leaseUntil = :until")
                            .expressionAttributeNames(Map.of("#lease", "lease"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":lease", AttributeValue.fromS(before.lease()),
                                            ":until", number(before.leaseUntil())));
                }
            });
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Tells the ledger that this revision has been shown; a newer one stays to be shown. */
    public void acknowledge(String findingKey, int rev) {
        try {
            dynamo.updateItem(r ->
                    r.tableName(table)
                            .key(Map.of("pk", AttributeValue.fromS(findingKey)))
                            .updateExpression("REMOVE unsaid")
                            .conditionExpression("rev = :rev")
                            .expressionAttributeValues(Map.of(":rev", number(rev))));
        } catch (ConditionalCheckFailedException e) {
            // It has moved on meanwhile; its own report will be drawn.
        }
    }

    private static @Nullable Rendering rendering(Map<String, AttributeValue> item, String name) {
        String json = text(item, name);
        if (json == null) {
            return null;
        }
        try {
            return Rendering.from(Node.parse(json));
        } catch (BadJson e) {
            throw new IllegalStateException("an item that we did not write: " + item.get("pk"), e);
        }
    }

    private static void put(Map<String, AttributeValue> item, String name, @Nullable String value) {
        if (value != null) {
            item.put(name, AttributeValue.fromS(value));
        }
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private static @Nullable String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
