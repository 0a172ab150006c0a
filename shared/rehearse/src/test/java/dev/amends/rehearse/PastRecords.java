package dev.amends.rehearse;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Instant;

/** CloudTrail records as they were made at a time. */
final class PastRecords {
    static final String ACCOUNT = "111122223333";
    static final String CLI = "aws-cli/2.31.0 md/awscrt";
    static final String TERRAFORM =
            "APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.18.0";

    private static int ids;

    private PastRecords() {}

    static Node logs(String time, String event, String request) {
        return record(time, "logs.amazonaws.com", event, request, "null", CLI);
    }

    static Node terraform(String time, String event, String request) {
        return record(time, "logs.amazonaws.com", event, request, "null", TERRAFORM);
    }

    static Node s3(String time, String event, String request) {
        return record(time, "s3.amazonaws.com", event, request, "null", CLI);
    }

    static Node lambda(String time, String event, String request, String response) {
        return record(time, "lambda.amazonaws.com", event, request, response, CLI);
    }

    /** A group's name as a request. */
    static String group(String name) {
        return "{\"logGroupName\": \"%s\"}".formatted(name);
    }

    static Node record(
            String time,
            String source,
            String event,
            String request,
            String response,
            String agent) {
        return json(
                """
                {"eventVersion": "1.11", "eventID": "e-%d", "eventName": "%s", "eventSource": "%s", "eventTime": "%s",
                 "eventType": "AwsApiCall", "managementEvent": true, "readOnly": false, "eventCategory": "Management",
                 "awsRegion": "eu-west-1", "recipientAccountId": "%s", "userAgent": "%s",
                 "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::%s:assumed-role/dev/ann", "accountId": "%s",
                   "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "arn:aws:iam::%s:role/dev", "userName": "dev"}}},
                 "requestParameters": %s, "responseElements": %s}
                """
                        .formatted(
                                ++ids,
                                event,
                                source,
                                Instant.parse(time),
                                ACCOUNT,
                                agent,
                                ACCOUNT,
                                ACCOUNT,
                                ACCOUNT,
                                request,
                                response));
    }

    static Node json(String text) {
        try {
            return Node.parse(text);
        } catch (BadJson e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
