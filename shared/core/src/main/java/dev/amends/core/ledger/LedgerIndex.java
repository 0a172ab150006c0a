package dev.amends.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Finds findings by something else than their key. Indexes lag behind the table by moments: what
 * they name is a hint, and whoever acts on it reads the item itself.
 */
public final class LedgerIndex {
    private final DynamoDbClient dynamo;
    private final String table;

    public LedgerIndex(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Keys of findings that are due (a lease or a breaker's rest is over), longest due first. */
    public List<String> due(Instant now, int limit) {
        return query("due-index", "due", "dueAt", now, limit).stream()
                .map(item -> key(item))
                .toList();
    }

    /** A finding that is still to be said, and since when. */
    public record Unsaid(String key, Instant since) {}

    /** Findings that were last written before a time and are still to be said. */
    public List<Unsaid> unsaid(Instant before, int limit) {
        return query("unsaid-index", "unsaid", "updatedAt", before, limit).stream()
                .map(item ->
                        new Unsaid(
                                key(item),
                                Instant.ofEpochMilli(
                                        Long.parseLong(attribute(item, "updatedAt").n()))))
                .toList();
    }

    /** Findings in a state that were written since a time, newest first. */
    public List<Finding> inState(State state, Instant since, int limit) {
        return dynamo
                .query(
                        query("state-index", limit)
                                .keyConditionExpression("#hash = :hash AND updatedAt >= :since")
                                .expressionAttributeNames(Map.of("#hash", "state"))
                                .expressionAttributeValues(
                                        Map.of(
                                                ":hash", AttributeValue.fromS(state.name()),
                                                ":since", millis(since)))
                                .scanIndexForward(false)
                                .build())
                .items()
                .stream()
                .map(Ledger::decode)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Map<String, AttributeValue>> query(
            String index, String hash, String range, Instant until, int limit) {
        return dynamo.query(
                        query(index, limit)
                                .keyConditionExpression("#hash = :hash AND #range <= :until")
                                .expressionAttributeNames(Map.of("#hash", hash, "#range", range))
                                .expressionAttributeValues(
                                        Map.of(
                                                ":hash", AttributeValue.fromS(hash),
                                                ":until", millis(until)))
                                .build())
                .items();
    }

    private QueryRequest.Builder query(String index, int limit) {
        return QueryRequest.builder().tableName(table).indexName(index).limit(limit);
    }

    private static String key(Map<String, AttributeValue> item) {
        return attribute(item, "pk").s();
    }

    /** Index keys are always there; the compiler cannot know. */
    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static AttributeValue millis(Instant time) {
        return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
    }
}
