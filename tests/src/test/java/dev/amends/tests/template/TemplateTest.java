package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return functions(deployed);
    }

    private static Map<String, Map<String, Object>> functions(Deployed deployed) {
        Map<String, Object> globals =
                Template.map(
                        deployed.resolved(
                                Template.map(deployed.template().section("Globals"))
                                        .get("Function")));
        Map<String, Map<String, Object>> functions = new TreeMap<>();
        deployed.template()
                .ofType("AWS::Serverless::Function")
                .keySet()
                .forEach(id -> {
                    Map<String, Object> own = deployed.properties(id);
                    if (own != null) {
                        Map<String, Object> all = new TreeMap<>(globals);
                        all.putAll(own);
                        functions.put(id, all);
                    }
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
                            .containsEntry("VersionDeletionPolicy", "Delete")
                            .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
                            .containsEntry("Runtime", "java25");
                });
    }

    @Test
    void inARegionWithoutSnapStartNoFunctionAsksForASnapshot() {
        Map<String, Map<String, Object>> off =
                functions(Deployed.sample(Map.of("SnapStart", "off")));

        assertThat(off.keySet()).isEqualTo(functions().keySet());
        off.forEach((id, function) -> assertThat(function).as(id).doesNotContainKey("SnapStart"));
    }

    /**
     * A published version keeps its environment, and the alias leads to it. SAM publishes a new one
     * when the text of the template changes (serverless-application-model #3820), CloudFormation
     * when the version's description does: "Update requires: Replacement".
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html">AWS::Lambda::Version</a>
     */
    @Test
    void whateverParameterAVersionDependsOnPublishesANewOneWhenItChanges() {
        for (String parameter : template.section("Parameters").keySet()) {
            Map<String, Map<String, Object>> before = functions(with(parameter, "before"));
            Map<String, Map<String, Object>> after = functions(with(parameter, "after"));
            before.keySet().retainAll(after.keySet());
            before.forEach((id, function) -> {
                boolean other = !version(function).equals(version(after.get(id)));
                Object description = function.get("VersionDescription");
                assertThat(!description.equals(after.get(id).get("VersionDescription")))
                        // Lambda refuses a second version of what has not changed.
                        .as("%s: a new version when %s changes", id, parameter)
                        .isEqualTo(other);
            });
        }
    }

    @Test
    void theDescriptionOfAVersionFitsWhateverTheParametersAre() {
        Deployed longest =
                Deployed.sample(
                        Map.of(
                                "SlackSecretName",
                                "s".repeat(longest("SlackSecretName", 's')),
                                "SlackApiUrl",
                                "u"
                                        .repeat(
                                                ((Long)
                                                                Template.map(
                                                                                template.section(
                                                                                                "Parameters")
                                                                                        .get(
                                                                                                "SlackApiUrl"))
                                                                        .get("MaxLength"))
                                                        .intValue())));
        functions(longest)
                .forEach((id, function) ->
                        assertThat(String.valueOf(function.get("VersionDescription")).length())
                                .as(id)
                                .isLessThanOrEqualTo(256));
    }

    /** How many of a character a parameter takes. */
    private int longest(String parameter, char of) {
        String pattern =
                String.valueOf(
                        Template.map(template.section("Parameters").get(parameter))
                                .get("AllowedPattern"));
        int length = 0;
        while (String.valueOf(of).repeat(length + 1).matches(pattern)) {
            length++;
        }
        return length;
    }

    /** The template with a value of a parameter's that is allowed, or would be. */
    private Deployed with(String parameter, String when) {
        Map<String, Object> declared = Template.map(template.section("Parameters").get(parameter));
        if (!declared.containsKey("AllowedValues")) {
            return Deployed.sample(Map.of(parameter, when));
        }
        List<String> allowed = Template.strings(declared.get("AllowedValues"));
        return Deployed.sample(
                Map.of(parameter, when.equals("before") ? allowed.getFirst() : allowed.getLast()));
    }

    /** What Lambda keeps in a published version. Who may call it, and how often, is not in it. */
    private static Map<String, Object> version(Map<String, Object> function) {
        Map<String, Object> kept = new TreeMap<>(function);
        kept.keySet()
                .removeAll(
                        Set.of(
                                "AutoPublishAlias",
                                "AutoPublishAliasAllProperties",
                                "DeadLetterQueue",
                                "EventInvokeConfig",
                                "Events",
                                "ReservedConcurrentExecutions",
                                "VersionDeletionPolicy",
                                "VersionDescription"));
        return kept;
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

    /** An event source mapping polls with at least two; MaximumConcurrency is at least 2, too. */
    @Test
    void reservedConcurrencyIsNoneOrAtLeastTwo() {
        Map<String, Object> parameter =
                Template.map(template.section("Parameters").get("ReservedConcurrency"));
        String allowed = String.valueOf(parameter.get("AllowedPattern"));

        // Only of a String does CloudFormation check the pattern.
        assertThat(parameter).containsEntry("Type", "String").containsKey("ConstraintDescription");
        assertThat(List.of("0", "2", "9", "10", "99", "100")).allMatch(n -> n.matches(allowed));
        assertThat(List.of("", "1", "01", "101", "-2", "2.5", "1000"))
                .noneMatch(n -> n.matches(allowed));
    }

    @Test
    void whatOutlivesTheStackIsNotLeftBehindByAFirstDeploymentThatFails() {
        List<Map<String, Object>> kept = new ArrayList<>();
        template.section("Resources")
                .values()
                .forEach(resource -> {
                    if (Template.map(resource).containsKey("DeletionPolicy")) {
                        kept.add(Template.map(resource));
                    }
                });

        assertThat(kept)
                .hasSize(2)
                .allSatisfy(resource -> {
                    assertThat(resource)
                            .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                            .containsEntry("UpdateReplacePolicy", "Retain");
                });
    }

    @Test
    void aTrailIsForItsOwnRegionSoThatEachStackMayHaveOne() {
        assertThat(Deployed.sample(Map.of("Trail", "create")).properties("WriteTrail"))
                .containsEntry("IsMultiRegionTrail", false)
                // With it, two such trails would both record the calls of global services.
                .containsEntry("IncludeGlobalServiceEvents", false);
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

    /** What Amends is told about, by the log that says why: no alarm has another one's text. */
    @Test
    void everyAlarmOfDeadLettersNamesItsOwnFunctionsLog() {
        resolved("AWS::CloudWatch::Alarm").entrySet().stream()
                .filter(alarm -> alarm.getKey().endsWith("DeadLettersAlarm"))
                .forEach(alarm -> {
                    String family = alarm.getKey().replace("DeadLettersAlarm", "");
                    String log =
                            family.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
                    assertThat(String.valueOf(alarm.getValue().get("AlarmDescription")))
                            .as(alarm.getKey())
                            .contains("log of " + log + " ");
                });
    }

    @Test
    void whatNeedsNoRedriveIsGoneBeforeItsAlarmCouldHideTheNextFailure() {
        assertThat(
                        (Long)
                                resolved("AWS::SQS::Queue")
                                        .get("KeeperDeadLetters")
                                        .get("MessageRetentionPeriod"))
                .isLessThanOrEqualTo(3_600L);
    }

    /** A request that failed is answered with 500, and that is no error of the function's. */
    @Test
    void theAlarmsForPressesCountWhatTheApiAnswers() {
        Object name = resolved("AWS::Serverless::Api").get("SlackApi").get("Name");
        Object stage = resolved("AWS::Serverless::Api").get("SlackApi").get("StageName");
        Map<String, Map<String, Object>> alarms = resolved("AWS::CloudWatch::Alarm");

        assertThat(alarms.get("SlackInErrorsAlarm")).containsEntry("MetricName", "5XXError");
        assertThat(alarms.get("SlackInRefusalsAlarm")).containsEntry("MetricName", "4XXError");
        for (String alarm : List.of("SlackInErrorsAlarm", "SlackInRefusalsAlarm")) {
            assertThat(alarms.get(alarm))
                    .containsEntry("Namespace", "AWS/ApiGateway")
                    .containsEntry(
                            "Dimensions",
                            List.of(
                                    Map.of("Name", "ApiName", "Value", name),
                                    Map.of("Name", "Stage", "Value", stage)));
        }
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
            // Named in a condition: SNS refuses a principal that IAM does not show everywhere yet.
            assertThat(principal).as(id).isEqualTo(Map.of("AWS", "arn:aws:iam::111122223333:root"));
            assertThat(Statement.of(statement).conditions())
                    .as(id)
                    .containsOnlyKeys("ArnEquals")
                    .hasEntrySatisfying(
                            "ArnEquals",
                            keys -> {
                                assertThat(keys).containsOnlyKeys("aws:PrincipalArn");
                                assertThat(keys.get("aws:PrincipalArn"))
                                        .isNotEmpty()
                                        .allMatch(arn -> arn.contains(":role/amends-"));
                            });
        }
        assertThat(Template.strings(statement.get("Resource"))).as(id).doesNotContain("*");
    }

    /**
     * The account as a principal lets in those whom IAM lets publish; the condition, who they are.
     */
    @Test
    void whoATopicLetsInIsWhoseRoleMayPublishThere() {
        Map<String, Set<String>> letIn = new TreeMap<>();
        resolved("AWS::SNS::TopicPolicy")
                .values()
                .forEach(policy -> {
                    Map<String, Object> document = Template.map(policy.get("PolicyDocument"));
                    for (Object each : Template.list(document.get("Statement"))) {
                        Statement statement = Statement.of(Template.map(each));
                        letIn.computeIfAbsent(
                                        statement.resources().getFirst(), t -> new TreeSet<>())
                                .addAll(
                                        statement
                                                .conditions()
                                                .getOrDefault("ArnEquals", Map.of())
                                                .getOrDefault("aws:PrincipalArn", List.of()));
                    }
                });
        Map<String, Set<String>> may = new TreeMap<>();
        Statement.ofRoles(deployed)
                .forEach((role, statements) ->
                        statements.stream()
                                .filter(s -> s.allows() && s.actions().contains("sns:Publish"))
                                .flatMap(s -> s.resources().stream())
                                .forEach(topic ->
                                        may.computeIfAbsent(topic, t -> new TreeSet<>())
                                                .add(role)));

        assertThat(letIn).isEqualTo(may);
    }

    /** IAM alone would let whoever may send to any queue of the account hand in records. */
    @Test
    void nobodySendsToAQueueButTheRulesAndTheRolesThatMustWithAndWithoutSlack() {
        for (String secret : List.of("", "amends/slack")) {
            Deployed all = Deployed.sample(Map.of("SlackSecretName", secret));
            Map<String, Set<String>> spared = new TreeMap<>();
            Map<String, Set<String>> welcome = new TreeMap<>();
            for (String id : template.ofType("AWS::SQS::QueuePolicy").keySet()) {
                Map<String, Object> policy = Template.map(all.resolved(all.properties(id)));
                Map<String, Object> document = Template.map(policy.get("PolicyDocument"));
                for (Object each : Template.list(document.get("Statement"))) {
                    Statement statement = Statement.of(Template.map(each));
                    Set<String> senders = new TreeSet<>();
                    statement
                            .conditions()
                            .getOrDefault(
                                    statement.allows() ? "ArnEquals" : "ArnNotEquals", Map.of())
                            .values()
                            .forEach(senders::addAll);
                    assertThat(statement.actions()).containsExactly("sqs:SendMessage");
                    assertThat(
                                    statement.allows()
                                            || "*".equals(Template.map(each).get("Principal")))
                            .as(id)
                            .isTrue();
                    for (String queue : statement.resources()) {
                        (statement.allows() ? welcome : spared)
                                .computeIfAbsent(queue, q -> new TreeSet<>())
                                .addAll(senders);
                    }
                }
            }
            Statement.ofRoles(all)
                    .forEach((role, statements) ->
                            statements.stream()
                                    .filter(s ->
                                            s.allows() && s.actions().contains("sqs:SendMessage"))
                                    .flatMap(s -> s.resources().stream())
                                    .forEach(queue -> {
                                        welcome.computeIfAbsent(queue, q -> new TreeSet<>())
                                                .add(role);
                                    }));
            Set<String> queues = new TreeSet<>();
            template.ofType("AWS::SQS::Queue").keySet().forEach(id -> queues.add(arn(id)));

            assertThat(spared.keySet()).isEqualTo(queues);
            spared.forEach((queue, senders) -> {
                // Dead letters: the same people as the inbox, though no role sends there itself.
                assertThat(senders).as(queue).containsAll(welcome.getOrDefault(queue, Set.of()));
                String inbox = queue.replaceAll("DeadLetters(-[0-9A-Z]+)$", "Inbox$1");
                Set<String> more = new TreeSet<>(welcome.getOrDefault(inbox, Set.of()));
                more.addAll(welcome.getOrDefault(queue, Set.of()));
                assertThat(senders).as(queue).isEqualTo(more);
            });
        }
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

    /** CloudFormation shortens a long stack name in a function's name; the tag has all of it. */
    @Test
    void ourOwnFunctionsAreDeniedByNameAndByTheTagOfTheirStack() {
        List<Statement> denied =
                Statement.ofRoles(deployed).entrySet().stream()
                        .filter(e -> e.getKey().contains("LambdaPermissionsRole"))
                        .flatMap(e -> e.getValue().stream())
                        .filter(s -> !s.allows())
                        .toList();

        assertThat(denied)
                .hasSize(2)
                .allSatisfy(s ->
                        assertThat(s.actions())
                                .containsExactly(
                                        "lambda:AddPermission", "lambda:RemovePermission"));
        assertThat(denied.getFirst().resources().getFirst()).endsWith(":function:amends-*");
        assertThat(denied.getLast().resources().getFirst()).endsWith(":function:*");
        assertThat(denied.getLast().conditions())
                .isEqualTo(
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        "aws:ResourceTag/aws:cloudformation:stack-name",
                                        List.of("amends"))));
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
    }

    /** What cannot be dealt with is handed to the function that could not, by way of its alias. */
    @Test
    void theOutputOfDeadLettersNamesForEachInboxItsDeadLettersAndTheFunctionThatReadsIt() {
        List<String> expected = new ArrayList<>();
        functionsWithInbox()
                .forEach((id, function) -> {
                    String family = id.replace("Function", "");
                    String name =
                            family.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
                    assertThat(events(function, "SQS").getFirst().get("Queue"))
                            .isEqualTo(arn(family + "Inbox"));
                    expected.add(
                            "%s=%s|%s|%s:live"
                                    .formatted(
                                            name,
                                            ref(family + "DeadLetters"),
                                            ref(family + "Inbox"),
                                            arn(id)));
                });

        assertThat(deployed.output("DeadLetterQueues").split(",", -1))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private String ref(String logicalId) {
        return String.valueOf(deployed.resolved(Map.of("Ref", logicalId)));
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
