package dev.amends.tests.matrix;

import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Something that happens in an account, with all that Amends and people do about it. */
enum Scenario {
    FIX {
        @Override
        void play(Bench bench) {
            createGroup(bench);
        }
    },
    FIX_UNDO("undo") {
        @Override
        void play(Bench bench) {
            createGroup(bench);
            goOn(bench);
        }
    },
    OWNERS_CHANGE {
        @Override
        void play(Bench bench) {
            createGroup(bench);
            bench.await(() -> bench.shows("Fixed"));
            bench.world.retention.put(GROUP, 365);
            bench.send(
                    "log-groups",
                    record(
                            bench,
                            "logs",
                            "PutRetentionPolicy",
                            Map.of("logGroupName", GROUP, "retentionInDays", 365L)));
        }
    },
    BUCKET_ASK_APPROVE_UNDO("fix undo") {
        @Override
        void play(Bench bench) {
            openBucket(bench);
            goOn(bench);
        }
    },
    ACCOUNT_ASK_APPROVE_UNDO("fix undo") {
        @Override
        void play(Bench bench) {
            Map<String, Boolean> flags = new LinkedHashMap<>();
            flags.put("BlockPublicAcls", false);
            flags.put("IgnorePublicAcls", true);
            flags.put("BlockPublicPolicy", true);
            flags.put("RestrictPublicBuckets", true);
            bench.world.blocks.put(World.ACCOUNT, flags);
            Map<String, Object> block = new TreeMap<>(flags);
            bench.send(
                    "buckets",
                    record(
                            bench,
                            "s3",
                            "PutAccountPublicAccessBlock",
                            Map.of(
                                    "accountId",
                                    World.ACCOUNT,
                                    "PublicAccessBlockConfiguration",
                                    block)));
            goOn(bench);
        }
    },
    PERMISSION_ASK_APPROVE_UNDO("fix undo") {
        @Override
        void play(Bench bench) {
            String statement =
                    Node.write(
                            new TreeMap<>(
                                    Map.of(
                                            "Sid", "apigw",
                                            "Effect", "Allow",
                                            "Principal",
                                                    Map.of("Service", "apigateway.amazonaws.com"),
                                            "Action", "lambda:InvokeFunction",
                                            "Resource", World.arn("orders-api"))));
            bench.world.functions.put(
                    "orders-api", new LinkedHashMap<>(Map.of("apigw", statement)));
            bench.send(
                    "lambda-permissions",
                    record(
                            bench,
                            "lambda",
                            "AddPermission20150331v2",
                            Map.of(
                                    "functionName", "orders-api",
                                    "statementId", "apigw",
                                    "action", "lambda:InvokeFunction",
                                    "principal", "apigateway.amazonaws.com"),
                            Map.of("statement", statement)));
            goOn(bench);
        }
    },
    URL_FLAG {
        @Override
        void play(Bench bench) {
            bench.world.urls.put("orders-api", "NONE");
            bench.world.functions.put(
                    "orders-api",
                    new LinkedHashMap<>(
                            Map.of(
                                    "url",
                                    """
                                    {"Sid":"url","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"%1$s","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}\
                                    """
                                            .formatted(World.arn("orders-api")),
                                    "invoke",
                                    """
                                    {"Sid":"invoke","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"%1$s","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}\
                                    """
                                            .formatted(World.arn("orders-api")))));
            bench.send(
                    "lambda-permissions",
                    record(
                            bench,
                            "lambda",
                            "CreateFunctionUrlConfig",
                            Map.of("functionName", "orders-api", "authType", "NONE")));
        }
    },
    STACK_FLAG {
        @Override
        void play(Bench bench) {
            bench.world.stacks.put(
                    "orders", "Resources:\n  Audit:\n    Type: AWS::Logs::LogGroup\n");
            bench.send(
                    "stacks",
                    record(
                            bench,
                            "cloudformation",
                            "CreateStack",
                            Map.of("stackName", "orders"),
                            Map.of("stackId", World.stackArn("orders"))));
        }
    },
    DIGEST {
        @Override
        void play(Bench bench) {
            bench.time.pass(Duration.ofMinutes(320)); // 06:50, and the digest goes out at seven
            openBucket(bench);
        }
    };

    /** So late that a clock an hour back shows the same day, whose digest is not due yet. */
    static final Instant START = Instant.parse("2026-03-02T01:30:00Z");

    static final String GROUP = "/aws/lambda/orders-api";
    static final String SETTINGS =
            """
            {"accountName":"shop","docs":"https://docs.example.com/amends","digest":{"hourUtc":7},
             "slack":{"channel":"#amends-local","escalation":"#amends-escalation",
                      "workspace":"T0AMENDS01","app":"A0AMENDS01","burst":60},
             "approvers":{"users":["U0ANN00001"]},
             "guardrails":{
               "log-group-no-retention":{"mode":"fix"},
               "bucket-policy-broad":{"mode":"ask"},
               "account-public-access":{"mode":"ask"},
               "lambda-permission-open":{"mode":"ask"},
               "function-url-public":{"mode":"flag"},
               "stack-review":{"mode":"flag","least":"low"}}}\
            """;

