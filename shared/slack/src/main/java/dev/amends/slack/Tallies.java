package dev.amends.slack;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The digest cards' items: slack-out's to write, slack-in's to read. Counting and drawing go on at
 * the same time, so each writes its own attributes on a condition of its own.
 */
public final class Tallies {
    private static final Duration KEPT = Duration.ofDays(400);

    /** More refusals in a row than this means something is wrong with us, not a race. */
    private static final int TRIES = 20;

    private final DynamoDbClient dynamo;
    private final String table;

    public Tallies(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The digest card as it is now (one consistent read), or null. */
    public @Nullable Tally find(String key) {
        return decode(key, item(key));
    }

    /** The digest card in an item; null when there is none. */
    public static @Nullable Tally decode(String key, Map<String, AttributeValue> item) {
        if (!item.containsKey("seq")) {
            return null;
        }
        return new Tally(
                key,
                storm(item),
                Math.toIntExact(number(item, "drawnRun")),
                text(item, "channel"),
                text(item, "ts"),
                count(item, "shown"),
                count(item, "drawing"),
                item.containsKey("lease") ? String.valueOf(text(item, "lease")) : "",
                number(item, "leaseUntil"),
                number(item, "drawnAt"),
                number(item, "nudgeAt"),
                Math.toIntExact(number(item, "nudges")),
                item.containsKey("told") ? String.valueOf(text(item, "told")) : "",
                item.containsKey("plain") ? String.valueOf(text(item, "plain")) : "");
    }

    /**
     * Counts one more card that is wanted.
     *
     * @param opened when the finding's episode began
     * @param burst so many in a minute get a card of their own
     * @return the count with it
     */
    public Storm want(String key, Instant now, Instant opened, int burst) {
        Map<String, AttributeValue> before = item(key);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Storm storm = storm(before).want(now, opened, burst);
            Map<String, AttributeValue> set = new HashMap<>();
            set.put("seq", number(storm.seq()));
            set.put("minute", millis(storm.minute()));
            set.put("wanted", number(storm.wanted()));
            set.put("hot", AttributeValue.fromBool(storm.hot()));
            set.put("minuteFrom", millis(storm.minuteFrom()));
            set.put("run", number(storm.run()));
            set.put("from", millis(storm.from()));
            set.put("last", millis(storm.last()));
            set.put("ttl", number(now.plus(KEPT).getEpochSecond()));
            try {
                update(
                        key,
                        set,
                        before.containsKey("seq") ? "#seq = :before" : "attribute_not_exists(#seq)",
                        before.containsKey("seq")
                                ? Map.of(":before", number(storm.seq() - 1))
                                : Map.of());
                return storm;
            } catch (ConditionalCheckFailedException e) {
                before = e.item();
            }
        }
        throw new IllegalStateException("no write got through: " + key);
    }

    /** Writes what is drawn, if it is still as it was read; false when somebody was quicker. */
    public boolean replace(Tally before, Tally after) {
        Map<String, @Nullable AttributeValue> set = new HashMap<>();
        set.put("drawnRun", number(after.run()));
        set.put("channel", textOrNull(after.channel()));
        set.put("ts", textOrNull(after.ts()));
        Tally.Count shown = after.shown();
        Tally.Count drawing = after.drawing();
        set.put("shown", textOrNull(shown == null ? null : shown.toJson()));
        set.put("drawing", textOrNull(drawing == null ? null : drawing.toJson()));
        set.put("lease", AttributeValue.fromS(after.lease()));
        set.put("leaseUntil", number(after.leaseUntil()));
        set.put("drawnAt", number(after.drawnAt()));
        set.put("told", AttributeValue.fromS(after.told()));
        set.put("plain", AttributeValue.fromS(after.plain()));
        boolean first = before.leaseUntil() == 0;
        try {
            update(
                    before.key(),
                    set,
                    // Every change begins with a lease, and no two leases are alike.
                    first
                            ? "attribute_not_exists(#leaseUntil)"
                            : "#lease = :before AND #leaseUntil = :until",
                    first
                            ? Map.of()
                            : Map.of(
                                    ":before", AttributeValue.fromS(before.lease()),
                                    ":until", number(before.leaseUntil())));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /**
     * Notes that something is on its way that will have the digest card drawn.
     *
     * @param before as it was read; only one of those who read the same may have it drawn
     * @param nudges how often in a row, with this one
     * @return false when somebody else was quicker
     */
    public boolean nudged(Tally before, Instant at, int nudges) {
        boolean first = before.nudgeAt() == 0;
        try {
            update(
                    before.key(),
                    Map.of("nudgeAt", millis(at), "nudges", number(nudges)),
                    first ? "attribute_not_exists(#nudgeAt)" : "#nudgeAt = :before",
                    first ? Map.of() : Map.of(":before", number(before.nudgeAt())));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private void update(
            String key,
            Map<String, ? extends @Nullable AttributeValue> attributes,
            String condition,
            Map<String, AttributeValue> conditionValues) {
        StringJoiner set = new StringJoiner(", ", "SET ", "").setEmptyValue("");
        StringJoiner remove = new StringJoiner(", ", " REMOVE ", "").setEmptyValue("");
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>(conditionValues);
        attributes.forEach((name, value) -> {
            names.put("#" + name, name);
            if (value == null) {
                remove.add("#" + name);
            } else {
                set.add("#" + name + " = :" + name);
                values.put(":" + name, value);
            }
        });
        dynamo.updateItem(r -> {
            r.tableName(table)
                    .key(Map.of("pk", AttributeValue.fromS(key)))
                    .updateExpression(set.toString() + remove)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names)
                    .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD);
            if (!values.isEmpty()) {
                r.expressionAttributeValues(values);
            }
        });
    }

    private Map<String, AttributeValue> item(String key) {
        return dynamo.getItem(r ->
                        r.tableName(table)
                                .key(Map.of("pk", AttributeValue.fromS(key)))
                                .consistentRead(true))
                .item();
    }

    private static Storm storm(Map<String, AttributeValue> item) {
        if (!item.containsKey("seq")) {
            return Storm.NONE;
        }
        AttributeValue hot = item.get("hot");
        return new Storm(
                number(item, "seq"),
                instant(item, "minute"),
                Math.toIntExact(number(item, "wanted")),
                hot != null && Boolean.TRUE.equals(hot.bool()),
                instant(item, "minuteFrom"),
                Math.toIntExact(number(item, "run")),
                instant(item, "from"),
                instant(item, "last"));
    }

    private static Tally.@Nullable Count count(Map<String, AttributeValue> item, String name) {
        String json = text(item, name);
        if (json == null) {
            return null;
        }
        try {
            return Tally.Count.from(Node.parse(json));
        } catch (BadJson e) {
            throw new IllegalStateException("an item that we did not write: " + item.get("pk"), e);
        }
    }

    private static Instant instant(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochMilli(number(item, name));
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private static @Nullable String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    private static @Nullable AttributeValue textOrNull(@Nullable String value) {
        return value == null ? null : AttributeValue.fromS(value);
    }

    private static AttributeValue millis(Instant time) {
        return number(time.toEpochMilli());
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
