package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every function, queue and role of template.yaml must have. */
class TemplateTest {
    /** Actions that IAM knows no narrower resource for, with the reason. */
    private static final Map<String, String> ON_EVERYTHING =
            Map.of(
                    "logs:DescribeLogGroups",
                    "IAM's reference names no resource type for it; a condition keeps it to the Region",
                    "s3:GetAccountPublicAccessBlock",
                    "it is about the caller's own account; IAM's reference names no resource type for it",
                    "s3:PutAccountPublicAccessBlock",
                    "it is about the caller's own account; IAM's reference names no resource type for it");

    private final Deployed deployed = Deployed.sample(Map.of());
    private final Template template = deployed.template();

    private Map<String, Map<String, Object>> resolved(String type) {
        Map<String, Map<String, Object>> result = new TreeMap<>();
        template.ofType(type)
                .keySet()
                .forEach(id -> {
                    Map<String, Object> properties = deployed.properties(id);
                    if (properties != null) {
                        result.put(id, properties);
                    }
                });
        return result;
    }

    /** Functions with SAM's Globals in them, by logical id. */
    private Map<String, Map<String, Object>> functions() {
        Map<String, Object> globals =
                Template.map(
                        deployed.resolved(
                                Template.map(template.section("Globals")).get("Function")));
        Map<String, Map<String, Object>> functions = new TreeMap<>();
        resolved("AWS::Serverless::Function")
                .forEach((id, own) -> {
                    Map<String, Object> all = new TreeMap<>(globals);
                    all.putAll(own);
                    functions.put(id, all);
                });
        return functions;
    }

    /** The events of a function by type. */
    private static List<Map<String, Object>> events(Map<String, Object> function, String type) {
        return Template.map(function.get("Events")).values().stream()
                .map(Template::map)
                .filter(event -> type.equals(event.get("Type")))
                .map(event -> Template.map(event.get("Properties")))
                .toList();
    }

    /** Functions that read an inbox: all but the keeper, which has its minute, and Slack's door. */
    private Map<String, Map<String, Object>> functionsWithInbox() {
        Map<String, Map<String, Object>> functions = new TreeMap<>(functions());
        assertThat(functions.remove("KeeperFunction")).isNotNull();
        assertThat(functions.remove("SlackInFunction")).isNotNull();
        return functions;
    }

    @Test
    void everyFunctionIsPublishedBehindTheAliasLiveWithASnapshot() {
        functions()
                .forEach((id, function) -> {
                    assertThat(function)
                            .as(id)
                            .containsEntry("AutoPublishAlias", "live")
                            .containsEntry("AutoPublishAliasAllProperties", true)
                            .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
                            .containsEntry("Runtime", "java25");
                });
    }

    @Test
    void everyFunctionIsAZipThatMavenBuilt() {
        template.ofType("AWS::Serverless::Function")
                .forEach((id, properties) -> {
                    Map<String, Object> resource =
                            Template.map(template.section("Resources").get(id));
                    assertThat(resource)
                            .as(id)
                            .containsEntry("Metadata", Map.of("SkipBuild", true));
                    assertThat(String.valueOf(properties.get("CodeUri")))
                            .as(id)
                            .matches("functions/([a-z-]+)/target/\\1\\.zip");
                });
    }

    @Test
    void everyFunctionLogsToAGroupOfItsOwnWithRetention() {
        Set<Object> groups = new TreeSet<>();
        functions()
                .forEach((id, function) -> {
                    Object name = Template.map(function.get("LoggingConfig")).get("LogGroup");
                    assertThat(groups.add(String.valueOf(name)))
                            .as(id + " shares " + name)
                            .isTrue();
                    assertThat(resolved("AWS::Logs::LogGroup").values())
                            .as(id)
                            .anySatisfy(group ->
                                    assertThat(group)
                                            .containsEntry("LogGroupName", name)
                                            .containsKey("RetentionInDays"));
                    assertThat(String.valueOf(name)).startsWith("/amends/amends/");
                });
    }

