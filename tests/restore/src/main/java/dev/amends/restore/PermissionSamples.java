package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.util.List;
import java.util.function.Supplier;

/** What lambda-permissions was not primed with. */
final class PermissionSamples {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:orders-api";
    private static final String TAGS = "GET " + ARN.replace(":", "%3A");
    private static final String OPEN =
            "{\"Sid\":\"apigw\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"apigateway.amazonaws.com\"},\"Action\":\"lambda:InvokeFunction\",\"Resource\":\""
                    + ARN
                    + "\"}";
    private static final String SCOPED =
            OPEN.replace(
                    "\"Action\"",
                    "\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*\"}},\"Action\"");
    private static final String S3 =
            OPEN.replace("apigateway", "s3")
                    .replace(
                            "\"Action\"",
                            "\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::uploads\"}},\"Action\"");

    /** The one that Amends adds. */
    private static final String SCOPED_TOO = SCOPED.replace("\"apigw\"", "\"apigw-scoped\"");

    private static final Approval APPROVAL =
            new Approval(
                    "lambda-permission-open",
                    ARN,
                    "finding#lambda-permission-open#fcf469b105f7eb11d2fd6288004b8896",
                    "",
                    "2403187bd74e45ede34118ac0221a8eb",
                    "\"before\":{\"statement:apigw-scoped\":null},\"after\":{\"statement:apigw\":null}");

    private PermissionSamples() {}

    static List<Sample> all() {
        return List.of(
                sample("an open permission is asked about", added(OPEN), () -> world(), "asked"),
                sample(
                        "a bucket without an account is asked about",
                        added(S3),
                        () -> world().on("GET policy", policy(S3)),
                        "asked"),
                sample(
                        "a permission with its source is no suspicion",
                        added(SCOPED),
                        Answers::new,
                        "ignored"),
                sample(
                        "the statement is gone already",
                        added(OPEN),
                        () ->
                                world().on(
                                                "GET policy",
                                                Json.restError(404, "ResourceNotFoundException")),
                        "later"),
                sample(
                        "a public function URL is flagged",
                        event(
                                "CreateFunctionUrlConfig",
                                "{\"functionName\":\"orders-api\",\"authType\":\"NONE\"}",
                                "{\"authType\":\"NONE\",\"functionUrl\":\"https://x.lambda-url.eu-west-1.on.aws/\"}"),
                        () ->
                                world().on(
                                                "GET policy",
                                                policy(
                                                        "{\"Sid\":\"url\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"lambda:InvokeFunctionUrl\",\"Resource\":\"%s\",\"Condition\":{\"StringEquals\":{\"lambda:FunctionUrlAuthType\":\"NONE\"}}}"
                                                                .formatted(ARN))),
                        "flagged"),
                sample(
                        "Lambda throttles, then answers",
                        added(OPEN),
                        () ->
                                world().on(
                                                "GET policy",
                                                Json.restError(429, "TooManyRequestsException"),
                                                policy(OPEN)),
                        "asked"),
                sample(
                        "DynamoDB throttles the finding, then takes it",
                        added(OPEN),
                        () -> world().on("PutItem", "finding#", Answers.throttled(), answer("{}")),
                        "asked"),
                sample(
                        "the policy may not be read",
                        added(OPEN),
                        () ->
                                world().on(
                                                "GET policy",
                                                Json.restError(403, "AccessDeniedException")),
                        "failed"),
                sample(
                        "the search for the caller is denied",
                        added(OPEN),
                        () ->
                                world().on(
                                                "GET restapis",
                                                Json.restError(403, "AccessDeniedException")),
                        "asked"),
                sample(
                        "what a person approved is done",
                        APPROVAL::payload,
                        () ->
                                world().on("BatchGetItem", APPROVAL.ledger())
                                        .on(
                                                "GET policy",
                                                policy(OPEN),
                                                policy(OPEN + "," + SCOPED_TOO),
                                                policy(SCOPED_TOO)),
                        "fixed"),
                sample(
                        "the write that a person approved is denied",
                        APPROVAL::payload,
                        () ->
                                world().on("BatchGetItem", APPROVAL.ledger())
                                        .on(
                                                "POST policy",
                                                Json.restError(403, "AccessDeniedException")),
                        "failed"),
                sample(
                        "an event that no guardrail watches",
                        event(
                                "UpdateFunctionCode20150331v2",
                                "{\"functionName\":\"orders-api\"}",
                                "{}"),
                        Answers::new,
                        "ignored"),
                sample("the heartbeat", () -> "{\"amends\":\"heartbeat\"}", Answers::new, "awake"));
    }

    /** For the warm path: always the same event. */
    static Sample warm() {
        return all().getFirst();
    }

    private static Sample sample(
            String name, Supplier<String> payload, Supplier<Answers> answers, String outcome) {
        return new Sample(
                Function.LAMBDA_PERMISSIONS,
                name,
                payload,
                answers,
                "\"outcome\":\"" + outcome + "\"");
    }

    private static Supplier<String> added(String statement) {
        return event(
                "AddPermission20150331v2",
                "{\"functionName\":\"orders-api\",\"statementId\":\"apigw\",\"action\":\"lambda:InvokeFunction\"}",
                "{\"statement\":" + Json.text(statement) + "}");
    }

    private static Supplier<String> event(String eventName, String parameters, String response) {
        return () -> Json.batch(Json.record("lambda", eventName, parameters, response));
    }

    private static Answers world() {
        return Ledgers.empty("ask")
                .on("GET policy", policy(OPEN))
                .on("POST policy", Response.json("{\"Statement\":\"{}\"}"))
                .on("DELETE apigw", Response.of(204, "application/json", ""))
                .on(TAGS, Response.json("{\"Tags\":{\"team\":\"orders\"}}"))
                .on(
                        "GET url",
                        Response.json(
                                "{\"AuthType\":\"NONE\",\"FunctionUrl\":\"https://x.lambda-url.eu-west-1.on.aws/\",\"FunctionArn\":\"%s\"}"
                                        .formatted(ARN)))
                .on(
                        "GET restapis",
                        Response.json(
                                "{\"item\":[{\"id\":\"a1b2c3\",\"name\":\"orders\",\"version\":\"1\"}]}"))
                .on(
                        "GET resources",
                        Response.json(
                                "{\"item\":[{\"id\":\"r\",\"path\":\"/orders\",\"resourceMethods\":{\"POST\":{\"httpMethod\":\"POST\",\"methodIntegration\":{\"type\":\"AWS_PROXY\",\"uri\":\"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/%s/invocations\"}}}}]}"
                                        .formatted(ARN)))
                .on("GET authorizers", Response.json("{\"item\":[],\"items\":[]}"))
                .on("GET apis", Response.json("{\"items\":[]}"));
    }

    private static Response policy(String statement) {
        return Response.json(
                "{\"Policy\":%s,\"RevisionId\":\"7\"}"
                        .formatted(
                                Json.text(
                                        "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":["
                                                + statement
                                                + "]}")));
    }
}
