package dev.amends.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Policies by chance, from parts that matter: ours, others', everyone's, fixed and not. */
final class Policies {
    private static final String OWN = KnownVerdicts.OWN;
    private static final String OTHER = KnownVerdicts.OTHER;

    private static final List<Object> PRINCIPALS =
            List.of(
                    "*",
                    Map.of("AWS", "*"),
                    Map.of("AWS", OWN),
                    Map.of("AWS", "arn:aws:iam::" + OWN + ":role/orders"),
                    Map.of("AWS", OTHER),
                    Map.of("AWS", List.of("arn:aws:iam::" + OTHER + ":root", OWN)),
                    Map.of("AWS", "arn:aws:iam::" + OTHER + ":role/x"),
                    Map.of("AWS", List.of("arn:aws:iam::127311923021:root", OTHER)),
                    Map.of("Service", "cloudtrail.amazonaws.com"),
                    Map.of("Service", List.of("config.amazonaws.com", "sns.amazonaws.com")),
                    Map.of("Service", "alexa-appkit.amazon.com"),
                    Map.of("Federated", "graph.facebook.com"),
                    Map.of("CanonicalUser", "ab".repeat(32)),
                    Map.of("AWS", "AROAEXAMPLEEXAMPLE123"),
                    Map.of("Nobody", "x"));
    private static final List<Object> ACTIONS =
            List.of(
                    "s3:GetObject",
                    "s3:PutObject",
                    "s3:*",
                    "*",
                    List.of("s3:GetObject", "s3:PutBucketPolicy"),
                    "lambda:InvokeFunction",
                    "lambda:InvokeFunctionUrl",
                    "new:Thing");
    private static final List<Object> RESOURCES =
            List.of(
                    "*",
                    "arn:aws:s3:::orders-bucket/*",
                    "arn:aws:s3:::orders-bucket/AWSLogs/" + OWN + "/*",
                    List.of("arn:aws:s3:::orders-bucket", "arn:aws:s3:::orders-bucket/*"));
    private static final List<String> OPERATORS =
            List.of(
                    "StringEquals",
                    "StringLike",
                    "StringNotEquals",
                    "StringNotLike",
                    "ArnLike",
                    "ArnNotLike",
                    "IpAddress",
                    "NotIpAddress",
                    "Bool",
                    "BoolIfExists",
                    "Null",
                    "StringEqualsIfExists",
                    "ForAllValues:StringEquals",
                    "ForAllValues:StringNotEquals",
                    "ForAllValues:StringNotLike",
                    "ForAnyValue:StringNotLike",
                    "ForAnyValue:StringLike",
                    "DateLessThan",
                    "StringMatches");
    private static final List<String> KEYS =
            List.of(
                    "aws:PrincipalOrgID",
                    "aws:PrincipalOrgPaths",
                    "s3:DataAccessPointAccount",
                    "aws:PrincipalAccount",
                    "aws:PrincipalArn",
                    "aws:SourceArn",
                    "aws:SourceAccount",
                    "aws:SourceIp",
                    "aws:SourceVpce",
                    "aws:VpceAccount",
                    "aws:PrincipalIsAWSService",
                    "aws:SecureTransport",
                    "s3:prefix",
                    "aws:userid",
                    "lambda:FunctionUrlAuthType",
                    "lambda:InvokedViaFunctionUrl",
                    "lambda:EventSourceToken",
                    "s3:x-amz-server-side-encryption-aws-kms-key-id",
                    "aws:NewKey");
    private static final List<Object> VALUES =
            List.of(
                    KnownVerdicts.ORGANISATION,
                    "o-zzzzzzzzzz",
                    OWN,
                    OTHER,
                    "arn:aws:s3:::pictures",
                    "arn:aws:sns:eu-west-1:" + OWN + ":orders",
                    "arn:aws:sns:*:" + OWN + ":*",
                    "arn:aws:sns:eu-west-1:*:orders",
                    "arn:aws:iam::" + OTHER + ":role/x",
                    "203.0.113.0/24",
                    "0.0.0.0/0",
                    "vpce-1a2b3c4d",
                    "true",
                    "false",
                    "NONE",
                    "*",
                    "o-*",
                    "${aws:PrincipalAccount}",
                    "${aws:ResourceAccount}",
                    KnownVerdicts.ORGANISATION + "/*",
                    "AROAEXAMPLEEXAMPLE123:*");

    /** What is written of a key: operators and values that fit it, and each other. */
    private record Fitting(List<String> keys, List<String> operators, List<Object> values) {}

