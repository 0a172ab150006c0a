package dev.amends.cli;

import dev.amends.core.json.BadJson;
import dev.amends.core.settings.Pause;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The pause in the ledger's table: the last one, over or not. */
final class PauseItem {
    private final DynamoDbClient dynamo;
    private final String table;

    PauseItem(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The pause that lasts now; null when there is none, or it cannot be read. */
    @Nullable Pause lasting(Instant now) {
        try {
            Pause pause = read();
            return pause != null && pause.lasts(now) ? pause : null;
        } catch (BadJson e) {
            return null;
        }
    }

    /** Whether it can be read. One that cannot counts as a pause without an end. */
    boolean readable() {
        try {
            read();
            return true;
        } catch (BadJson e) {
            return false;
        }
    }

    private @Nullable Pause read() throws BadJson {
        AttributeValue json =
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(Pause.KEY)))
                                        .consistentRead(true))
                        .item()
                        .get("json");
        return json == null ? null : Pause.parse(json.s() == null ? "" : json.s());
    }

    void write(Pause pause) {
        dynamo.putItem(r ->
                r.tableName(table)
                        .item(
                                Map.of(
                                        "pk", AttributeValue.fromS(Pause.KEY),
                                        "json", AttributeValue.fromS(pause.toJson()))));
    }
}
