package dev.amends.slackin;

import dev.amends.core.ledger.State;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Counts findings without fetching them. */
final class Counts {
    private final DynamoDbClient dynamo;
    private final String table;

    Counts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** How many findings are in a state, counted up to {@code most}: one call. */
    int of(State state, int most) {
        return dynamo.query(r ->
                        r.tableName(table)
                                .indexName("state-index")
                                .select(Select.COUNT)
                                .limit(most)
                                .keyConditionExpression("#state = :state")
                                .expressionAttributeNames(Map.of("#state", "state"))
                                .expressionAttributeValues(
                                        Map.of(":state", AttributeValue.fromS(state.name()))))
                .count();
    }
}