    @Test
    void everyFunctionHasARoleOfItsOwnUnderTheBoundaryThatWasGiven() {
        String boundary = "arn:aws:iam::111122223333:policy/bounds";
        Deployed bounded = Deployed.sample(Map.of("PermissionsBoundary", boundary));
        Set<Object> roles = new TreeSet<>();
        functions()
                .forEach((id, function) -> {
                    assertThat(roles.add(function.get("Role")))
                            .as(id + " shares its role")
                            .isTrue();
                });
        template.ofType("AWS::IAM::Role")
                .keySet()
                .forEach(role -> {
                    assertThat(bounded.properties(role))
                            .containsEntry("PermissionsBoundary", boundary);
                    assertThat(deployed.properties(role)).doesNotContainKey("PermissionsBoundary");
                });
        assertThat(roles).hasSize(template.ofType("AWS::IAM::Role").size());
    }

    @Test
    void nothingReservesConcurrencyUnlessTold() {
        functions()
                .forEach((id, function) -> {
                    assertThat(function).as(id).doesNotContainKey("ReservedConcurrentExecutions");
                });
        Deployed reserved = Deployed.sample(Map.of("ReservedConcurrency", "3"));
        assertThat(
                        Template.map(
                                reserved.resolved(
                                        Template.map(template.section("Globals")).get("Function"))))
                .containsEntry("ReservedConcurrentExecutions", "3");
    }

    @Test
    void everyInboxIsReadInBatchesThatMayFailInPartAndWithBoundedConcurrency() {
        functionsWithInbox()
                .forEach((id, function) -> {
                    assertThat(events(function, "SQS"))
                            .as(id)
                            .singleElement()
                            .satisfies(inbox ->
                                    assertThat(inbox)
                                            .containsEntry(
                                                    "FunctionResponseTypes",
                                                    List.of("ReportBatchItemFailures"))
                                            .containsEntry(
                                                    "ScalingConfig",
                                                    Map.of("MaximumConcurrency", 2L)));
                });
    }

    @Test
    void everyInboxHidesAMessageForSixTimesTheFunctionsTimeoutAndThenGivesUpOnItAfterFive() {
        functionsWithInbox()
                .forEach((id, function) -> {
                    Map<String, Object> queue =
                            queue(events(function, "SQS").getFirst().get("Queue"));
                    long timeout = (Long) function.getOrDefault("Timeout", 3L);
                    assertThat((Long) queue.getOrDefault("VisibilityTimeout", 30L))
                            .as(id)
                            .isGreaterThanOrEqualTo(6 * timeout);
                    Map<String, Object> redrive = Template.map(queue.get("RedrivePolicy"));
                    assertThat(redrive).containsEntry("maxReceiveCount", 5L);
                    assertThat(queue(redrive.get("deadLetterTargetArn")))
                            .as("dead letters of " + id)
                            .containsEntry("MessageRetentionPeriod", 1_209_600L);
                });
    }

