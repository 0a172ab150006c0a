package dev.amends.core.settings;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the settings item, one consistent call, never cached: a pause must work at once. */
public final class SettingsStore {
    /** The settings item's key. */
    public static final String KEY = "settings";

    private final DynamoDbClient dynamo;
    private final String table;

    public SettingsStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * The settings as they are now.
     *
     * @return empty when there are none, or they cannot be read: then nothing may be changed
     */
    public Optional<Settings> read() {
        try {
            Map<String, AttributeValue> item =
                    dynamo.getItem(r ->
                                    r.tableName(table)
                                            .key(Map.of("pk", AttributeValue.fromS(KEY)))
                                            .consistentRead(true))
                            .item();
            AttributeValue json = item.get("json");
            return json == null || json.s() == null
                    ? Optional.empty()
                    : Optional.of(new Settings(Node.parse(json.s())));
        } catch (SdkException | BadJson e) {
            // Fail closed: the caller treats it like an account without settings and only flags.
            return Optional.empty();
        }
    }
}
