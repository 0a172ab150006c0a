package dev.amends.slackin;

import dev.amends.core.settings.Pause;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

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
        AttributeValue after = AttributeValue.fromS(pause.toJson());
        try {
            dynamo.putItem(r -> {
                r.tableName(table)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .item(Map.of("pk", AttributeValue.fromS(Pause.KEY), "json", after));
                if (json == null) {
                    r.conditionExpression("attribute_not_exists(pk)");
                } else {
                    r.conditionExpression("json = :before")
                            .expressionAttributeValues(Map.of(":before", json));
                }
            });
            return true;
        } catch (ConditionalCheckFailedException e) {
            // A write whose answer was lost is sent again, and then finds itself.
            return after.equals(e.item().get("json"));
        }
    }
}
