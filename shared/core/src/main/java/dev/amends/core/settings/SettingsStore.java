package dev.amends.core.settings;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads the settings item, one consistent call, never cached: a pause must work at once. */
public final class SettingsStore implements SettingsReader {
    /** The settings item's key. */
    public static final String KEY = "settings";

    private final DynamoDbClient dynamo;
    private final String table;

    public SettingsStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * The settings as they are now; empty when there are none, and only then.
     *
     * @throws BadJson when the item is broken
     * @throws SdkException when it could not be read; see {@link AwsErrors#passes}
     */
    public Optional<Settings> read() throws BadJson {
        return settings(
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(KEY)))
                                        .consistentRead(true))
                        .item());
    }

    /**
     * One consistent call. A denial counts as no settings, so that nothing is changed; what passes
     * is thrown, as nobody knows whether there is a pause, or whether the guardrail is off.
     */
    @Override
    public InForce inForce(String guardrail) {
        String exemptions = Keys.exemptions(guardrail);
        try {
            return inForce(get(List.of(KEY, Pause.KEY, exemptions)), guardrail);
        } catch (SdkException e) {
            if (AwsErrors.denied(e)) {
                return InForce.denied(AwsErrors.missing(e, "dynamodb:BatchGetItem"));
            }
            throw e;
        }
    }

    /**
     * What holds for a guardrail, out of items that were read together with others. When one of
     * them cannot be read, nothing may be changed.
     */
    public static InForce inForce(
            Map<String, Map<String, AttributeValue>> items, String guardrail) {
        try {
            return decode(items, guardrail);
        } catch (BadJson e) {
            return InForce.NOTHING;
        }
    }

    /** The pause that lasts now, out of items that were read together with others. */
    public static @Nullable Pause paused(
            Map<String, Map<String, AttributeValue>> items, Instant now) throws BadJson {
        Pause pause = pause(items.getOrDefault(Pause.KEY, Map.of()));
        return pause != null && pause.lasts(now) ? pause : null;
    }

    /**
     * What holds for a guardrail, out of items that were read together with others.
     *
     * @param items by key
     * @throws BadJson when one of them cannot be read
     */
    public static InForce decode(Map<String, Map<String, AttributeValue>> items, String guardrail)
            throws BadJson {
        return new InForce(
                settings(items.getOrDefault(KEY, Map.of())),
                pause(items.getOrDefault(Pause.KEY, Map.of())),
                Exemptions.decode(items.getOrDefault(Keys.exemptions(guardrail), Map.of())));
    }

    /**
     * Some items by their keys, in one consistent call.
     *
     * @throws RetryableException when DynamoDB answered only in part, being throttled
     */
    public Map<String, Map<String, AttributeValue>> get(List<String> keys) {
        var answer =
                dynamo.batchGetItem(r ->
                        r.requestItems(
                                Map.of(
                                        table,
                                        KeysAndAttributes.builder()
                                                .consistentRead(true)
                                                .keys(
                                                        keys.stream()
                                                                .map(key ->
                                                                        Map.of(
                                                                                "pk",
                                                                                AttributeValue
                                                                                        .fromS(
                                                                                                key)))
                                                                .toList())
                                                .build())));
        if (answer.hasUnprocessedKeys() && !answer.unprocessedKeys().isEmpty()) {
            throw RetryableException.builder().message("DynamoDB answered in part").build();
        }
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        answer.responses()
                .values()
                .forEach(list -> list.forEach(item -> items.put(pk(item), item)));
        return items;
    }

    private static String pk(Map<String, AttributeValue> item) {
        AttributeValue pk = item.get("pk");
        return pk == null ? "" : pk.s();
    }

    private static Optional<Settings> settings(Map<String, AttributeValue> item) throws BadJson {
        AttributeValue json = item.get("json");
        return json == null || json.s() == null
                ? Optional.empty()
                : Optional.of(new Settings(Node.parse(json.s())));
    }

    private static @Nullable Pause pause(Map<String, AttributeValue> item) throws BadJson {
        AttributeValue json = item.get("json");
        return json == null ? null : Pause.parse(json.s());
    }
}
