package dev.amends.core.ledger;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The findings in DynamoDB. Every move is one conditional write on the revision it was decided
 * from; a refused write brings the present item back, so that the move is decided anew without
 * another call.
 */
public final class Ledger {
    /** How long settled findings are kept. */
    public static final Duration KEPT = Duration.ofDays(90);

    /**
     * How long a finding without a resource is kept: nothing that could be read puts it right, so
     * it is forgotten, and said again if it lasts.
     */
    public static final Duration REMINDER = Duration.ofDays(7);

    /** More refusals in a row than this means something is wrong with us, not a race. */
    private static final int TRIES = 8;

    private final DynamoDbClient dynamo;
    private final String table;

    public Ledger(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The finding as it is now (one consistent read), or null. */
    public @Nullable Finding find(String key) {
        return decode(
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(key)))
                                        .consistentRead(true))
                        .item());
    }

    /**
     * Takes a step.
     *
     * @param known the finding as the caller knows it; null means "there should be none". A wrong
     *     guess costs one more write, never a wrong move
     */
    public Answer take(@Nullable Finding known, Move move) {
        Finding now = known;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Answer answer = Episodes.answer(now, move);
            if (!(answer instanceof Answer.Moved moved)) {
                return answer;
            }
            try {
                put(now, moved.finding());
                return answer;
            } catch (ConditionalCheckFailedException e) {
                now = decode(e.item());
            }
        }
        throw new IllegalStateException("no write got through: " + move.subject().key());
    }

    private void put(@Nullable Finding before, Finding after) {
        Map<String, AttributeValue> item = encode(after);
        dynamo.putItem(r -> {
            r.tableName(table)
                    .item(item)
                    .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD);
            if (before == null) {
                r.conditionExpression("attribute_not_exists(pk)");
            } else {
                r.conditionExpression("rev = :rev")
                        .expressionAttributeValues(Map.of(":rev", number(before.rev())));
            }
        });
    }

    private static Map<String, AttributeValue> encode(Finding finding) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS(finding.key()));
        item.put("rev", number(finding.rev()));
        item.put("state", AttributeValue.fromS(finding.state().name()));
        item.put("guardrail", AttributeValue.fromS(finding.subject().guardrail()));
        item.put("updatedAt", number(finding.updatedAt().toEpochMilli()));
        item.put("doc", AttributeValue.fromS(Node.write(FindingCodec.toMap(finding))));
        if (finding.until() != null) {
            item.put("due", AttributeValue.fromS("due"));
            item.put("dueAt", number(finding.until().toEpochMilli()));
        }
        if (finding.unsaid()) {
            item.put("unsaid", AttributeValue.fromS("unsaid"));
        }
        if (!finding.subject().target().isResource()) {
            item.put("ttl", number(finding.updatedAt().plus(REMINDER).getEpochSecond()));
        } else if (mayBeForgotten(finding.state())) {
            item.put("ttl", number(finding.updatedAt().plus(KEPT).getEpochSecond()));
        }
        return item;
    }

    /** What is open, or what a person decided, outlives any time to live. */
    private static boolean mayBeForgotten(State state) {
        return switch (state) {
            case FIXED, RESOLVED, GONE -> true;
            case OPEN,
                    AWAITING,
                    EXPIRED,
                    HELD,
                    PAUSED,
                    ACTING,
                    UNDONE,
                    EXEMPT,
                    YIELDED,
                    FAILED,
                    UNKNOWN ->
                    false;
        };
    }

    /** The finding in an item, or null when the item is none. */
    public static @Nullable Finding decode(@Nullable Map<String, AttributeValue> item) {
        if (item == null || !item.containsKey("doc")) {
            return null;
        }
        try {
            return FindingCodec.from(Node.parse(item.get("doc").s()), item.containsKey("unsaid"));
        } catch (BadJson e) {
            throw new IllegalStateException("an item that we did not write: " + item.get("pk"), e);
        }
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
