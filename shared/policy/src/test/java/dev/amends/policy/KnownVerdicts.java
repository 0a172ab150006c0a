package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Policies that AWS accepts and of which a person can tell whom they let in: the shapes that SAM,
 * the console, Terraform modules and AWS's user guides write, times services, principals and keys.
 * Some are beyond the analyser on purpose: their share is what is measured.
 */
final class KnownVerdicts {
    static final String OWN = "111122223333";
    static final String OTHER = "444455556666";
    static final String ORGANISATION = "o-a1b2c3d4e5";

    record Known(String name, Setting setting, String policy, Who who) {}

    private final List<Known> all = new ArrayList<>();

    private KnownVerdicts() {}

    static List<Known> all() {
        KnownVerdicts known = new KnownVerdicts();
        for (Sample sample : Sample.all()) {
            if (sample.who() != Who.UNKNOWN) {
                known.all.add(
                        new Known(sample.name(), sample.setting(), sample.policy(), sample.who()));
            }
        }
        known.permissions();
        known.principals();
        known.conditions();
        known.buckets();
        known.beyond();
        return known.all;
    }

    /** What AddPermission makes for each service that invokes functions. */
    private void permissions() {
        Map<String, String> sources =
                Map.ofEntries(
                        Map.entry("apigateway", "execute-api:eu-west-1:%s:abc123/*/GET/orders"),
                        Map.entry("sns", "sns:eu-west-1:%s:orders"),
                        Map.entry("events", "events:eu-west-1:%s:rule/nightly"),
                        Map.entry("scheduler", "scheduler:eu-west-1:%s:schedule/default/nightly"),
                        Map.entry("logs", "logs:eu-west-1:%s:log-group:/aws/lambda/x:*"),
                        Map.entry("cognito-idp", "cognito-idp:eu-west-1:%s:userpool/eu-west-1_A"),
                        Map.entry("iot", "iot:eu-west-1:%s:rule/orders"),
                        Map.entry("ses", "ses:eu-west-1:%s:receipt-rule-set/a:receipt-rule/b"),
                        Map.entry("secretsmanager", "secretsmanager:eu-west-1:%s:secret:db-AbC"),
                        Map.entry("lexv2", "lex:eu-west-1:%s:bot-alias/B/A"),
                        Map.entry("config", "config:eu-west-1:%s:config-rule/config-rule-a"),
                        Map.entry("codecommit", "codecommit:eu-west-1:%s:orders"),
                        Map.entry(
                                "elasticloadbalancing",
                                "elasticloadbalancing:eu-west-1:%s:targetgroup/a/1"),
                        Map.entry("bedrock", "bedrock:eu-west-1:%s:agent/A"),
                        Map.entry("cloudformation", "cloudformation:eu-west-1:%s:stack/a/*"),
                        Map.entry("connect", "connect:eu-west-1:%s:instance/a"),
                        Map.entry("firehose", "firehose:eu-west-1:%s:deliverystream/a"),
                        Map.entry("vpc-lattice", "vpc-lattice:eu-west-1:%s:targetgroup/tg-1"));
        sources.forEach((service, arn) -> {
            String principal = "{\"Service\":\"" + service + ".amazonaws.com\"}";
            String own = "arn:aws:" + arn.formatted(OWN);
            String other = "arn:aws:" + arn.formatted(OTHER);
            String any = "arn:aws:" + arn.formatted("*");
            function(service + " bare", principal, "", Who.SERVICE_WITHOUT_SOURCE);
            function(service + " own", principal, one("ArnLike", "AWS:SourceArn", own), Who.FINE);
            function(
                    service + " equals",
                    principal,
                    one("ArnEquals", "aws:SourceArn", own),
                    Who.FINE);
            function(
                    service + " like",
                    principal,
                    one("StringLike", "aws:SourceArn", own),
                    Who.FINE);
            function(
                    service + " other",
                    principal,
                    one("ArnLike", "AWS:SourceArn", other),
                    Who.OTHER_ACCOUNT);
            function(
                    service + " any",
                    principal,
                    one("ArnLike", "AWS:SourceArn", any),
                    Who.SERVICE_WITHOUT_SOURCE);
            function(
                    service + " account",
                    principal,
                    one("StringEquals", "AWS:SourceAccount", OWN),
                    Who.FINE);
            function(
                    service + " organisation",
                    principal,
                    one("StringEquals", "aws:SourceOrgID", ORGANISATION),
                    Who.ORGANISATION);
        });
    }

