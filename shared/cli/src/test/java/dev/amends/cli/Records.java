package dev.amends.cli;

/** CloudTrail records with invented values. */
final class Records {
    static final String RECORD =
            """
            {"eventVersion":"1.11","eventID":"11111111-2222-4333-8444-555555555555","eventName":"CreateLogGroup",
             "eventSource":"logs.amazonaws.com","eventTime":"2026-03-01T11:59:00Z","awsRegion":"us-east-1",
             "recipientAccountId":"111122223333","userAgent":"aws-cli/2.31.0",
             "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ada","userName":"ada"},
             "requestParameters":{"logGroupName":"/aws/lambda/orders"},"responseElements":null}
            """;

    static final String ENVELOPE =
            "{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.logs\",\"account\":\"111122223333\",\"region\":\"us-east-1\",\"detail\":"
                    + RECORD
                    + "}";

    private Records() {}
}
