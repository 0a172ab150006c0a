package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedCallsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/worker";
    private static final String KEY = "dynamodb:LeadingKeys";
    private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/ledger";
    private final List<String> lines = new ArrayList<>();

    private void call(String service, String operation, String parameters) {
        lines.add(
                """
                {"seq":%d,"service":"%s","operation":"%s",\
                "caller":"arn:aws:sts::111122223333:assumed-role/worker/fn-1","role":null,\
                "account":"111122223333","region":"eu-central-1","parameters":%s,"status":200}\
                """
                        .formatted(lines.size() + 1, service, operation, parameters));
    }

    private RecordedCalls.Comparison compare(Map<String, String> explained, Statement... granted)
            throws IOException {
        return RecordedCalls.compare(
                RecordedCalls.parse(lines), Map.of(ROLE, List.of(granted)), explained);
    }

    private static Statement allow(String sid, String action, String resource) {
        return new Statement(sid, true, List.of(action), List.of(resource), Map.of());
    }

    private static Statement onItems(String action, String... keys) {
        return new Statement(
                "Items",
                true,
                List.of(action),
                List.of(TABLE),
                Map.of("ForAllValues:StringLike", Map.of(KEY, List.of(keys))));
    }

    private static final Statement MEND =
            allow(
                    "Mend",
                    "logs:PutRetentionPolicy",
                    "arn:aws:logs:eu-central-1:111122223333:log-group:*");

    @Test
    void aCallThatIsGrantedAndAGrantThatIsUsedAreNoNews() throws IOException {
        call("logs", "PutRetentionPolicy", "{\"logGroupName\":\"/a/b\",\"retentionInDays\":30}");

        assertThat(compare(Map.of(), MEND))
                .isEqualTo(new RecordedCalls.Comparison(List.of(), List.of(), List.of()));
    }

    @Test
    void aCallWithoutAGrantIsMissingWithItsArn() throws IOException {
        call("logs", "DeleteRetentionPolicy", "{\"logGroupName\":\"/a/b\"}");

        assertThat(compare(Map.of(), MEND).missing())
                .containsExactly(
                        "call 1: worker may not logs:DeleteRetentionPolicy on"
                                + " arn:aws:logs:eu-central-1:111122223333:log-group:/a/b:*");
    }

    @Test
    void aReadOfSeveralItemsNeedsTheGrantForEachOfTheirKeys() throws IOException {
        call(
                "dynamodb",
                "BatchGetItem",
                """
                {"RequestItems":{"ledger":{"ConsistentRead":true,\
                "Keys":[{"pk":{"S":"settings"}},{"pk":{"S":"card#a#1"}}]}}}\
                """);

        assertThat(compare(Map.of(), onItems("dynamodb:BatchGetItem", "settings", "card#*")))
                .isEqualTo(new RecordedCalls.Comparison(List.of(), List.of(), List.of()));
        assertThat(compare(Map.of(), onItems("dynamodb:BatchGetItem", "settings")).missing())
                .singleElement()
                .asString()
                .contains("card#a#1");
    }

    @Test
    void aTransactionNeedsTheGrantForEachOfItsWrites() throws IOException {
        call(
                "dynamodb",
                "TransactWriteItems",
                """
                {"TransactItems":[{"Put":{"TableName":"ledger","Item":{"pk":{"S":"finding#a#1"}}}},\
                {"Update":{"TableName":"ledger","Key":{"pk":{"S":"decision#a#1"}},\
                "UpdateExpression":"REMOVE due"}}]}\
                """);
        Statement puts = onItems("dynamodb:PutItem", "finding#*");
        Statement updates = onItems("dynamodb:UpdateItem", "decision#*");

        assertThat(compare(Map.of(), puts, updates))
                .isEqualTo(new RecordedCalls.Comparison(List.of(), List.of(), List.of()));
        assertThat(compare(Map.of(), puts).missing())
                .singleElement()
                .asString()
                .contains("dynamodb:UpdateItem", "decision#a#1");
    }

    @Test
    void aDenialOutweighsAGrant() throws IOException {
        call("logs", "PutRetentionPolicy", "{\"logGroupName\":\"/amends/amends/keeper\"}");
        Statement never =
                new Statement(
                        "Never",
                        false,
                        List.of("logs:PutRetentionPolicy"),
                        List.of("arn:aws:logs:*:*:log-group:/amends/amends/*"),
                        Map.of());

        assertThat(compare(Map.of(), MEND, never).missing()).hasSize(1);
    }

    @Test
    void aGrantNobodyUsedIsNamedOnceForEachResourceAndKey() throws IOException {
        call(
                "dynamodb",
                "GetItem",
                "{\"TableName\":\"ledger\",\"Key\":{\"pk\":{\"S\":\"settings\"}}}");

        assertThat(
                        compare(Map.of(), MEND, onItems("dynamodb:GetItem", "settings", "card#*"))
                                .unused())
                .containsExactly(
                        "worker: logs:PutRetentionPolicy (Mend) on"
                                + " arn:aws:logs:eu-central-1:111122223333:log-group:*",
                        "worker: dynamodb:GetItem (Items) on " + TABLE + " on items card#*");
    }

    @Test
    void anExplainedGrantMayStayUnusedAndAnExplanationWithoutNeedIsStale() throws IOException {
        call("sns", "Publish", "{\"TopicArn\":\"arn:aws:sns:eu-central-1:111122223333:t\"}");
        Statement publish = allow("Say", "sns:Publish", "arn:aws:sns:eu-central-1:111122223333:t");

        assertThat(compare(Map.of("Mend logs:PutRetentionPolicy", "why"), MEND, publish))
                .isEqualTo(new RecordedCalls.Comparison(List.of(), List.of(), List.of()));
        assertThat(compare(Map.of("Say sns:Publish", "why"), publish).stale())
                .containsExactly("Say sns:Publish");
        assertThat(compare(Map.of("Say sns:Publish", "at times: somebody speaks"), publish).stale())
                .isEmpty();
    }

    @Test
    void anItemUnderAnotherKeyIsMissing() throws IOException {
        call(
                "dynamodb",
                "PutItem",
                "{\"TableName\":\"ledger\",\"Item\":{\"pk\":{\"S\":\"finding#other#1\"}}}");

        assertThat(compare(Map.of(), onItems("dynamodb:PutItem", "finding#mine#*")).missing())
                .singleElement()
                .asString()
                .contains("may not dynamodb:PutItem", "finding#other#1");
    }

    @Test
    void anAttributeOutsideTheListIsMissing() throws IOException {
        Statement said =
                new Statement(
                        "Said",
                        true,
                        List.of("dynamodb:UpdateItem"),
                        List.of(TABLE),
                        Map.of(
                                "ForAllValues:StringLike",
                                Map.of(KEY, List.of("finding#*")),
                                "ForAllValues:StringEquals",
                                Map.of("dynamodb:Attributes", List.of("pk", "rev", "unsaid")),
                                "StringEqualsIfExists",
                                Map.of("dynamodb:ReturnValues", List.of("NONE"))));
        String key = "\"TableName\":\"ledger\",\"Key\":{\"pk\":{\"S\":\"finding#a#1\"}}";
        call(
                "dynamodb",
                "UpdateItem",
                "{"
                        + key
                        + ",\"UpdateExpression\":\"REMOVE unsaid\",\"ConditionExpression\":\"rev = :rev\"}");
        assertThat(compare(Map.of(), said).missing()).isEmpty();

        call(
                "dynamodb",
                "UpdateItem",
                "{"
                        + key
                        + ",\"UpdateExpression\":\"SET #s = :v REMOVE unsaid\",\"ExpressionAttributeNames\":{\"#s\":\"state\"}}");
        call(
                "dynamodb",
                "UpdateItem",
                "{"
                        + key
                        + ",\"UpdateExpression\":\"REMOVE unsaid\",\"ReturnValues\":\"ALL_OLD\"}");
        assertThat(compare(Map.of(), said).missing())
                .hasSize(2)
                .satisfiesExactly(
                        state -> assertThat(state).startsWith("call 2").contains("state"),
                        values -> assertThat(values).startsWith("call 3").contains("ALL_OLD"));
    }

    @Test
    void aQueryIsCheckedOnItsIndex() throws IOException {
        call(
                "dynamodb",
                "Query",
                "{\"TableName\":\"ledger\",\"IndexName\":\"due-index\",\"KeyConditionExpression\":\"due = :d AND dueAt <= :now\",\"ExpressionAttributeValues\":{\":d\":{\"S\":\"due\"},\":now\":{\"N\":\"1\"}}}");

        assertThat(
                        compare(
                                        Map.of(),
                                        allow("Find", "dynamodb:Query", TABLE + "/index/due-index"))
                                .missing())
                .isEmpty();
        assertThat(
                        compare(
                                        Map.of(),
                                        allow(
                                                "Find",
                                                "dynamodb:Query",
                                                TABLE + "/index/state-index"))
                                .missing())
                .hasSize(1);
    }

    @Test
    void aQueueIsKnownByItsUrlAndASecretByItsName() throws IOException {
        call(
                "sqs",
                "SendMessage",
                "{\"QueueUrl\":\"http://sqs.eu-central-1.localhost:4566/111122223333/inbox-1\"}");
        call("secretsmanager", "GetSecretValue", "{\"SecretId\":\"amends/slack\"}");

        assertThat(
                        compare(
                                Map.of(),
                                allow(
                                        "Inbox",
                                        "sqs:SendMessage",
                                        "arn:aws:sqs:eu-central-1:111122223333:inbox-1"),
                                allow(
                                        "Token",
                                        "secretsmanager:GetSecretValue",
                                        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:amends/slack-??????")))
                .isEqualTo(new RecordedCalls.Comparison(List.of(), List.of(), List.of()));
    }

    @Test
    void aCallThisClassKnowsNothingOfIsMissing() throws IOException {
        call("dynamodb", "Scan", "{\"TableName\":\"ledger\"}");

        assertThat(compare(Map.of(), allow("All", "dynamodb:Scan", TABLE)).missing())
                .singleElement()
                .asString()
                .contains("dynamodb.Scan", "no row");
    }

    @Test
    void whatOthersCallIsNotTheRolesBusiness() throws IOException {
        call("sns", "Publish", "{\"TopicArn\":\"arn:aws:sns:eu-central-1:111122223333:t\"}");
        lines.set(0, lines.getFirst().replace("assumed-role/worker", "assumed-role/somebody"));

        assertThat(compare(Map.of()).missing()).isEmpty();
    }
}