    private void principals() {
        Map<String, Who> principals =
                Map.of(
                        "\"*\"",
                        Who.PUBLIC,
                        "{\"AWS\":\"*\"}",
                        Who.PUBLIC,
                        "{\"AWS\":\"" + OWN + "\"}",
                        Who.FINE,
                        "{\"AWS\":\"arn:aws:iam::" + OWN + ":role/orders\"}",
                        Who.FINE,
                        "{\"AWS\":[\"arn:aws:iam::"
                                + OWN
                                + ":user/ana\",\"arn:aws:iam::"
                                + OWN
                                + ":root\"]}",
                        Who.FINE,
                        "{\"AWS\":\"arn:aws:iam::" + OTHER + ":root\"}",
                        Who.OTHER_ACCOUNT,
                        "{\"AWS\":[\""
                                + OWN
                                + "\",\"arn:aws:iam::"
                                + OTHER
                                + ":role/replication\"]}",
                        Who.OTHER_ACCOUNT,
                        "{\"Federated\":\"graph.facebook.com\"}",
                        Who.PUBLIC);
        for (String action :
                List.of(
                        "\"s3:GetObject\"",
                        "[\"s3:GetObject\",\"s3:ListBucket\"]",
                        "[\"s3:ReplicateObject\",\"s3:ReplicateDelete\"]",
                        "\"s3:PutObject\"",
                        "\"s3:*\"")) {
            principals.forEach((principal, who) ->
                    all.add(
                            new Known(
                                    principal + " may " + action,
                                    bucketSetting(),
                                    policy(allow(principal, action, "")),
                                    who)));
        }
    }

    /** Everyone, with a condition. */
    private void conditions() {
        for (String operator :
                List.of(
                        "StringEquals",
                        "StringLike",
                        "StringEqualsIgnoreCase",
                        "stringequals",
                        "ForAnyValue:StringEquals")) {
            bucket(operator, one(operator, "aws:PrincipalOrgID", ORGANISATION), Who.ORGANISATION);
            bucket(operator, one(operator, "aws:PrincipalAccount", OWN), Who.FINE);
            bucket(operator, one(operator, "aws:PrincipalAccount", OTHER), Who.OTHER_ACCOUNT);
            bucket(operator, one(operator, "aws:SourceVpce", "vpce-1a2b3c4d"), Who.FINE);
            bucket(operator, one(operator, "aws:SourceVpc", "vpc-1a2b3c4d"), Who.FINE);
            bucket(operator, one(operator, "aws:SourceAccount", OWN), Who.FINE);
            bucket(operator, one(operator, "aws:Referer", "https://example.com/"), Who.PUBLIC);
        }
        for (String operator :
                List.of(
                        "StringEqualsIfExists",
                        "StringLikeIfExists",
                        "ForAllValues:StringEquals",
                        "StringNotEquals",
                        "StringNotLike")) {
            for (String key :
                    List.of(
                            "aws:PrincipalOrgID",
                            "aws:SourceVpce",
                            "aws:SourceAccount",
                            "aws:PrincipalArn")) {
                bucket(operator, one(operator, key, "x"), Who.PUBLIC);
            }
        }
        for (String key :
                List.of(
                        "aws:PrincipalOrgID",
                        "aws:PrincipalAccount",
                        "aws:SourceVpc",
                        "aws:SourceVpce",
                        "aws:SourceAccount",
                        "aws:SourceArn",
                        "aws:userid")) {
            bucket("wildcard " + key, one("StringLike", key, "*"), Who.PUBLIC);
        }
        for (String range :
                List.of("203.0.113.0/24", "198.51.100.7/32", "12.0.0.0/8", "2001:db8:1234::/48")) {
            bucket(range, one("IpAddress", "aws:SourceIp", range), Who.FINE);
        }
        for (String range : List.of("0.0.0.0/0", "0.0.0.0/1", "64.0.0.0/3", "::/0", "2000::/3")) {
            bucket(range, one("IpAddress", "aws:SourceIp", range), Who.PUBLIC);
        }
    }

