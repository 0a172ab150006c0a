package dev.amends.core.settings;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The exemptions by name, one item for each guardrail; written by its function alone. */
public final class Exemptions {
    /** More than this many at once are no exemptions any more but another rule. */
    public static final int MOST = 200;

    /** More refusals in a row than this means something is wrong with us, not a race. */
    private static final int TRIES = 8;

    private final DynamoDbClient dynamo;
    private final String table;

    public Exemptions(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Adds one, in place of one for the same names.
     *
     * @return false when there are too many
     */
    public boolean add(String guardrail, Exemption exemption, Instant now) {
        return change(
                guardrail,
                all -> {
                    List<Exemption> kept = without(all, exemption.pattern(), now);
                    kept.add(exemption);
                    return kept;
                });
    }

    /**
     * Takes the one for these names away; those that are over go as well.
     *
     * @return the ids of those that went
     */
    public Set<String> remove(String guardrail, String pattern, Instant now) {
        Set<String> gone = new HashSet<>();
        change(
                guardrail,
                all -> {
                    List<Exemption> kept = without(all, pattern, now);
                    gone.clear();
                    all.stream()
                            .filter(each -> !kept.contains(each))
                            .forEach(each -> gone.add(each.id()));
                    return kept;
                });
        return gone;
    }

    private static List<Exemption> without(List<Exemption> all, String pattern, Instant now) {
        List<Exemption> kept = new ArrayList<>(all);
        kept.removeIf(each -> each.pattern().equals(pattern) || !each.until().isAfter(now));
        return kept;
    }

    private boolean change(String guardrail, UnaryOperator<List<Exemption>> change) {
        String key = Keys.exemptions(guardrail);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Map<String, AttributeValue> before =
                    dynamo.getItem(r ->
                                    r.tableName(table)
                                            .key(Map.of("pk", AttributeValue.fromS(key)))
                                            .consistentRead(true))
                            .item();
            List<Exemption> after = change.apply(decode(before));
            if (after.size() > MOST) {
                return false;
            }
            AttributeValue rev = before.get("rev");
            long next = rev == null ? 1 : Long.parseLong(rev.n()) + 1;
            Map<String, AttributeValue> item = new HashMap<>();
            item.put("pk", AttributeValue.fromS(key));
            item.put("rev", AttributeValue.fromN(Long.toString(next)));
            item.put(
                    "json",
                    AttributeValue.fromS(
                            Node.write(after.stream().map(Exemption::toMap).toList())));
            try {
                dynamo.putItem(r -> {
                    r.tableName(table).item(item);
                    if (rev == null) {
                        r.conditionExpression("attribute_not_exists(pk)");
                    } else {
                        r.conditionExpression("rev = :rev")
                                .expressionAttributeValues(Map.of(":rev", rev));
                    }
                });
                return true;
            } catch (ConditionalCheckFailedException e) {
                // Somebody else was quicker; decide anew with what they left.
            }
        }
        throw new IllegalStateException("no write got through: " + key);
    }

    /** What an item holds; empty when there is none. */
    public static List<Exemption> decode(Map<String, AttributeValue> item) {
        AttributeValue json = item.get("json");
        if (json == null) {
            return List.of();
        }
        try {
            return Node.parse(json.s()).items().stream().map(Exemption::from).toList();
        } catch (BadJson | DateTimeParseException e) {
            throw new IllegalStateException("an item that we did not write: " + item.get("pk"), e);
        }
    }
}
