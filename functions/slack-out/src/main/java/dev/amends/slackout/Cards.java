package dev.amends.slackout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The card items in the ledger's table: ours to write, as the findings are the guardrails'. */
final class Cards {
    /** As long as settled findings and a while more, so that no card is posted twice. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final DynamoDbClient dynamo;
    private final String table;

    Cards(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Nullable Card find(String key) {
        Map<String, AttributeValue> item =
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(key)))
                                        .consistentRead(true))
                        .item();
        if (item.isEmpty()) {
            return null;
        }
        return new Card(
                key,
                Math.toIntExact(number(item, "episode")),
                Math.toIntExact(number(item, "drawn")),
                text(item, "channel"),
                text(item, "ts"),
                String.valueOf(text(item, "lease")),
                number(item, "leaseUntil"));
    }

    /** Writes the card if it is still as it was read; false when somebody was quicker. */
    boolean replace(@Nullable Card before, Card after, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS(after.key()));
        item.put("episode", number(after.episode()));
        item.put("drawn", number(after.drawn()));
        item.put("lease", AttributeValue.fromS(after.lease()));
        item.put("leaseUntil", number(after.leaseUntil()));
        item.put("ttl", number(now.plus(KEPT).getEpochSecond()));
        if (after.channel() != null && after.ts() != null) {
            item.put("channel", AttributeValue.fromS(after.channel()));
            item.put("ts", AttributeValue.fromS(after.ts()));
        }
        try {
            dynamo.putItem(r -> {
                r.tableName(table).item(item);
                if (before == null) {
                    r.conditionExpression("attribute_not_exists(pk)");
                } else {
                    r.conditionExpression(
                                    "episode = :episode AND drawn = :drawn AND #lease = :lease AND leaseUntil = :until")
                            .expressionAttributeNames(Map.of("#lease", "lease"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":episode", number(before.episode()),
                                            ":drawn", number(before.drawn()),
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
    void acknowledge(String findingKey, int rev) {
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