    private Map<String, Object> queue(Object arn) {
        return resolved("AWS::SQS::Queue").entrySet().stream()
                .filter(e -> arn.equals(arn(e.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no queue has the ARN " + arn));
    }

    private String arn(String logicalId) {
        return String.valueOf(deployed.resolved(Map.of("Fn::GetAtt", logicalId + ".Arn")));
    }

    @Test
    void everyQueueForDeadLettersHasAnAlarmThatTellsPeople() {
        Set<String> watched = new TreeSet<>();
        resolved("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) -> {
                    assertThat(Template.strings(alarm.get("AlarmActions")))
                            .as(id)
                            .containsExactly(deployed.output("DigestTopic"));
                    if ("ApproximateNumberOfMessagesVisible".equals(alarm.get("MetricName"))) {
                        assertThat(alarm)
                                .as(id)
                                .containsEntry("Threshold", 1L)
                                .containsEntry(
                                        "ComparisonOperator", "GreaterThanOrEqualToThreshold")
                                .containsEntry("EvaluationPeriods", 1L);
                        Object dimension = Template.list(alarm.get("Dimensions")).getFirst();
                        watched.add(String.valueOf(Template.map(dimension).get("Value")));
                    }
                });
        Set<String> deadLetters = new TreeSet<>();
        template.ofType("AWS::SQS::Queue").keySet().stream()
                .filter(id -> id.endsWith("DeadLetters"))
                .forEach(id -> deadLetters.add(arn(id).substring(arn(id).lastIndexOf(':') + 1)));
        // The keeper has one for its failed minutes; to Slack's door nothing comes back.
        assertThat(watched).isEqualTo(deadLetters).hasSize(functionsWithInbox().size() + 1);
    }

    @Test
    void everyAliasIsCalledBeforeItsSnapshotWouldBeDroppedForIdleness() {
        functions()
                .forEach((id, function) -> {
                    assertThat(events(function, "Schedule"))
                            .as(id + ": within 14 days")
                            .anySatisfy(schedule ->
                                    assertThat(String.valueOf(schedule.get("Schedule")))
                                            .matches("rate\\((1 minute|[1-9] days)\\)"));
                });
        Map<String, Map<String, Object>> idle = new TreeMap<>(functions());
        idle.remove("KeeperFunction");
        idle.forEach((id, function) -> {
            assertThat(events(function, "Schedule").getFirst())
                    .as(id)
                    .containsEntry("Input", "{\"amends\":\"heartbeat\"}");
        });
    }

    @Test
    void whoMayUseAQueueOrTopicIsAlwaysPinned() {
        for (String type :
                List.of(
                        "AWS::SQS::QueuePolicy",
                        "AWS::SNS::TopicPolicy",
                        "AWS::S3::BucketPolicy")) {
            Deployed all = Deployed.sample(Map.of("Trail", "create"));
            template.ofType(type)
                    .keySet()
                    .forEach(id -> {
                        Map<String, Object> policy = Template.map(all.resolved(all.properties(id)));
                        Map<String, Object> document = Template.map(policy.get("PolicyDocument"));
                        for (Object each : Template.list(document.get("Statement"))) {
                            Map<String, Object> statement = Template.map(each);
                            if ("Allow".equals(statement.get("Effect"))) {
                                pinned(id, statement);
                            }
                        }
                    });
        }
    }

    private static void pinned(String id, Map<String, Object> statement) {
        assertThat(statement.get("Principal")).as(id).isInstanceOf(Map.class);
        Map<String, Object> principal = Template.map(statement.get("Principal"));
        if (principal.containsKey("Service")) {
            assertThat(Statement.of(statement).conditions().values())
                    .as(id + " lets a service in")
                    .anySatisfy(keys -> assertThat(keys).containsKey("aws:SourceArn"));
        } else {
            assertThat(String.valueOf(principal.get("AWS"))).as(id).contains(":role/amends-");
        }
        assertThat(Template.strings(statement.get("Resource"))).as(id).doesNotContain("*");
    }

    @Test
    void everyQueueThatOthersSendToHasAPolicyOfItsOwn() {
        Set<String> covered = new TreeSet<>();
        resolved("AWS::SQS::QueuePolicy")
                .values()
                .forEach(policy -> covered.addAll(Template.strings(policy.get("Queues"))));
        for (String pair : deployed.output("Inboxes").split(",", -1)) {
            assertThat(covered).contains(pair.substring(pair.indexOf('=') + 1));
        }
    }

    @Test
    void noRoleIsGivenEverything() {
        for (String powers : List.of("watch", "safe", "full")) {
            Statement.ofRoles(Deployed.sample(Map.of("Powers", powers)))
                    .forEach((role, all) -> {
                        for (Statement statement : all) {
                            assertThat(statement.actions())
                                    .as(role)
                                    .noneMatch(action -> action.contains("*"));
                            if (statement.resources().contains("*")) {
                                assertThat(ON_EVERYTHING.keySet())
                                        .as(role + ": " + statement.sid())
                                        .containsAll(statement.actions());
                            }
                        }
                    });
        }
    }

    @Test
    void powersDecideInIamWhatMayBeWritten() {
        assertThat(writesOfLogGroups("watch")).isEmpty();
        assertThat(writesOfLogGroups("safe"))
                .containsExactly("logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy");
        assertThat(writesOfLogGroups("full")).isEqualTo(writesOfLogGroups("safe"));
    }

    @Test
    void whatIsOnlyDoneAfterAnApprovalTakesAllPowersAndNeverWritesAPolicy() {
        assertThat(writesOfBuckets("watch")).isEmpty();
        assertThat(writesOfBuckets("safe")).isEmpty();
        assertThat(writesOfBuckets("full"))
                .containsExactly("s3:PutBucketPublicAccessBlock", "s3:PutAccountPublicAccessBlock");
    }

    private static List<String> writesOfBuckets(String powers) {
        return Statement.ofRoles(Deployed.sample(Map.of("Powers", powers))).entrySet().stream()
                .filter(e -> e.getKey().contains("BucketsRole"))
                .flatMap(e -> e.getValue().stream())
                .filter(Statement::allows)
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.startsWith("s3:") && !a.startsWith("s3:Get"))
                .toList();
    }

    @Test
    void permissionsOfFunctionsAreWrittenOnlyWithAllPowersAndForServicesAlone() {
        assertThat(writesOfLambdaPermissions("watch")).isEmpty();
        assertThat(writesOfLambdaPermissions("safe")).isEmpty();
        assertThat(writesOfLambdaPermissions("full"))
                .extracting(Statement::actions)
                .containsExactly(
                        List.of("lambda:AddPermission"), List.of("lambda:RemovePermission"));
        assertThat(writesOfLambdaPermissions("full").getFirst().conditions())
                .isEqualTo(
                        Map.of(
                                "StringLike",
                                Map.of(
                                        "lambda:Principal",
                                        List.of("*.amazonaws.com", "*.amazonaws.com.cn"))));
    }

    private static List<Statement> writesOfLambdaPermissions(String powers) {
        return Statement.ofRoles(Deployed.sample(Map.of("Powers", powers))).entrySet().stream()
                .filter(e -> e.getKey().contains("LambdaPermissionsRole"))
                .flatMap(e -> e.getValue().stream())
                .filter(Statement::allows)
                .filter(s -> s.actions().stream().anyMatch(a -> a.matches("lambda:(?!Get|List).*")))
                .toList();
    }

    private static List<String> writesOfLogGroups(String powers) {
        return Statement.ofRoles(Deployed.sample(Map.of("Powers", powers))).entrySet().stream()
                .filter(e -> e.getKey().contains("LogGroupsRole"))
                .flatMap(e -> e.getValue().stream())
                .filter(s -> s.allows() && !s.sid().equals("Log"))
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.startsWith("logs:") && !a.matches("logs:(Describe|List).*"))
                .toList();
    }

