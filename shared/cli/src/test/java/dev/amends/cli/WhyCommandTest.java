package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One thing out of order at a time, and what is then said to be the most likely reason. */
class WhyCommandTest {
    private static final String ARN = GuardrailFunction.arn("/aws/lambda/orders");
    private static final String TRAIL_ARN = "arn:aws:cloudtrail:us-east-1:111122223333:trail/t";

    @TempDir Path folder;
    private StubAws aws;
    private Terminal terminal;
    private GuardrailFunction function;

    @BeforeEach
    void everything_in_order() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
        function = new GuardrailFunction(aws);
        terminal.whileWaiting = function::works;
        settings("guardrails: {log-group-no-retention: {mode: fix, keep: [/kept/*]}}\n");
        trail("us-east-1", true, false);
        aws.answers.put("GetTrailStatus", "{\"IsLogging\":true}");
        selectors("{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true}");
        aws.answers.put("ListRuleNamesByTarget", "{\"RuleNames\":[\"amends-LogGroupsRule\"]}");
        rule("ENABLED", "logs.amazonaws.com");
        mapping("Enabled");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void settings(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text);
        terminal.run("settings", "apply", "--yes", file.toString());
        assertThat(terminal.exit()).isZero();
    }

    private void trail(String home, boolean everywhere, boolean organisation) {
        aws.answers.put(
                "DescribeTrails",
                "{\"trailList\":[{\"Name\":\"t\",\"TrailARN\":\"%s\",\"HomeRegion\":\"%s\",\"IsMultiRegionTrail\":%s,\"IsOrganizationTrail\":%s}]}"
                        .formatted(TRAIL_ARN, home, everywhere, organisation));
    }

    private void selectors(String selector) {
        aws.answers.put("GetEventSelectors", "{\"EventSelectors\":[%s]}".formatted(selector));
    }

    private void advanced(String fields) {
        aws.answers.put(
                "GetEventSelectors",
                "{\"AdvancedEventSelectors\":[{\"Name\":\"n\",\"FieldSelectors\":[%s]}]}"
                        .formatted(fields));
    }

    private void rule(String state, String source) {
        aws.answers.put(
                "DescribeRule",
                "{\"Name\":\"amends-LogGroupsRule\",\"State\":\"%s\",\"EventPattern\":\"{\\\"detail\\\":{\\\"eventSource\\\":[\\\"%s\\\"],\\\"eventName\\\":[\\\"CreateLogGroup\\\"]}}\"}"
                        .formatted(state, source));
    }

    private void mapping(String state) {
        aws.answers.put(
                "ListEventSourceMappings",
                "{\"EventSourceMappings\":[{\"UUID\":\"u-1\",\"State\":\"%s\"}]}".formatted(state));
    }

    @Test
    void a_rule_may_name_only_how_an_event_begins() {
        aws.answers.put(
                "DescribeRule",
                "{\"Name\":\"amends-LogGroupsRule\",\"State\":\"ENABLED\",\"EventPattern\":\"{\\\"detail\\\":{\\\"eventSource\\\":[\\\"logs.amazonaws.com\\\"],\\\"eventName\\\":[{\\\"prefix\\\":\\\"CreateLog\\\"}]}}\"}");

        assertThat(likely()).startsWith("nothing stands in the way.");

        aws.answers.put(
                "DescribeRule",
                "{\"Name\":\"amends-LogGroupsRule\",\"State\":\"ENABLED\",\"EventPattern\":\"{\\\"detail\\\":{\\\"eventSource\\\":[\\\"logs.amazonaws.com\\\"],\\\"eventName\\\":[{\\\"prefix\\\":\\\"Invoke\\\"}]}}\"}");

        assertThat(likely()).startsWith("rule: no rule sends ");
    }

    private String likely() {
        terminal.run("why", ARN);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.exit()).isZero();
        String last = terminal.out().lines().reduce("", (a, b) -> b);
        assertThat(last).startsWith("Most likely: ");
        return last.substring("Most likely: ".length());
    }

    @Test
    void everything_is_looked_at_in_the_order_of_an_events_way() {
        assertThat(likely()).startsWith("nothing stands in the way. Either it is as it should be");
        assertThat(terminal.out().lines().limit(11))
                .containsExactly(
                        "fine     stack      amends in account 111122223333, us-east-1.",
                        "fine     guardrail  log-group-no-retention looks at such resources.",
                        "fine     trail      t logs what changes things.",
                        "fine     rule       amends-LogGroupsRule sends its events to the inbox.",
                        "fine     function   reads the inbox.",
                        "fine     failures   no dead letters of log-groups.",
                        "note     events     its function has never seen one.",
                        "fine     settings   mode is fix.",
                        "fine     pause      none.",
                        "fine     exemption  no exemption of such names.",
                        "note     finding    none: Amends has never found anything wrong with it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | arn | amends: x is no ARN",
                "eu-west-1 | region | stack: amends looks at us-east-1, and the resource is in eu-west-1: deploy a stack there, or give --region eu-west-1.",
                "999900001111 | account | stack: amends looks at account 111122223333, and the resource is in 999900001111: use that account's credentials.",
                "sqs | service | guardrail: none here looks at resources of sqs.",
            })
    void a_resource_that_is_elsewhere_is_said_first(String other, String part, String said) {
        String arn =
                switch (part) {
                    case "region" -> ARN.replace("us-east-1", other);
                    case "account" -> ARN.replace("111122223333", other);
                    case "service" -> ARN.replace(":logs:", ":" + other + ":");
                    default -> "x";
                };
        terminal.run("why", arn);

        assertThat(terminal.out() + terminal.err()).contains(said);
        assertThat(terminal.exit()).isEqualTo(part.equals("arn") ? 2 : 0);
    }

    @Test
    void no_trail_at_all() {
        aws.answers.put("DescribeTrails", "{\"trailList\":[]}");

        assertThat(likely())
                .isEqualTo(
                        "trail: no CloudTrail trail covers us-east-1: create one, or deploy with Trail=create; until then no event arrives.");
    }

    @Test
    void a_trail_of_another_region_only() {
        trail("eu-west-1", false, false);
        assertThat(likely()).startsWith("trail: no CloudTrail trail covers us-east-1");

        trail("eu-west-1", true, true);
        assertThat(likely()).startsWith("nothing stands in the way");
        assertThat(terminal.out())
                .contains("fine     trail      t (the organisation's) logs what changes things.");
    }

    @Test
    void a_trail_that_is_not_logging() {
        aws.answers.put("GetTrailStatus", "{\"IsLogging\":false}");

        assertThat(likely())
                .startsWith("trail: no trail logs write management events of logs.amazonaws.com")
                .contains("is not logging (aws cloudtrail start-logging --name " + TRAIL_ARN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"ReadWriteType\":\"WriteOnly\",\"IncludeManagementEvents\":true} | yes",
                "{\"ReadWriteType\":\"ReadOnly\",\"IncludeManagementEvents\":true} | no",
                "{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":false} | no",
                "{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true,\"ExcludeManagementEventSources\":[\"kms.amazonaws.com\"]} | yes",
            })
    void a_trails_event_selectors_count(String selector, String logs) {
        selectors(selector.strip());

        assertTrail(logs);
    }

    private static final String MANAGEMENT =
            "{\"Field\":\"eventCategory\",\"Equals\":[\"Management\"]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "M | yes",
                "M,{\"Field\":\"readOnly\",\"Equals\":[\"false\"]} | yes",
                "M,{\"Field\":\"readOnly\",\"Equals\":[\"true\"]} | no",
                "M,{\"Field\":\"eventSource\",\"NotEquals\":[\"kms.amazonaws.com\"]} | yes",
                "M,{\"Field\":\"eventSource\",\"NotEquals\":[\"logs.amazonaws.com\"]} | no",
                "M,{\"Field\":\"eventSource\",\"Equals\":[\"s3.amazonaws.com\"]} | no",
                "{\"Field\":\"eventCategory\",\"Equals\":[\"Data\"]},{\"Field\":\"readOnly\",\"Equals\":[\"false\"]} | no",
            })
    void so_do_its_advanced_event_selectors(String fields, String logs) {
        advanced(fields.strip().replaceFirst("^M", MANAGEMENT));

        assertTrail(logs);
    }

    private void assertTrail(String logs) {
        if (logs.equals("yes")) {
            assertThat(likely()).startsWith("nothing stands in the way");
        } else {
            assertThat(likely()).contains("t logs no write management events of this service");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeTrails, trail",
        "GetTrailStatus, trail",
        "GetEventSelectors, trail",
        "ListRuleNamesByTarget, rule",
        "DescribeRule, rule",
        "ListEventSourceMappings, function",
    })
    void what_may_not_be_read_is_unknown_and_not_taken_for_a_reason(String call, String topic) {
        aws.answers.remove(call);

        assertThat(likely()).startsWith(topic + ": not known").contains("AccessDenied");
        assertThat(terminal.out())
                .contains(String.format(Locale.ROOT, "unknown  %-10s not known", topic));
        assertThat(terminal.out()).doesNotContain("reason   ");
    }

    @Test
    void no_rule_feeds_the_inbox() {
        aws.answers.put("ListRuleNamesByTarget", "{\"RuleNames\":[]}");
        assertThat(likely()).startsWith("rule: no rule sends CreateLogGroup, ");

        aws.answers.put("ListRuleNamesByTarget", "{\"RuleNames\":[\"other\"]}");
        rule("ENABLED", "s3.amazonaws.com");
        assertThat(likely()).startsWith("rule: no rule sends CreateLogGroup, ");
    }

    @Test
    void the_rule_is_disabled() {
        rule("DISABLED", "logs.amazonaws.com");

        assertThat(likely())
                .isEqualTo(
                        "rule: it is disabled, so no event arrives: aws events enable-rule --name amends-LogGroupsRule");
    }

    @Test
    void nothing_reads_the_inbox() {
        mapping("Disabled");
        assertThat(likely())
                .isEqualTo(
                        "function: its event source mapping is Disabled: aws lambda update-event-source-mapping --enabled --uuid u-1");

        aws.answers.put("ListEventSourceMappings", "{\"EventSourceMappings\":[]}");
        assertThat(likely()).startsWith("function: nothing reads the inbox");
    }

    @Test
    void there_are_dead_letters() {
        aws.queue("lg-dead").add("{}");

        assertThat(likely())
                .isEqualTo(
                        "failures: 1 dead letter of log-groups, this may be among them: amends redrive log-groups shows them.");
    }

    @ParameterizedTest
    @CsvSource({
        "off, mode is off: it does nothing",
        "flag, mode is flag: it says what it finds and changes nothing",
    })
    void the_settings_do_not_let_it(String mode, String said) throws IOException {
        settings("guardrails: {log-group-no-retention: {mode: %s}}\n".formatted(mode));

        assertThat(likely()).startsWith("settings: " + said);
    }

    @Test
    void there_are_no_settings_or_none_that_can_be_read() {
        aws.dynamo()
                .deleteItem(r ->
                        r.tableName(aws.table).key(Map.of("pk", AttributeValue.fromS("settings"))));
        assertThat(likely()).startsWith("settings: none were applied yet, so it only flags");

        aws.dynamo()
                .putItem(r ->
                        r.tableName(aws.table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json", AttributeValue.fromS("{"))));
        assertThat(likely()).startsWith("settings: they cannot be read, so it only flags");
    }

    @Test
    void the_settings_keep_such_names() throws IOException {
        settings("guardrails: {log-group-no-retention: {mode: fix, keep: [/aws/lambda/*]}}\n");

        assertThat(likely())
                .isEqualTo(
                        "settings: names like /aws/lambda/* are left alone: guardrails.log-group-no-retention.keep.");
    }

    @Test
    void it_is_paused() {
        terminal.run("pause", "2h", "--reason", "outage");

        assertThat(likely())
                .isEqualTo(
                        "pause: until 1 March 2026, 14:00 UTC, by arn:aws:iam::111122223333:user/ada: outage. What is found is held: amends resume");
    }

    @Test
    void its_name_is_exempt() {
        terminal.run(
                "exempt",
                "--yes",
                "--guardrail",
                GuardrailFunction.ID,
                "--names",
                "/aws/lambda/*",
                "--days",
                "7",
                "--reason",
                "audit");

        assertThat(likely())
                .startsWith("exemption: names like /aws/lambda/* are left alone until 8 March 2026")
                .endsWith(
                        "amends exempt --end --guardrail log-group-no-retention --names '/aws/lambda/*'");
    }

    @Test
    void a_finding_that_waits_explains_itself_whatever_else_is_wrong() {
        function.makes("/aws/lambda/orders", Duration.ofDays(400));
        aws.queue("lg-dead").add("{}");
        String id = function.id("/aws/lambda/orders");

        assertThat(likely())
                .startsWith("finding: " + id + " awaiting until 2 March 2026, 12:00 UTC: ")
                .endsWith("Possible: amends approve %s, amends exempt %s.".formatted(id, id));
        assertThat(terminal.out()).contains("none -> awaiting: ");
    }

    @Test
    void what_was_done_is_said_when_nothing_stands_in_the_way() {
        function.makes("/aws/lambda/orders", Duration.ofMinutes(5));
        assertThat(likely())
                .startsWith("finding: ")
                .contains(" fixed: Set its retention to 30 days.", "Possible: amends undo ");

        aws.answers.put("DescribeTrails", "{\"trailList\":[]}");
        assertThat(likely()).startsWith("trail: no CloudTrail trail covers us-east-1");
    }

    @Test
    void a_finding_held_by_the_breaker_says_so() {
        for (int i = 0; i < 4; i++) {
            function.now = Terminal.NOW.minus(Duration.ofMinutes(40 - i * 5));
            function.makes("/aws/lambda/orders", Duration.ofSeconds(300 + i));
        }

        assertThat(likely()).contains(" held: Left alone: it was fixed 3 times within an hour");
    }

    @Test
    void an_approval_that_was_refused_is_told() {
        function.makes("/aws/lambda/orders", Duration.ofDays(400));
        terminal.run("pause", "2h", "--reason", "outage");
        terminal.run("approve", "--yes", function.id("/aws/lambda/orders"));

        assertThat(likely()).contains("Last, approve was not carried out: Amends is paused until");
    }
}