    private static final List<Fitting> FITTING =
            List.of(
                    new Fitting(
                            List.of("aws:PrincipalOrgID", "aws:SourceOrgID"),
                            List.of("StringEquals", "StringNotEquals", "StringLike"),
                            List.of(KnownVerdicts.ORGANISATION, "o-zzzzzzzzzz", "o-*")),
                    new Fitting(
                            List.of("aws:PrincipalOrgPaths"),
                            List.of("ForAnyValue:StringLike", "ForAnyValue:StringNotLike"),
                            List.of(KnownVerdicts.ORGANISATION + "/*", "o-zzzzzzzzzz/r-1/*")),
                    new Fitting(
                            List.of(
                                    "aws:PrincipalAccount",
                                    "aws:SourceAccount",
                                    "aws:VpceAccount",
                                    "s3:DataAccessPointAccount"),
                            List.of(
                                    "StringEquals",
                                    "StringNotEquals",
                                    "StringEqualsIfExists",
                                    "StringNotEqualsIfExists"),
                            List.of(OWN, OTHER, "${aws:ResourceAccount}")),
                    new Fitting(
                            List.of("aws:PrincipalArn", "aws:SourceArn"),
                            List.of("ArnLike", "ArnNotLike", "StringLike", "ArnLikeIfExists"),
                            List.of(
                                    "arn:aws:iam::" + OWN + ":role/*",
                                    "arn:aws:iam::" + OTHER + ":role/x",
                                    "arn:aws:sns:eu-west-1:" + OWN + ":orders",
                                    "arn:aws:sns:eu-west-1:*:orders",
                                    "arn:aws:s3:::pictures")),
                    new Fitting(
                            List.of("aws:SourceIp"),
                            List.of("IpAddress", "NotIpAddress", "IpAddressIfExists"),
                            List.of("203.0.113.0/24", "198.51.100.7", "8.0.0.0/7")),
                    new Fitting(
                            List.of("aws:SourceVpce"),
                            List.of("StringEquals", "StringNotEquals", "StringNotEqualsIfExists"),
                            List.of("vpce-1a2b3c4d", "vpce-*")),
                    new Fitting(
                            List.of("aws:SecureTransport", "aws:PrincipalIsAWSService"),
                            List.of("Bool", "BoolIfExists"),
                            List.of("true", "false")),
                    new Fitting(
                            List.of("aws:SourceAccount", "aws:PrincipalAccount"),
                            List.of("Null"),
                            List.of("true", "false")));
    private static final List<Object> CALLERS = PRINCIPALS.subList(0, 10);
    private static final Map<Kind, List<Object>> ACTIONS_OF =
            Map.of(
                    Kind.S3_BUCKET, ACTIONS.subList(0, 5),
                    Kind.LAMBDA_FUNCTION, List.of("lambda:InvokeFunction", "lambda:*"));
    private static final String FUNCTION =
            "arn:aws:lambda:eu-west-1:" + OWN + ":function:orders-api";

    private final RandomGenerator random;
    private final @Nullable Kind fitting;

    Policies(RandomGenerator random) {
        this(random, null);
    }

    /**
     * Of what somebody would write.
     *
     * @param fitting what they are attached to; null for anything beside anything
     */
    Policies(RandomGenerator random, @Nullable Kind fitting) {
        this.random = random;
        this.fitting = fitting;
    }

    Setting setting() {
        Setting setting =
                random.nextBoolean()
                        ? Setting.bucket("orders-bucket", OWN, "aws")
                        : Setting.function("orders-api", OWN, "aws");
        return random.nextBoolean()
                ? setting
                : setting.withOrganisation(KnownVerdicts.ORGANISATION);
    }

    /** Up to six statements, each with a Sid of its own. */
    List<Map<String, Object>> statements() {
        List<Map<String, Object>> statements = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            statements.add(statement("s" + i, random.nextInt(3) > 0));
        }
        return statements;
    }

    Map<String, Object> statement(String sid, boolean allow) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", sid);
        statement.put("Effect", allow ? "Allow" : "Deny");
        if (fitting != null) {
            statement.put("Principal", one(allow ? CALLERS : CALLERS.subList(0, 7)));
            statement.put("Action", one(ACTIONS_OF.getOrDefault(fitting, ACTIONS)));
            statement.put("Resource", fitting == Kind.LAMBDA_FUNCTION ? FUNCTION : one(RESOURCES));
            Map<String, Object> block = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                fittingCondition(block);
            }
            if (!block.isEmpty()) {
                statement.put("Condition", block);
            }
            return statement;
        }
        statement.put(random.nextInt(10) == 0 ? "NotPrincipal" : "Principal", one(PRINCIPALS));
        statement.put(random.nextInt(12) == 0 ? "NotAction" : "Action", one(ACTIONS));
        statement.put(random.nextInt(12) == 0 ? "NotResource" : "Resource", one(RESOURCES));
        int conditions = random.nextInt(4);
        if (conditions > 0) {
            Map<String, Object> block = new LinkedHashMap<>();
            for (int i = 0; i < conditions; i++) {
                condition(block);
            }
            statement.put("Condition", block);
        }
        return statement;
    }

    /** Adds one key that is not there yet under its operator. */
    void condition(Map<String, Object> block) {
        String operator = one(OPERATORS);
        Map<String, Object> keys = new LinkedHashMap<>();
        if (block.get(operator) instanceof Map<?, ?> present) {
            present.forEach((key, value) -> keys.put(String.valueOf(key), value));
        }
        String key = one(KEYS);
        for (int i = 0; keys.containsKey(key) && i < 50; i++) {
            key = one(KEYS);
        }
        keys.putIfAbsent(
                key, random.nextInt(4) == 0 ? List.of(one(VALUES), one(VALUES)) : one(VALUES));
        block.put(operator, keys);
    }

    private void fittingCondition(Map<String, Object> block) {
        Fitting about = one(FITTING);
        Object value = one(about.values);
        block.putIfAbsent(
                one(about.operators),
                Map.of(one(about.keys), random.nextInt(4) == 0 ? about.values : value));
    }

    static Map<String, Object> policy(List<Map<String, Object>> statements) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements);
        return policy;
    }

    <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
