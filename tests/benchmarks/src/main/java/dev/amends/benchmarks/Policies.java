package dev.amends.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Policies of a given size, made of the statements that buckets really have. */
final class Policies {
    /** The limit of a bucket policy, and of a function's. */
    static final int LARGEST = 20 * 1024;

    private static final List<String> STATEMENTS =
            List.of(
                    """
                    {"Sid":"s%d","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:role/orders","arn:aws:iam::444455556666:root"]},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::orders-bucket","arn:aws:s3:::orders-bucket/*"],"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}\
                    """,
                    """
                    {"Sid":"s%d","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::orders-bucket/AWSLogs/111122223333/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"},"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:111122223333:trail/main"}}}\
                    """,
                    """
                    {"Sid":"s%d","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders-bucket/public/*","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24","2001:db8:1::/48"]},"Bool":{"aws:SecureTransport":"true"}}}\
                    """,
                    """
                    {"Sid":"s%d","Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::orders-bucket/*"}\
                    """,
                    """
                    {"Sid":"s%d","Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}}\
                    """);

    private static final String DENY =
            """
            {"Sid":"tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::orders-bucket","arn:aws:s3:::orders-bucket/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Sid":"org","Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":["arn:aws:s3:::orders-bucket","arn:aws:s3:::orders-bucket/*"],"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}\
            """;

    private Policies() {}

    static String of(int statements) {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            list.add(statement(i));
        }
        return policy(list);
    }

    /** As many statements as fit into the limit, and the two Deny that most policies have. */
    static String largest() {
        List<String> list = new ArrayList<>(List.of(DENY));
        int length = policy(list).length();
        for (int i = 0; length + statement(i).length() + 1 <= LARGEST; i++) {
            list.add(statement(i));
            length += statement(i).length() + 1;
        }
        return policy(list);
    }

    private static String statement(int i) {
        return STATEMENTS.get(i % STATEMENTS.size()).formatted(i);
    }

    private static String policy(List<String> statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }
}
