package dev.amends.cli;

import dev.amends.check.terminal.Text;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Pending;
import dev.amends.core.settings.Exemption;
import dev.amends.core.settings.Exemptions;
import dev.amends.core.settings.SettingsStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads findings and exemptions for people. One that another version wrote must not hide all the
 * others.
 */
final class FindingBook {
    /** However many there are. */
    static final int ALL = Integer.MAX_VALUE;

    private final World world;
    private final DynamoDbClient dynamo;
    private final String table;

    FindingBook(World world, DynamoDbClient dynamo, String table) {
        this.world = world;
        this.dynamo = dynamo;
        this.table = table;
    }

    /** One finding as it is now, or null. */
    @Nullable Finding find(String key) {
        return decode(
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(key)))
                                        .consistentRead(true))
                        .item());
    }

    /** Findings in a state that were written since a time, newest first, at most so many. */
    List<Finding> inState(State state, Instant since, int most) {
        List<Finding> found = new ArrayList<>();
        var pages =
                dynamo.queryPaginator(r -> {
                    r.tableName(table)
                            .indexName("state-index")
                            .keyConditionExpression("#state = :state AND updatedAt >= :since")
                            .expressionAttributeNames(Map.of("#state", "state"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":state", AttributeValue.fromS(state.name()),
                                            ":since",
                                                    AttributeValue.fromN(
                                                            Long.toString(since.toEpochMilli()))))
                            .scanIndexForward(false);
                    if (most != ALL) {
                        r.limit(most);
                    }
                });
        for (Map<String, AttributeValue> item : pages.items()) {
            Finding finding = decode(item);
            if (finding != null) {
                found.add(finding);
            }
            if (found.size() >= most) {
                break;
            }
        }
        return found;
    }

    /** All findings in some states. */
    List<Finding> inStates(Collection<State> states) {
        List<Finding> found = new ArrayList<>();
        states.forEach(state -> found.addAll(inState(state, Instant.EPOCH, ALL)));
        return found;
    }

    /** What was decided and has no outcome yet. */
    Pending pending() {
        return Pending.read(
                new LedgerIndex(dynamo, table),
                new SettingsStore(dynamo, table),
                world.clock().instant());
    }

    /** A guardrail's exemptions by name that have not ended. */
    List<Exemption> exemptions(String guardrail) {
        String key = Keys.exemptions(guardrail);
        Instant now = world.clock().instant();
        return Exemptions.decode(
                        new SettingsStore(dynamo, table)
                                .get(List.of(key))
                                .getOrDefault(key, Map.of()))
                .stream()
                .filter(each -> each.until().isAfter(now))
                .toList();
    }

    private @Nullable Finding decode(Map<String, AttributeValue> item) {
        try {
            return Ledger.decode(item);
        } catch (RuntimeException e) {
            AttributeValue key = item.get("pk");
            world.err()
                    .println(
                            Text.clean(
                                    "An item cannot be read and is left out: "
                                            + (key == null ? "?" : key.s())));
            return null;
        }
    }
}
