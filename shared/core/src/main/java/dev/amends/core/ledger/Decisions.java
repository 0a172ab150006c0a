package dev.amends.core.ledger;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The decision items. Written once by slack-in or the command line, read by the guardrail's
 * function. Until it is done an item is due, so that the keeper nudges again when the first nudge
 * was lost.
 */
public final class Decisions {
    /** How long decisions are kept for those who ask later who decided what. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** The function has this long before the keeper reminds it. */
    static final Duration NUDGED = Duration.ofMinutes(2);

    private static final String DUE = "due";

    /** Takes off the mark "not dealt with". */
    static final String DONE = "REMOVE due, dueAt";

    private final DynamoDbClient dynamo;
    private final String table;

    public Decisions(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Writes a decision down, unless its key has been used.
     *
     * @return null when it was written; otherwise the decision that came first
     */
    public @Nullable Decision record(Decision decision) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", text(decision.key()));
        item.put("doc", text(Node.write(decision.toMap())));
        item.put("due", text("due"));
        item.put("dueAt", number(decision.at().plus(NUDGED).toEpochMilli()));
        item.put("ttl", number(decision.at().plus(KEPT).getEpochSecond()));
        try {
            dynamo.putItem(r ->
                    r.tableName(table)
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                    ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return null;
        } catch (ConditionalCheckFailedException e) {
            return decode(decision.key(), e.item());
        }
    }

    /** The decision as it was written down (one consistent read), or null. */
    public @Nullable Decision find(String key) {
        return decode(
                key,
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", text(key)))
                                        .consistentRead(true))
                        .item());
    }

    /** Whether it was written down and has not been dealt with yet (one consistent read). */
    public boolean pending(String key) {
        return findPending(key) != null;
    }

    /** The decision, if it was written down and has not been dealt with yet; otherwise null. */
    public @Nullable Decision findPending(String key) {
        Map<String, AttributeValue> item =
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", text(key)))
                                        .consistentRead(true))
                        .item();
        return waits(item) ? decode(key, item) : null;
    }

    /** Whether a decision's item says that it has not been dealt with yet. */
    public static boolean waits(Map<String, AttributeValue> item) {
        return item.containsKey(DUE);
    }

    /** Of some items by their keys, the decisions that have not been dealt with yet. */
    public static List<Decision> pending(Map<String, Map<String, AttributeValue>> items) {
        return items.entrySet().stream()
                .filter(item -> Keys.isDecision(item.getKey()) && waits(item.getValue()))
                .map(item -> decode(item.getKey(), item.getValue()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** It has been dealt with: nobody needs to be reminded of it. */
    public void done(String key) {
        try {
            dynamo.updateItem(r ->
                    r.tableName(table)
                            .key(Map.of("pk", text(key)))
                            .updateExpression(DONE)
                            .conditionExpression("attribute_exists(pk)"));
        } catch (ConditionalCheckFailedException e) {
            // Forgotten meanwhile; then nobody is reminded of it either.
        }
    }

    /** The decision in an item, or null when the item is none. */
    public static @Nullable Decision decode(String key, Map<String, AttributeValue> item) {
        AttributeValue doc = item.get("doc");
        if (doc == null) {
            return null;
        }
        try {
            return Decision.from(key, Node.parse(doc.s()));
        } catch (BadJson e) {
            throw new IllegalStateException("an item that we did not write: " + key, e);
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
