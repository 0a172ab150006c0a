package dev.amends.restore;

import java.time.Instant;

/** The few shapes that the samples are made of. */
final class Json {
    static final String GUARDRAIL = "log-group-no-retention";

    private Json() {}

    /** A text as a JSON string. */
    static String text(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** A batch of one message from an inbox. */
    static String batch(String body) {
        return "{\"Records\":[" + message("059f36b4-87a3-44ab-83d2-661975830a7d", body) + "]}";
    }

    /** One message of a batch. */
    static String message(String id, String body) {
        return """
        {"messageId":"%s","receiptHandle":"r","body":%s,
        "attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"%d","SenderId":"AROA",
        "ApproximateFirstReceiveTimestamp":"1545082649185"},"messageAttributes":{},"md5OfBody":"0",
        "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:111122223333:inbox","awsRegion":"eu-west-1"}
        """
                .formatted(id, text(body), System.currentTimeMillis());
    }

    /**
     * A CloudTrail record of a second ago, as EventBridge hands it on.
     *
     * @param service such as {@code logs}
     * @param parameters what was asked for
     * @param response what was answered
     */
    static String record(String service, String eventName, String parameters, String response) {
        return """
        {"version":"0","id":"7c1b","detail-type":"AWS API Call via CloudTrail","source":"aws.%5$s",
        "account":"111122223333","time":"%2$s","region":"eu-west-1","resources":[],"detail":{"eventVersion":"1.11",
        "userIdentity":{"type":"AssumedRole","principalId":"AROA:deploy","arn":"arn:aws:sts::111122223333:assumed-role/deployer/run-7",
        "accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA",
        "arn":"arn:aws:iam::111122223333:role/deployer","accountId":"111122223333","userName":"deployer"},
        "attributes":{"creationDate":"%2$s","mfaAuthenticated":"false"}}},
        "eventTime":"%2$s","eventSource":"%5$s.amazonaws.com","eventName":"%1$s","awsRegion":"eu-west-1",
        "sourceIPAddress":"198.51.100.9","userAgent":"Boto3/1.35.0 md/Botocore#1.35.0","requestParameters":%3$s,
        "responseElements":%4$s,"requestID":"r-77","eventID":"41d0c1b2-5b8e-4f1a-9d55-2f6d3f1c0a77","readOnly":false,
        "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333"}}
        """
                .formatted(
                        eventName,
                        Instant.now().minusSeconds(1).toString(),
                        parameters,
                        response,
                        service);
    }

    /** A finding's item as it is in the table, with a remedy that was proposed or made. */
    static String finding(String state, int rev) {
        String now = Instant.now().minusSeconds(90).toString();
        String doc =
                """
                {"key":"%1$s","guardrail":"%2$s","title":"Log group that keeps everything for ever",
                "page":"guardrails/log-group-no-retention.md","account":"111122223333","region":"eu-west-1",
                "arn":"arn:aws:logs:eu-west-1:111122223333:log-group:/orders/api","name":"/orders/api","episode":2,
                "rev":%3$d,"state":"%4$s","severity":"LOW","sentence":"Without a retention, /orders/api keeps its logs for ever.",
                "decision":"log lines older than 30 days would be deleted.","cost":"It holds 3.0 GB.","stack":"orders","owner":"team orders",
                "cause":{"eventId":"41d0","eventName":"DeleteRetentionPolicy","time":"%5$s","actor":"deployer","actorArn":"arn:aws:iam::111122223333:role/deployer",
                "tool":"SDK","origin":"EVENT"},
                "remedy":{"does":"set its retention to 30 days","done":"Set its retention to 30 days.","before":{"retentionInDays":null},
                "after":{"retentionInDays":"30"},"undoable":true,"risk":"log lines older than 30 days would be deleted.",
                "byHand":["aws logs put-retention-policy"],"cloudFormation":"RetentionInDays: 30","terraform":"retention_in_days = 30"},
                "incarnation":"1700000000000","fingerprint":"f00d","fixes":[],"openedAt":"%5$s","updatedAt":"%5$s","history":["seen"]}
                """
                        .formatted(KEY, GUARDRAIL, rev, state, now);
        return "{\"pk\":{\"S\":\"%s\"},\"doc\":{\"S\":%s},\"state\":{\"S\":\"%s\"},\"rev\":{\"N\":\"%d\"},\"unsaid\":{\"S\":\"unsaid\"},\"updatedAt\":{\"N\":\"%d\"}}"
                .formatted(
                        KEY, text(doc), state, rev, System.currentTimeMillis() - 20L * 60 * 1000);
    }

    static final String KEY = "finding#" + GUARDRAIL + "#0123456789abcdef0123456789abcdef";

    static final String CARD_KEY = KEY.replace("finding#", "card#");

    /** The item that holds a document under a name. */
    static String item(String key, String attribute, String document) {
        return "{\"pk\":{\"S\":\"%s\"},\"%s\":{\"S\":%s}}"
                .formatted(key, attribute, text(document));
    }

    /** An item that waits to be dealt with, such as a decision. */
    static String due(String item) {
        return "{\"due\":{\"S\":\"due\"}," + item.substring(1);
    }

    static String settings(String mode) {
        return item(
                "settings",
                "json",
                """
                {"accountName":"shop","digest":{"hourUtc":0},"slack":{"channel":"C0SHOP","workspace":"T0SHOP","app":"A0SHOP"},
                "approvers":{"users":["U0ANA"],"groups":["S0OPS"]},
                "guardrails":{"%1$s":{"mode":"%2$s","retentionDays":30},
                "bucket-policy-broad":{"mode":"%2$s"},"account-public-access":{"mode":"%2$s"},
                "lambda-permission-open":{"mode":"%2$s"},"function-url-public":{"mode":"flag"},"stack-review":{"mode":"flag"}}}
                """
                        .formatted(GUARDRAIL, mode));
    }

    static String got(String item) {
        return "{\"Item\":" + item + "}";
    }

    static String gotMany(String... items) {
        return "{\"Responses\":{\"ledger\":["
                + String.join(",", items)
                + "]},\"UnprocessedKeys\":{}}";
    }

    static String found(String... items) {
        return "{\"Items\":["
                + String.join(",", items)
                + "],\"Count\":"
                + items.length
                + ",\"ScannedCount\":"
                + items.length
                + "}";
    }

    static Response answer(String json) {
        return Response.of(200, "application/x-amz-json-1.0", json);
    }

    /** DynamoDB refuses a conditional write and says what stands there. */
    static Response refused(String item) {
        return Response.of(
                400,
                "application/x-amz-json-1.0",
                """
                {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
                "message":"The conditional request failed","Item":%s}
                """
                        .formatted(item));
    }

    /** An answer of a service that speaks XML. */
    static Response xml(int status, String body) {
        return Response.of(status, "application/xml", body);
    }

    /** An error of S3. */
    static Response s3Error(int status, String code) {
        return xml(
                status,
                "<Error><Code>%s</Code><Message>no</Message><RequestId>r</RequestId></Error>"
                        .formatted(code));
    }

    /** An error of a REST API that speaks JSON. */
    static Response restError(int status, String type) {
        return Response.of(status, "application/json", "{\"message\":\"no\",\"Message\":\"no\"}")
                .with("x-amzn-ErrorType", type);
    }

    static Response published() {
        return Response.of(
                200,
                "text/xml",
                """
                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>
                <MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult><ResponseMetadata>
                <RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata></PublishResponse>
                """);
    }
}
