package dev.amends.core.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When a guardrail last got an event: what tells a quiet account from one without a trail. Exact to
 * a quarter of an hour, because most events cost no call and should go on doing so.
 */
public final class LastSeen {
    private static final String KEY = "seen#";
    private static final String AT = "at";

    private final DynamoDbClient dynamo;
    private final String table;

    public LastSeen(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The item's key. */
    public static String key(String guardrail) {
        return KEY + guardrail;
    }

    /** Notes an event's time. */
    public void note(String guardrail, Instant at) {
        dynamo.putItem(r ->
                r.tableName(table)
                        .item(
                                Map.of(
                                        "pk",
                                        AttributeValue.fromS(key(guardrail)),
                                        AT,
                                        AttributeValue.fromN(Long.toString(at.toEpochMilli())))));
    }

    /** When its last event came; empty when none has. */
    public Optional<Instant> find(String guardrail) {
        return decode(
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(key(guardrail)))))
                        .item());
    }

    /** The time in an item; empty when there is none. */
    public static Optional<Instant> decode(Map<String, AttributeValue> item) {
        AttributeValue at = item.get(AT);
        return at == null
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Long.parseLong(at.n())));
    }
}