    @Test
    void theTokenIsReadableOnlyWhereSlackIsUsed() {
        assertThat(actions(Map.of())).contains("secretsmanager:GetSecretValue");
        assertThat(actions(Map.of("SlackSecretName", "")))
                .noneMatch(action -> action.startsWith("secretsmanager:"));
    }

    private static List<String> actions(Map<String, String> parameters) {
        return Statement.ofRoles(Deployed.sample(parameters)).values().stream()
                .flatMap(List::stream)
                .flatMap(statement -> statement.actions().stream())
                .toList();
    }

    @Test
    void theDoorForSlackTurnsAwayWhatHasNoSignatureIsThrottledAndLeadsToTheAlias() {
        Map<String, Object> api = resolved("AWS::Serverless::Api").get("SlackApi");
        assertThat(Template.list(api.get("MethodSettings")))
                .singleElement()
                .isEqualTo(
                        Map.of(
                                "ResourcePath",
                                "/*",
                                "HttpMethod",
                                "*",
                                "ThrottlingRateLimit",
                                20L,
                                "ThrottlingBurstLimit",
                                40L));
        Map<String, Object> paths =
                Template.map(Template.map(api.get("DefinitionBody")).get("paths"));
        assertThat(paths.keySet()).containsExactly("/slack");
        Map<String, Object> methods = Template.map(paths.get("/slack"));
        assertThat(methods.keySet()).containsExactly("post");
        Map<String, Object> post = Template.map(methods.get("post"));
        assertThat(post).containsEntry("x-amazon-apigateway-request-validator", "headers");
        assertThat(
                        Template.list(post.get("parameters")).stream()
                                .map(Template::map)
                                .filter(p -> Boolean.TRUE.equals(p.get("required")))
                                .map(p -> p.get("in") + " " + p.get("name")))
                .containsExactly("header X-Slack-Signature", "header X-Slack-Request-Timestamp");
        Object uri = Template.map(post.get("x-amazon-apigateway-integration")).get("uri");
        assertThat(String.valueOf(uri)).endsWith(":live/invocations");
    }

