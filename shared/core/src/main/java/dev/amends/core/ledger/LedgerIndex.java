package dev.amends.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Finds findings by something else than their key. Indexes lag behind the table by moments: what
 * they name is a hint, and whoever acts on it reads the item itself.
 */
public final class LedgerIndex {
    /** Items of one page; DynamoDB itself ends a page at 1 MB. */
    private static final int PAGE = 200;

    private final DynamoDbClient dynamo;
    private final String table;

    public LedgerIndex(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Keys of findings and decisions that are due, longest due first. */
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

    /** All findings in a state, however many. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Findings in a state that were written since a time, newest first, at most so many. */
    public List<Finding> inState(State state, Instant since, int limit) {
        List<Finding> found = new ArrayList<>();
        Map<String, AttributeValue> from = Map.of();
        do {
            QueryResponse page = dynamo.query(inState(state, since, limit - found.size(), from));
            page.items().stream().map(Ledger::decode).filter(Objects::nonNull).forEach(found::add);
            from = page.lastEvaluatedKey();
        } while (!from.isEmpty() && found.size() < limit);
        return found;
    }

    private QueryRequest inState(
            State state, Instant since, int limit, Map<String, AttributeValue> from) {
        QueryRequest.Builder query =
                query("state-index", Math.min(limit, PAGE))
                        .keyConditionExpression("#hash = :hash AND updatedAt >= :since")
                        .expressionAttributeNames(Map.of("#hash", "state"))
                        .expressionAttributeValues(
                                Map.of(
                                        ":hash", AttributeValue.fromS(state.name()),
                                        ":since", millis(since)))
                        .scanIndexForward(false);
        return from.isEmpty() ? query.build() : query.exclusiveStartKey(from).build();
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
