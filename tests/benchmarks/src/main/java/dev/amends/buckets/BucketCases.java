package dev.amends.buckets;

import dev.amends.benchmarks.Judging;
import dev.amends.policy.Setting;

/** Buckets to judge. In this package, because what is read of them is its own affair. */
public final class BucketCases {
    private static final String POLICY =
            """
            {"Version":"2012-10-17","Statement":[
            {"Sid":"Read","Effect":"Allow","Principal":%s,"Action":"s3:GetObject","Resource":"arn:aws:s3:::orders-bucket/*"},
            {"Sid":"Tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::orders-bucket/*",
            "Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
            """;

    private BucketCases() {}

    /** A policy that lets in anyone. */
    public static Judging<?> violating() {
        return of(POLICY.formatted("\"*\""));
    }

    /** A policy for the account itself. */
    public static Judging<?> irrelevant() {
        return of(POLICY.formatted("{\"AWS\":\"arn:aws:iam::111122223333:root\"}"));
    }

    private static Judging<?> of(String policy) {
        PublicAccessBlock none = new PublicAccessBlock(false, false, false, false);
        return new Judging<>(
                new BucketPolicyBroad(),
                Judging.record(
                        "s3",
                        "PutBucketPolicy",
                        "{\"bucketName\":\"orders-bucket\",\"bucketPolicy\":%s}".formatted(policy),
                        "null"),
                new BucketState(
                        Setting.bucket("orders-bucket", "111122223333", "aws"),
                        none,
                        none,
                        policy,
                        null,
                        false));
    }
}