    @Test
    void withoutSlackThereIsNoDoor() {
        Deployed without = Deployed.sample(Map.of("SlackSecretName", ""));
        for (String id : List.of("SlackApi", "SlackInFunction", "SlackInRole", "SlackInLog")) {
            assertThat(without.properties(id)).as(id).isNull();
            assertThat(deployed.properties(id)).as(id).isNotNull();
        }
    }

    @Test
    void theTokenGoesNowhereButToSlackOrThisMachine() {
        Map<String, Object> parameter =
                Template.map(template.section("Parameters").get("SlackApiUrl"));
        String allowed = String.valueOf(parameter.get("AllowedPattern"));
        assertThat(List.of("https://slack.com/api", "http://127.0.0.1:4580/api"))
                .allMatch(url -> url.matches(allowed));
        assertThat(
                        List.of(
                                "https://slack.com.example.com/api",
                                "http://slack.com/api",
                                "https://slack.com/api/../x",
                                "http://127.0.0.1.example.com/api",
                                "http://127.0.0.1:4580@example.com/",
                                "http://localhost.example.com/api",
                                ""))
                .noneMatch(url -> url.matches(allowed));
        assertThat(parameter).containsKey("ConstraintDescription");
    }

    @Test
    void everyParameterIsExplainedAndInAGroup() {
        Map<String, Object> metadata =
                Template.map(template.section("Metadata").get("AWS::CloudFormation::Interface"));
        Set<String> grouped = new TreeSet<>();
        Template.list(metadata.get("ParameterGroups"))
                .forEach(g -> grouped.addAll(Template.strings(Template.map(g).get("Parameters"))));
        assertThat(grouped).isEqualTo(new TreeSet<>(template.section("Parameters").keySet()));
        template.section("Parameters")
                .forEach((name, parameter) -> {
                    assertThat(Template.map(parameter))
                            .as(name)
                            .containsKeys("Description", "Default");
                });
    }

    @Test
    void theOutputsNameWhatTheCommandLineReads() {
        assertThat(template.section("Outputs"))
                .containsKeys(
                        "LedgerTable",
                        "ReportTopic",
                        "DigestTopic",
                        "GuardrailFunctions",
                        "Inboxes",
                        "DeadLetterQueues",
                        "Version");
        assertThat(deployed.output("GuardrailFunctions").split(",", -1))
                .hasSizeGreaterThan(1)
                .allMatch(alias -> alias.endsWith(":live"));
        assertThat(deployed.output("DeadLetterQueues"))
                .matches(
                        "([a-z-]+=https:[^|,]+\\|https:[^|,]+,)+slack-out=https:[^|,]+\\|https:[^|,]+");
    }

    @Test
    void theVersionInTheOutputsIsThatOfTheBuild() throws IOException {
        assertThat(Files.readString(Template.root().resolve("pom.xml")))
                .contains(
                        "<artifactId>amends</artifactId>\n  <version>%s</version>"
                                .formatted(deployed.output("Version")));
        assertThat(Files.readString(Template.root().resolve("template.yaml")))
                .contains("  Amends " + deployed.output("Version") + ":");
    }
}
