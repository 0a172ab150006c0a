package dev.amends.keeper;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Who sends which mail: one item each, so that two keepers do not both send it. */
final class DigestClaims {
    /** A keeper that has not finished by then died; another may send. */
    private static final Duration CLAIM = Duration.ofMinutes(5);

    /** How long the item is kept. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final DynamoDbClient dynamo;
    private final String table;

    DigestClaims(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Whether this mail is ours to send.
     *
     * @param name the same for every keeper that would send it, such as the day
     */
    boolean claim(String name, Instant now) {
        Map<String, AttributeValue> item =
                dynamo.getItem(r -> r.tableName(table).key(key(name)).consistentRead(true)).item();
        if (item.containsKey("sent")) {
            return false;
        }
        try {
            dynamo.putItem(r ->
                    r.tableName(table)
                            .item(
                                    Map.of(
                                            "pk", AttributeValue.fromS(pk(name)),
                                            "claimedUntil", millis(now.plus(CLAIM)),
                                            "ttl", seconds(now.plus(KEPT))))
                            .conditionExpression(
                                    "attribute_not_exists(pk) OR (attribute_not_exists(sent) AND claimedUntil < :now)")
                            .expressionAttributeValues(Map.of(":now", millis(now))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Sends a mail that is ours to send; if that fails, the next keeper may try at once. */
    void whileClaimed(String name, Instant now, Runnable send) {
        try {
            send.run();
        } catch (RuntimeException e) {
            try {
                put(name, "claimedUntil", Instant.EPOCH, now);
            } catch (RuntimeException other) {
                // Then the claim lasts as long as it was to.
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    /** This mail is out. */
    void sent(String name, Instant now) {
        put(name, "sent", now, now);
    }

    private void put(String name, String mark, Instant time, Instant now) {
        dynamo.putItem(r ->
                r.tableName(table)
                        .item(
                                Map.of(
                                        "pk",
                                        AttributeValue.fromS(pk(name)),
                                        mark,
                                        millis(time),
                                        "ttl",
                                        seconds(now.plus(KEPT)))));
    }

    private static Map<String, AttributeValue> key(String name) {
        return Map.of("pk", AttributeValue.fromS(pk(name)));
    }

    private static String pk(String name) {
        return "digest#" + name;
    }

    private static AttributeValue millis(Instant time) {
        return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
    }

    private static AttributeValue seconds(Instant time) {
        return AttributeValue.fromN(Long.toString(time.getEpochSecond()));
    }
}
