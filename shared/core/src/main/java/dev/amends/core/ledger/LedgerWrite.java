package dev.amends.core.ledger;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.json.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One move on its way into the table: a conditional write of the finding, alone or together with
 * the mark that the decision behind it is dealt with.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">DynamoDB,
 *     TransactWriteItems</a>
 */
final class LedgerWrite {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Put put;

    /**
     * @param before the finding whose revision must still be the present one; null when there must
     *     be none
     */
    LedgerWrite(DynamoDbClient dynamo, String table, @Nullable Finding before, Finding after) {
        this.dynamo = dynamo;
        this.table = table;
        Put.Builder builder =
                Put.builder()
                        .tableName(table)
                        .item(encode(after))
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (before == null) {
            builder.conditionExpression("attribute_not_exists(pk)");
        } else {
            builder.conditionExpression("rev = :rev")
                    .expressionAttributeValues(Map.of(":rev", number(before.rev())));
        }
        this.put = builder.build();
    }

    /** What came of it. */
    sealed interface Result {}

    /** It is written. */
    record Written() implements Result {}

    /** Somebody else had written before. */
    record Other(@Nullable Finding now) implements Result {}

    /** Somebody else writes at this moment; nothing was written. */
    record Contended() implements Result {}

    /** Writes the finding. */
    Result alone() {
        try {
            dynamo.putItem(r ->
                    r.tableName(table)
                            .item(put.item())
                            .conditionExpression(put.conditionExpression())
                            .expressionAttributeValues(
                                    put.hasExpressionAttributeValues()
                                            ? put.expressionAttributeValues()
                                            : null)
                            .returnValuesOnConditionCheckFailure(
                                    put.returnValuesOnConditionCheckFailure()));
            return new Written();
        } catch (ConditionalCheckFailedException e) {
            return new Other(Ledger.decode(e.item()));
        } catch (TransactionConflictException e) {
            return new Contended();
        }
    }

    /**
     * Writes the finding, and that the decision is dealt with: in one transaction, or one after the
     * other where IAM denies that. AWS documents that a transaction is authorized by the actions of
     * its members, but not which keys {@code dynamodb:LeadingKeys} holds for one member; the role
     * allows each of the two writes for keys of its own.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">Using
     *     IAM with DynamoDB transactions</a>
     */
    Result closing(String decision) {
        Update done =
                Update.builder()
                        .tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS(decision)))
                        .updateExpression(Decisions.DONE)
                        .conditionExpression("attribute_exists(pk)")
                        .build();
        List<TransactWriteItem> both =
                List.of(
                        TransactWriteItem.builder().put(put).build(),
                        TransactWriteItem.builder().update(done).build());
        try {
            dynamo.transactWriteItems(r -> r.transactItems(both));
            return new Written();
        } catch (TransactionCanceledException e) {
            return canceled(e.cancellationReasons());
        } catch (DynamoDbException e) {
            if (!AwsErrors.denied(e)) {
                throw e;
            }
            return oneAfterTheOther(decision);
        }
    }

    /**
     * The mark comes second: a decision whose mark stays is looked at again, and nothing is lost.
     */
    private Result oneAfterTheOther(String decision) {
        Result result = alone();
        if (result instanceof Written) {
            new Decisions(dynamo, table).done(decision);
        }
        return result;
    }

    private Result canceled(List<CancellationReason> reasons) {
        CancellationReason finding = reasons.getFirst();
        if ("ConditionalCheckFailed".equals(finding.code())) {
            return new Other(Ledger.decode(finding.item()));
        }
        boolean forgotten =
                reasons.stream().anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
        // A decision that was forgotten meanwhile reminds nobody of itself.
        return forgotten ? alone() : new Contended();
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
            item.put("ttl", number(finding.updatedAt().plus(Ledger.REMINDER).getEpochSecond()));
        } else if (mayBeForgotten(finding.state())) {
            item.put("ttl", number(finding.updatedAt().plus(Ledger.KEPT).getEpochSecond()));
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

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
