package dev.amends.core.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Messages that wait for their time. The keeper finds those whose time has come and sends their
 * keys to the inbox of their owner, which reads the message here, handles it and then takes it away
 * on the condition that nobody has written it anew. If anybody dies in between, the message is
 * brought again: twice is possible, never is not.
 *
 * <p>This is how whatever waits longer than a moment must wait. A function that sends itself a
 * message again and again is stopped by Lambda at the 17th: it drops the message.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">Lambda,
 *     recursive loop detection</a>
 */
public final class Waits {
    /**
     * A DynamoDB item holds 400 KB
     * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html);
     * EventBridge delivers at most 256 KB.
     */
    private static final int MAX_BYTES = 360_000;

    /** What nobody has taken away so long after its time is forgotten. */
    private static final Duration KEPT = Duration.ofDays(14);

    private final DynamoDbClient dynamo;
    private final String table;

    public Waits(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * A message that waits.
     *
     * @param key see {@link Keys#wait}
     * @param dueAt when it is to be brought; whole milliseconds
     * @param message what is to be handled then
     */
    public record Waiting(String key, Instant dueAt, String message) {}

    /** Whether a message is small enough to wait. */
    public static boolean holds(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Lets a message wait for its time; what waited under its key is replaced. */
    public void until(Waiting waiting) {
        put(waiting, LedgerIndex.DUE);
    }

    /** Lets a message wait for its time, or for the end of the pause if somebody ends it before. */
    public void untilResumed(Waiting waiting) {
        put(waiting, LedgerIndex.HELD);
    }

    private void put(Waiting waiting, String due) {
        dynamo.putItem(r ->
                r.tableName(table)
                        .item(
                                Map.of(
                                        "pk", text(waiting.key()),
                                        "due", text(due),
                                        "dueAt", number(waiting.dueAt().toEpochMilli()),
                                        "message", text(waiting.message()),
                                        "ttl",
                                                number(
                                                        waiting.dueAt()
                                                                .plus(KEPT)
                                                                .getEpochSecond()))));
    }

    /** What waits under a key (one consistent read), or null when nothing does. */
    public @Nullable Waiting find(String key) {
        Map<String, AttributeValue> item =
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", text(key)))
                                        .consistentRead(true))
                        .item();
        AttributeValue dueAt = item.get("dueAt");
        AttributeValue message = item.get("message");
        return dueAt == null || message == null
                ? null
                : new Waiting(key, Instant.ofEpochMilli(Long.parseLong(dueAt.n())), message.s());
    }

    /** It has been handled; what was written under its key since stays. */
    public void handled(Waiting waiting) {
        try {
            dynamo.deleteItem(r ->
                    r.tableName(table)
                            .key(Map.of("pk", text(waiting.key())))
                            .conditionExpression("dueAt = :dueAt")
                            .expressionAttributeValues(
                                    Map.of(":dueAt", number(waiting.dueAt().toEpochMilli()))));
        } catch (ConditionalCheckFailedException e) {
            // It waits for another time by now, or somebody else has handled it as well.
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