    /** What AWS's guides tell to write on buckets. */
    private void buckets() {
        String tls =
                "{\"Sid\":\"Tls\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":"
                        + "[\"arn:aws:s3:::orders-bucket\",\"arn:aws:s3:::orders-bucket/*\"],"
                        + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}";
        String unencrypted =
                "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":"
                        + "\"arn:aws:s3:::orders-bucket/*\",\"Condition\":{\"StringNotEquals\":"
                        + "{\"s3:x-amz-server-side-encryption\":\"aws:kms\"}}}";
        all.add(new Known("tls only", bucketSetting(), policy(tls), Who.FINE));
        all.add(new Known("encrypted only", bucketSetting(), policy(unencrypted, tls), Who.FINE));
        String both =
                "{\"StringEquals\":{\"aws:SourceAccount\":\""
                        + OWN
                        + "\",\"s3:x-amz-acl\":\"bucket-owner-full-control\"},"
                        + "\"ArnLike\":{\"aws:SourceArn\":\"%s\"}}";
        Map<String, String> writers =
                Map.of(
                        "s3.amazonaws.com", "arn:aws:s3:::shop",
                        "logging.s3.amazonaws.com", "arn:aws:s3:::shop",
                        "delivery.logs.amazonaws.com", "arn:aws:logs:eu-west-1:" + OWN + ":*",
                        "cloudtrail.amazonaws.com",
                                "arn:aws:cloudtrail:eu-west-1:" + OWN + ":trail/main",
                        "config.amazonaws.com", "arn:aws:config:eu-west-1:" + OWN + ":*",
                        "storage-lens.s3.amazonaws.com",
                                "arn:aws:s3:eu-west-1:" + OWN + ":storage-lens/a",
                        "cloudfront.amazonaws.com",
                                "arn:aws:cloudfront::" + OWN + ":distribution/E1",
                        "ses.amazonaws.com",
                                "arn:aws:ses:eu-west-1:"
                                        + OWN
                                        + ":receipt-rule-set/a:receipt-rule/b",
                        "billingreports.amazonaws.com",
                                "arn:aws:cur:us-east-1:" + OWN + ":definition/*",
                        "bedrock.amazonaws.com", "arn:aws:bedrock:eu-west-1:" + OWN + ":*");
        writers.forEach((service, arn) -> {
            String principal = "{\"Service\":\"" + service + "\"}";
            bucket(service, principal, both.formatted(arn), Who.FINE);
            bucket(service, principal, "", Who.SERVICE_WITHOUT_SOURCE);
            bucket(
                    service,
                    principal,
                    one("StringEquals", "aws:SourceAccount", OTHER),
                    Who.OTHER_ACCOUNT);
        });
    }

    /** A person who knows the account can tell; the policy alone does not. */
    private void beyond() {
        String identity =
                "{\"AWS\":\"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1\"}";
        bucket("origin access identity", identity, "", Who.FINE);
        bucket(
                "its canonical user",
                "{\"CanonicalUser\":\"" + "ab".repeat(32) + "\"}",
                "",
                Who.FINE);
        bucket(
                "a role by its id",
                one("StringLike", "aws:userid", "AROAEXAMPLEEXAMPLE123:*"),
                Who.FINE);
        bucket(
                "a key",
                one(
                        "StringEquals",
                        "s3:x-amz-server-side-encryption-aws-kms-key-id",
                        "arn:aws:kms:eu-west-1:" + OWN + ":key/1"),
                Who.FINE);
        for (String service : List.of("apigateway", "events", "sns")) {
            function(
                    service + " any Region, StringLike",
                    "{\"Service\":\"" + service + ".amazonaws.com\"}",
                    one("StringLike", "aws:SourceArn", "arn:aws:*:*:" + OWN + ":*"),
                    Who.FINE);
        }
    }

    private void function(String name, String principal, String condition, Who who) {
        String statement =
                "{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Principal\":"
                        + principal
                        + ",\"Action\":\"lambda:InvokeFunction\",\"Resource\":"
                        + "\"arn:aws:lambda:eu-west-1:111122223333:function:orders-api\""
                        + (condition.isEmpty() ? "" : ",\"Condition\":" + condition)
                        + "}";
        all.add(
                new Known(
                        name, Setting.function("orders-api", OWN, "aws"), policy(statement), who));
    }

    private void bucket(String name, String condition, Who who) {
        bucket(name, "\"*\"", condition, who);
    }

    private void bucket(String name, String principal, String condition, Who who) {
        all.add(
                new Known(
                        name + " " + condition,
                        bucketSetting(),
                        policy(allow(principal, "\"s3:GetObject\"", condition)),
                        who));
    }

    private static Setting bucketSetting() {
        return Setting.bucket("orders-bucket", OWN, "aws");
    }

    static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    static String allow(String principal, String action, String condition) {
        return "{\"Effect\":\"Allow\",\"Principal\":"
                + principal
                + ",\"Action\":"
                + action
                + ",\"Resource\":[\"arn:aws:s3:::orders-bucket\",\"arn:aws:s3:::orders-bucket/*\"]"
                + (condition.isEmpty() ? "" : ",\"Condition\":" + condition)
                + "}";
    }

    static String one(String operator, String key, String value) {
        return "{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}}";
    }
}
