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

    /** Items of one page where they are keys alone, about 100 bytes each. */
    private static final int KEYS_PAGE = 1_000;

    /** So much that is due is looked through for decisions. */
    private static final int DECIDING = 2_000;

    /** What waits for a moment. */
    static final String DUE = "due";

    /** What waits for a moment, or for the end of a pause before it. */
    static final String HELD = "held";

    /** Later than anything; year 5138. */
    private static final Instant FAR = Instant.ofEpochSecond(100_000_000_000L);

    private final DynamoDbClient dynamo;
    private final String table;

    public LedgerIndex(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Keys of whatever is due, longest due first. */
    public List<String> due(Instant now, int limit) {
        return keys(DUE, Instant.EPOCH, now, limit);
    }

    /**
     * Keys of decisions that are being carried out, oldest first, at most so many. What could not
     * be carried out while it was fresh is left out.
     */
    public List<String> decisions(Instant now, int limit) {
        return keys(DUE, now.minus(Decision.FRESH), now.plus(Decisions.NUDGED), DECIDING).stream()
                .filter(Keys::isDecision)
                .limit(limit)
                .toList();
    }

    /** Keys of what waits for the end of a pause, however long that may still last. */
    public List<String> heldByPause(int limit) {
        return keys(HELD, Instant.EPOCH, FAR, limit);
    }

    private List<String> keys(String hash, Instant from, Instant until, int limit) {
        return query("due-index", "due", hash, "dueAt", from, until, limit).stream()
                .map(item -> key(item))
                .toList();
    }

    /** A finding that is still to be said, and since when. */
    public record Unsaid(String key, Instant since) {}

    /** Findings that were last written before a time and are still to be said. */
    public List<Unsaid> unsaid(Instant before, int limit) {
        return query("unsaid-index", "unsaid", "unsaid", "updatedAt", Instant.EPOCH, before, limit)
                .stream()
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
            String index,
            String attribute,
            String hash,
            String range,
            Instant from,
            Instant until,
            int limit) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryRequest.Builder query =
                    query(index, Math.min(limit - found.size(), KEYS_PAGE))
                            .keyConditionExpression(
                                    "#hash = :hash AND #range BETWEEN :from AND :until")
                            .expressionAttributeNames(Map.of("#hash", attribute, "#range", range))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":hash", AttributeValue.fromS(hash),
                                            ":from", millis(from),
                                            ":until", millis(until)));
            QueryResponse page =
                    dynamo.query(
                            start.isEmpty()
                                    ? query.build()
                                    : query.exclusiveStartKey(start).build());
            found.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty() && found.size() < limit);
        return found;
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