    /** The buttons that people press, one after the other. */
    private final String presses;

    Scenario() {
        this("");
    }

    Scenario(String presses) {
        this.presses = presses;
    }

    /** What happens; what it leads to is awaited by who calls. */
    abstract void play(Bench bench);

    /** What people press, one after the other. */
    void goOn(Bench bench) {
        String before = "";
        for (String press : presses.split(" ", 0)) {
            if (press.isEmpty()) {
                return;
            }
            boolean pressed = bench.press(press);
            if (!pressed && !before.isEmpty() && bench.button(before) != null) {
                // What would be done is another thing by now, and asked about again.
                pressed = bench.press(before) && bench.press(press);
            }
            if (!pressed) {
                return;
            }
            before = press;
        }
    }

    /** Whether faults strike the keeper's calls in it. */
    boolean keepersToo() {
        return this == DIGEST || this == BUCKET_ASK_APPROVE_UNDO || this == FIX_UNDO;
    }

    /** Whether the resource is as Amends would have it. */
    boolean mended(World world) {
        Map<String, Boolean> bucket = world.blocks.getOrDefault("orders-bucket", Map.of());
        Map<String, Boolean> account = world.blocks.getOrDefault(World.ACCOUNT, Map.of());
        String statements = String.valueOf(world.functions.get("orders-api"));
        return switch (this) {
            case FIX, FIX_UNDO, OWNERS_CHANGE ->
                    Integer.valueOf(30).equals(world.retention.get(GROUP));
            case BUCKET_ASK_APPROVE_UNDO, DIGEST ->
                    bucket.size() == 4 && !bucket.containsValue(false);
            case ACCOUNT_ASK_APPROVE_UNDO -> account.size() == 4 && !account.containsValue(false);
            case PERMISSION_ASK_APPROVE_UNDO ->
                    !statements.contains("apigw\"")
                            || world.functions.get("orders-api").values().stream()
                                    .allMatch(each -> each.contains("SourceArn"));
            case URL_FLAG, STACK_FLAG -> false;
        };
    }

    static void createGroup(Bench bench) {
        bench.world.groups.put(GROUP, bench.time.millis());
        bench.send(
                "log-groups",
                record(bench, "logs", "CreateLogGroup", Map.of("logGroupName", GROUP)));
    }

    static void openBucket(Bench bench) {
        Map<String, Object> policy =
                new TreeMap<>(
                        Map.of(
                                "Version",
                                "2012-10-17",
                                "Statement",
                                List.of(
                                        Map.of(
                                                "Effect", "Allow",
                                                "Principal", "*",
                                                "Action", "s3:GetObject",
                                                "Resource", "arn:aws:s3:::orders-bucket/*"))));
        bench.world.buckets.put("orders-bucket", Node.write(policy));
        bench.send(
                "buckets",
                record(
                        bench,
                        "s3",
                        "PutBucketPolicy",
                        Map.of("bucketName", "orders-bucket", "bucketPolicy", policy)));
    }

    static String record(Bench bench, String service, String event, Map<String, Object> request) {
        return record(bench, service, event, request, null);
    }

    static String record(
            Bench bench,
            String service,
            String event,
            Map<String, Object> request,
            Map<String, Object> response) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("eventVersion", "1.11");
        detail.put(
                "userIdentity",
                Map.of(
                        "type", "IAMUser",
                        "arn", "arn:aws:iam::111122223333:user/ben",
                        "accountId", World.ACCOUNT,
                        "userName", "ben"));
        detail.put("eventTime", bench.time.instant().toString());
        detail.put("eventSource", service + ".amazonaws.com");
        detail.put("eventName", event);
        detail.put("awsRegion", World.REGION);
        detail.put("sourceIPAddress", "198.51.100.7");
        detail.put("userAgent", "aws-cli/2.17.0");
        detail.put("requestParameters", request);
        detail.put("responseElements", response);
        detail.put("eventID", event + "-" + bench.time.millis());
        detail.put("readOnly", false);
        detail.put("eventType", "AwsApiCall");
        detail.put("managementEvent", true);
        detail.put("recipientAccountId", World.ACCOUNT);
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("version", "0");
        whole.put("detail-type", "AWS API Call via CloudTrail");
        whole.put("source", "aws." + service);
        whole.put("account", World.ACCOUNT);
        whole.put("region", World.REGION);
        whole.put("detail", detail);
        return Node.write(whole);
    }
}
