package dev.amends.cli;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When a guardrail's function last saw an event; its function writes that down. */
final class LastSeen {
    private static final String KEY = "seen#";

    private LastSeen() {}

    /** Null when it never did, or an earlier version is deployed. */
    static @Nullable Instant of(DynamoDbClient dynamo, String table, String guardrail) {
        AttributeValue at =
                dynamo.getItem(r ->
                                r.tableName(table)
                                        .key(Map.of("pk", AttributeValue.fromS(KEY + guardrail))))
                        .item()
                        .get("at");
        if (at == null || at.n() == null) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(at.n()));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
