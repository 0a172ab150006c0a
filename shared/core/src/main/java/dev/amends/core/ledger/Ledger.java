package dev.amends.core.ledger;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The findings in DynamoDB. Every move is one conditional write on the revision it was decided
 * from; a refused write brings the present item back, so that the move is decided anew without
 * another call.
 */
public final class Ledger implements Findings {
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

    /** One consistent read. */
    @Override
    public @Nullable Finding find(String key) {
        return decode(
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(key)))
                                        .consistentRead(true))
                        .item());
    }

    @Override
    public Answer take(@Nullable Finding known, Move move, @Nullable String decision) {
        Finding now = known;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Answer answer = Episodes.answer(now, move);
            if (!(answer instanceof Answer.Moved(Finding after))) {
                return answer;
            }
            LedgerWrite write = new LedgerWrite(dynamo, table, now, after);
            LedgerWrite.Result result =
                    decision != null && settles(after) ? write.closing(decision) : write.alone();
            switch (result) {
                case LedgerWrite.Written _ -> {
                    return answer;
                }
                case LedgerWrite.Other(Finding other) -> now = other;
                case LedgerWrite.Contended _ -> now = find(move.subject().key());
            }
        }
        throw new IllegalStateException("no write got through: " + move.subject().key());
    }

    /** Whether nothing is left to be done about the decision that led here. */
    public static boolean settles(Finding after) {
        return after.state() != State.ACTING;
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
}
