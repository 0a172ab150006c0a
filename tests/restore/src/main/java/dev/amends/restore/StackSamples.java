package dev.amends.restore;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What stacks was not primed with. */
final class StackSamples {
    private static final String ARN =
            "arn:aws:cloudformation:eu-west-1:111122223333:stack/orders/3075af5b-502b-4b5b-b89b-2902bbca4350";
    private static final String SAM =
            """
            AWSTemplateFormatVersion: '2010-09-09'
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function: { Runtime: python3.9, Timeout: 10 }
            Resources:
              Api:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: app.handler
                  CodeUri: s3://builds/4f2e
                  FunctionUrlConfig: { AuthType: NONE }
              Logs:
                Type: AWS::Logs::LogGroup
                Properties: { LogGroupName: !Sub "/aws/lambda/${Api}" }
            """;
    private static final String CDK =
            "{\"Resources\":{\"Uploads\":{\"Type\":\"AWS::S3::Bucket\"},\"Policy\":{\"Type\":\"AWS::S3::BucketPolicy\",\"Properties\":{\"Bucket\":{\"Ref\":\"Uploads\"},"
                    + "\"PolicyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"s3:GetObject*\","
                    + "\"Resource\":{\"Fn::Join\":[\"\",[{\"Fn::GetAtt\":[\"Uploads\",\"Arn\"]},\"/*\"]]}}]}}}}}";
    private static final String FINE =
            "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: { SqsManagedSseEnabled: true }\n";

    private StackSamples() {}

    static List<Sample> all() {
        return List.of(
                sample("a SAM stack is created", call("CreateStack"), () -> world(SAM), "flagged"),
                sample(
                        "the CDK's JSON is updated",
                        call("UpdateStack"),
                        () -> world(CDK),
                        "flagged"),
                sample(
                        "a change set that is not executed yet",
                        event(
                                "CreateChangeSet",
                                "{\"stackName\":\"orders\",\"changeSetName\":\"r7\"}",
                                "{\"id\":\"arn:aws:cloudformation:eu-west-1:111122223333:changeSet/r7/1\",\"stackId\":\"%s\"}"
                                        .formatted(ARN)),
                        () -> world(SAM).on("DescribeStacks", stack("REVIEW_IN_PROGRESS")),
                        "flagged"),
                sample("nothing is found", call("UpdateStack"), () -> world(FINE), "compliant"),
                sample(
                        "a template that is none",
                        call("CreateStack"),
                        () -> world("- one\n- two\n"),
                        "unknown"),
                sample(
                        "the stack is gone",
                        status("DELETE_COMPLETE"),
                        () ->
                                world(SAM)
                                        .on(
                                                "DescribeStacks",
                                                error(
                                                        400,
                                                        "ValidationError",
                                                        "Stack with id orders does not exist")),
                        "gone"),
                sample(
                        "a status waits for the record of the call",
                        status("CREATE_COMPLETE"),
                        () -> world(SAM),
                        "later"),
                sample(
                        "CloudFormation throttles, then answers",
                        call("CreateStack"),
                        () ->
                                world(SAM)
                                        .on(
                                                "DescribeStacks",
                                                error(400, "Throttling", "Rate exceeded"),
                                                stack("CREATE_COMPLETE")),
                        "flagged"),
                sample(
                        "the template may not be read",
                        call("CreateStack"),
                        () -> world(SAM).on("GetTemplate", error(403, "AccessDenied", "no")),
                        "failed"),
                sample("the heartbeat", () -> "{\"amends\":\"heartbeat\"}", Answers::new, "awake"));
    }

    /** For the warm path: always the same event. */
    static Sample warm() {
        return all().getFirst();
    }

    private static Sample sample(
            String name, Supplier<String> payload, Supplier<Answers> answers, String outcome) {
        return new Sample(
                Function.STACKS, name, payload, answers, "\"outcome\":\"" + outcome + "\"");
    }

    private static Supplier<String> call(String name) {
        return event(name, "{\"stackName\":\"orders\"}", "{\"stackId\":\"%s\"}".formatted(ARN));
    }

    private static Supplier<String> event(String eventName, String parameters, String response) {
        return () -> Json.batch(Json.record("cloudformation", eventName, parameters, response));
    }

    private static Supplier<String> status(String status) {
        return () ->
                Json.batch(
                        """
                        {"version":"0","id":"7c1b","detail-type":"CloudFormation Stack Status Change","source":"aws.cloudformation",
                        "account":"111122223333","time":"%s","region":"eu-west-1","resources":["%s"],
                        "detail":{"stack-id":"%s","status-details":{"status":"%s","status-reason":""},"client-request-token":"t"}}
                        """
                                .formatted(Instant.now(), ARN, ARN, status));
    }

    private static Answers world(String template) {
        return Ledgers.empty("flag")
                .on("DescribeStacks", stack("CREATE_COMPLETE"))
                .on(
                        "DescribeChangeSet",
                        answer(
                                "DescribeChangeSet",
                                "<ChangeSetName>r7</ChangeSetName><Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>"))
                .on(
                        "GetTemplate",
                        answer(
                                "GetTemplate",
                                "<TemplateBody>%s</TemplateBody><StagesAvailable><member>Original</member></StagesAvailable>"
                                        .formatted(
                                                template.replace("&", "&amp;")
                                                        .replace("<", "&lt;"))));
    }

    private static Response stack(String status) {
        return answer(
                "DescribeStacks",
                """
                <Stacks><member><StackId>%s</StackId><StackName>orders</StackName><StackStatus>%s</StackStatus>
                <CreationTime>2026-03-01T10:00:00Z</CreationTime><Parameters><member><ParameterKey>Env</ParameterKey>
                <ParameterValue>prod</ParameterValue></member></Parameters><Tags><member><Key>owner</Key><Value>payments</Value></member></Tags>
                </member></Stacks>
                """
                        .formatted(ARN, status));
    }

    private static Response answer(String operation, String inner) {
        return Json.xml(
                200,
                "<%1$sResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                        .formatted(operation, inner));
    }

    private static Response error(int status, String code, String message) {
        return Json.xml(
                status,
                "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>"
                        .formatted(code, message));
    }
}
