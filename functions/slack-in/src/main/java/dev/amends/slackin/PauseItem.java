package dev.amends.slackin;

import dev.amends.core.settings.Pause;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The pause item: one write puts it in the place of the last. */
final class PauseItem {
    private final DynamoDbClient dynamo;
    private final String table;

    PauseItem(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Writes it, unless somebody else did since it was read.
     *
     * @param before the item as it was read; empty when there was none
     */
    boolean replace(Map<String, AttributeValue> before, Pause pause) {
        AttributeValue json = before.get("json");
        try {
            dynamo.putItem(r -> {
                r.tableName(table)
                        .item(
                                Map.of(
                                        "pk",
                                        AttributeValue.fromS(Pause.KEY),
                                        "json",
                                        AttributeValue.fromS(pause.toJson())));
                if (json == null) {
                    r.conditionExpression("attribute_not_exists(pk)");
                } else {
                    r.conditionExpression("json = :before")
                            .expressionAttributeValues(Map.of(":before", json));
                }
            });
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
