package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.util.List;
import java.util.function.Supplier;

/** What buckets was not primed with. */
final class BucketSamples {
    private static final String PUBLIC =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                    + "\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":[\"arn:aws:s3:::orders-bucket\",\"arn:aws:s3:::orders-bucket/*\"],"
                    + "\"Condition\":{\"StringLike\":{\"aws:Referer\":\"https://example.com/*\"}}}]}";
    private static final String PARTNER =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Partner\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},"
                    + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::orders-bucket/*\"},{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::orders-bucket/*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}";
    private static final String OWN =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
                    + "\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::orders-bucket\"}}";

    private static final Approval APPROVAL =
            new Approval(
                    "bucket-policy-broad",
                    "arn:aws:s3:::orders-bucket",
                    "finding#bucket-policy-broad#4120cf4987a9de425682600ed26b3927",
                    "arn:aws:s3:::orders-bucket",
                    "76150b79ac2f9c42ca32711f367c85be",
                    "\"before\":{\"BlockPublicAcls\":\"false\",\"IgnorePublicAcls\":\"false\",\"BlockPublicPolicy\":\"false\",\"RestrictPublicBuckets\":\"false\"},"
                            + "\"after\":{\"BlockPublicAcls\":\"true\",\"IgnorePublicAcls\":\"true\",\"BlockPublicPolicy\":\"true\",\"RestrictPublicBuckets\":\"true\"}");

    private BucketSamples() {}

    static List<Sample> all() {
        return List.of(
                sample("a public policy is asked about", policy(PUBLIC), () -> world(), "asked"),
                sample(
                        "another account is flagged with a narrower policy",
                        policy(PARTNER),
                        () ->
                                world().on("GET policy", json(PARTNER))
                                        .on(
                                                "GET acl",
                                                Json.xml(
                                                        200,
                                                        "<AccessControlPolicy><Owner><ID>79a5</ID></Owner><AccessControlList/></AccessControlPolicy>")),
                        "flagged"),
                sample(
                        "a policy for the account itself is no suspicion",
                        policy(OWN),
                        Answers::new,
                        "ignored"),
                sample(
                        "a public policy behind the bucket's block is void",
                        policy(PUBLIC),
                        () -> world().on("GET publicAccessBlock", block(true)),
                        "compliant"),
                sample(
                        "a public ACL is asked about",
                        event(
                                "PutBucketAcl",
                                "{\"bucketName\":\"orders-bucket\",\"x-amz-acl\":\"public-read-write\"}"),
                        () -> world().on("GET policy", Json.s3Error(404, "NoSuchBucketPolicy")),
                        "asked"),
                sample(
                        "the bucket is gone",
                        policy(PUBLIC),
                        () -> world().on("GET policy", Json.s3Error(404, "NoSuchBucket")),
                        "later"),
                sample(
                        "the account's block is weakened",
                        event(
                                "PutAccountPublicAccessBlock",
                                "{\"accountId\":\"111122223333\",\"PublicAccessBlockConfiguration\":{\"BlockPublicAcls\":true,\"IgnorePublicAcls\":true,\"BlockPublicPolicy\":false,\"RestrictPublicBuckets\":false}}"),
                        () -> world(),
                        "asked"),
                sample(
                        "S3 asks to slow down, then answers",
                        policy(PUBLIC),
                        () -> world().on("GET policy", Json.s3Error(503, "SlowDown"), json(PUBLIC)),
                        "asked"),
                sample(
                        "DynamoDB throttles the finding, then takes it",
                        policy(PUBLIC),
                        () -> world().on("PutItem", "finding#", Answers.throttled(), answer("{}")),
                        "asked"),
                sample(
                        "the bucket does not let us look, and its record tells",
                        policy(PUBLIC),
                        () -> world().on("GET policy", Json.s3Error(403, "AccessDenied")),
                        "flagged"),
                sample(
                        "what a person approved is done",
                        APPROVAL::payload,
                        () ->
                                world().on("BatchGetItem", APPROVAL.ledger())
                                        .on(
                                                "GET publicAccessBlock",
                                                block(false),
                                                block(false),
                                                block(true)),
                        "fixed"),
                sample(
                        "the write that a person approved is denied",
                        APPROVAL::payload,
                        () ->
                                world().on("BatchGetItem", APPROVAL.ledger())
                                        .on(
                                                "PUT publicAccessBlock",
                                                Json.s3Error(403, "AccessDenied")),
                        "failed"),
                sample(
                        "an event that no guardrail watches",
                        event("PutBucketTagging", "{\"bucketName\":\"orders-bucket\"}"),
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
                Function.BUCKETS, name, payload, answers, "\"outcome\":\"" + outcome + "\"");
    }

    private static Supplier<String> policy(String policy) {
        return event(
                "PutBucketPolicy",
                "{\"bucketName\":\"orders-bucket\",\"bucketPolicy\":" + policy + "}");
    }

    private static Supplier<String> event(String eventName, String parameters) {
        return () -> Json.batch(Json.record("s3", eventName, parameters, "null"));
    }

    private static Answers world() {
        return Ledgers.empty("ask")
                .on("GET publicAccessBlock", block(false))
                .on("GET policy", json(PUBLIC))
                .on(
                        "GET acl",
                        Json.xml(
                                200,
                                "<AccessControlPolicy><Owner><ID>79a5</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Group\"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>WRITE</Permission></Grant></AccessControlList></AccessControlPolicy>"))
                .on("PUT publicAccessBlock", Json.xml(200, ""))
                .on("GET website", Json.s3Error(404, "NoSuchWebsiteConfiguration"));
    }

    private static Response json(String body) {
        return Response.json(body);
    }

    private static Response block(boolean on) {
        return Json.xml(
                200,
                "<PublicAccessBlockConfiguration><BlockPublicAcls>%1$b</BlockPublicAcls><IgnorePublicAcls>%1$b</IgnorePublicAcls><BlockPublicPolicy>%1$b</BlockPublicPolicy><RestrictPublicBuckets>%1$b</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
                        .formatted(on));
    }
}
