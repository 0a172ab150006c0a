package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks with mistakes in their templates, deployed as people do it: one card for each stack. */
class StacksE2eTest extends E2e {
    private static final String GUARDRAIL = "stack-review";
    private static final String FUNCTION = "StacksFunction";
    private static final String ANN = "U0ANN00001";

    /**
     * The stack, the change set, both stages of both templates, the settings, the claim and once
     * more the claim when the finding was there already, the report; and once in a quarter of an
     * hour, when the last event was.
     */
    private static final int CALLS = 11;

    private static final String TWO =
            """
            Resources:
              # Nobody said for how long.
              Audit:
                Type: AWS::Logs::LogGroup

              Trace:
                Type: AWS::Logs::LogGroup
            """;

    private static final String ONE = TWO + "    Properties: { RetentionInDays: 7 }\n";
    private static final String NONE =
            ONE.replace(
                    "  Audit:\n    Type: AWS::Logs::LogGroup\n",
                    "  Audit:\n    Type: AWS::Logs::LogGroup\n    Properties: { RetentionInDays: 7 }\n");

    /** As SAM takes it; SAM writes it anew before it deploys it. */
    private static final String SAM =
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Auth: { Type: String, Default: AWS_IAM }
            Resources:
              # Nobody said for how long.
              Audit:
                Type: AWS::Logs::LogGroup
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.9
                  Handler: index.handler
                  InlineCode: "def handler(event, context): return 1"
                  LoggingConfig: { LogGroup: !Ref Audit }
                  FunctionUrlConfig: { AuthType: !Ref Auth }
            """;

    private final List<String> stacks = new ArrayList<>();

    @TempDir Path folder;

    @BeforeAll
    static void reviewed() {
        account.stackReview("flag");
        account.keeper();
    }

    @AfterAll
    static void notReviewed() {
        account.stackReview("off");
    }

    @AfterEach
    void noStackStays() {
        stacks.forEach(stack -> account.cloudFormation.deleteStack(r -> r.stackName(stack)));
        account.quiet();
    }

    @Test
    void whatSamDeploysIsSaidInOneMessageThatNamesEachMistakeAndItsPlace() throws IOException {
        String stack = name("sam");
        long before = account.mark();

        Account.Ended ended =
                account.sam(
                        "deploy",
                        "--template-file",
                        write(SAM),
                        "--stack-name",
                        stack,
                        "--resolve-s3",
                        "--no-confirm-changeset",
                        "--no-progressbar",
                        "--capabilities",
                        "CAPABILITY_IAM",
                        "CAPABILITY_AUTO_EXPAND",
                        "--tags",
                        "owner=payments",
                        "--parameter-overrides",
                        "Auth=NONE");
        assertThat(ended.exit()).as(ended.output()).isZero();
        // A look while the change set was being executed is followed by one at the stack as it is.
        status(stack, "CREATE_COMPLETE");

        JsonNode card = card(stack, "Needs a person: The stack " + stack);
        assertThat(card.path("text").asText())
                .contains("has 3 mistakes in its template: 2 medium, 1 low.");
        String shown = card.path("blocks").toString();
        assertThat(shown)
                .contains(
                        "*Medium*",
                        "*Low*",
                        "local-admin through the SAM CLI",
                        "*Owner*\\npayments")
                .contains("Orders runs on python3.9", "`Orders.Runtime`")
                .contains(
                        "Anyone on the internet can call Orders through its function URL",
                        "`Orders.FunctionUrlConfig.AuthType`")
                .contains("the log group Audit keeps its logs for ever")
                .doesNotContain("by default");
        account.quiet();
        assertThat(cards(stack)).as("one message, however many events").hasSize(1);
        calls(before);
    }

    @Test
    void whereALineIsTheUsersItIsNamedAndALaterDeploymentDrawsTheSameCardAnew() throws IOException {
        String stack = name("lines");

        deploy(stack, TWO);

        JsonNode card = card(stack, "Needs a person: The stack " + stack);
        assertThat(card.path("text").asText()).contains("has 2 mistakes in its template: 2 low.");
        assertThat(card.path("blocks").toString())
                .contains("`line 3: Audit:`", "`line 6: Trace:`", "through the AWS CLI");

        deploy(stack, ONE);
        card(stack, "Needs a person: The stack %s has a mistake in its template".formatted(stack));

        deploy(stack, NONE);
        card(stack, "Put right: ");
        assertThat(cards(stack)).as("one card from beginning to end").hasSize(1);
    }

    @Test
    void aChangeSetIsReviewedBeforeItRunsAndSettledWhenItIsThrownAway() throws IOException {
        String stack = name("change-set");
        account.cloudFormation.createChangeSet(r ->
                r.stackName(stack)
                        .changeSetName("release-7")
                        .changeSetType(ChangeSetType.CREATE)
                        .tags(Tag.builder().key("owner").value("payments").build())
                        .templateBody(TWO));

        JsonNode card = card(stack, "Needs a person: The change set release-7 of " + stack);
        assertThat(card.path("text").asText())
                .contains("not executed yet, has 2 mistakes in its template");

        account.cloudFormation.deleteStack(r -> r.stackName(stack));
        card(stack, "Gone: ");
        assertThat(cards(stack)).hasSize(1);
    }

    @Test
    void oneMistakeCanBeExemptAndTheOthersStayOnTheCard() throws IOException {
        String stack = name("exempt");
        deploy(stack, TWO);
        card(stack, "Needs a person: The stack " + stack);
        String audit = stack + "/log-group-no-retention/Audit";

        exempt(GUARDRAIL, audit, "--days", "7", "--reason", "kept for the auditors");

        JsonNode card = card(stack, "Needs a person: The stack %s has a mistake".formatted(stack));
        assertThat(card.path("blocks").toString())
                .contains(stack + "/log-group-no-retention/Trace", "kept for the auditors")
                .doesNotContain(audit);
        exempt(GUARDRAIL, stack + "/*", "--days", "7", "--reason", "a sandbox");
        card(stack, "Put right: ");
        exempt(GUARDRAIL, audit, "--end");
        exempt(GUARDRAIL, stack + "/*", "--end");
        assertThat(cards(stack)).hasSize(1);
    }

    @Test
    void whatIsFoundInAPauseIsHeldAndTheKeeperBringsItBack() throws IOException {
        String stack = name("paused");
        assertThat(account.amends("pause", "2h", "--reason", "an outage").exit()).isZero();
        deploy(stack, TWO);
        Account.awaitTrue(
                "it is held",
                () ->
                        !account.outcomes(
                                        FUNCTION,
                                        n ->
                                                n.path("resource").asText().equals(arn(stack))
                                                        && n.path("outcome")
                                                                .asText()
                                                                .equals("held"))
                                .isEmpty());
        assertThat(account.amends("resume").exit()).isZero();
        account.keeper();

        card(stack, "Needs a person: The stack " + stack);
    }

    @Test
    void anExemptionOfTheWholeStackIsEndedByAPress() throws IOException {
        String stack = name("look");
        deploy(stack, TWO);
        card(stack, "Needs a person: The stack " + stack);
        Account.Ended ended =
                account.amends(
                        "exempt",
                        "--yes",
                        "--guardrail",
                        GUARDRAIL,
                        arn(stack),
                        "--days",
                        "7",
                        "--reason",
                        "a sandbox");
        assertThat(ended.exit()).as(ended.output()).isZero();

        account.press(ANN, card(stack, "Exempt for now: "), "look");

        card(stack, "Needs a person: The stack " + stack);
    }

    /**
     * The real command; each of its looks at the stack's status is half a minute after the last.
     */
    @org.junit.jupiter.api.Tag("proof")
    @Test
    void whatTheAwsCliDeploysIsSaidWithItsLine() throws IOException {
        String stack = name("proof-cli"); // the record leaves it out

        aws(
                "deploy",
                "--template-file",
                write(TWO),
                "--stack-name",
                stack,
                "--tags",
                "owner=payments");

        JsonNode card = card(stack, "Needs a person: The stack " + stack);
        assertThat(card.path("blocks").toString())
                .contains("`line 3: Audit:`", "`line 6: Trace:`", "through the AWS CLI");
    }

    @Test
    void whatIsFineIsReadAndNothingIsSaid() throws IOException {
        String stack = name("fine");
        long before = account.mark();

        deploy(stack, NONE);

        account.quiet();
        assertThat(cards(stack)).isEmpty();
        calls(before);
    }

    // ------------------------------------------------------------------------------ the account

    private static String arn(String stack) {
        return "arn:aws:cloudformation:us-east-1:%s:stack/%s".formatted(Account.ID, stack);
    }

    private String name(String what) {
        String name = "e2e-" + what + "-" + UUID.randomUUID().toString().substring(0, 8);
        stacks.add(name);
        return name;
    }

    private String write(String template) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), template).toString();
    }

    /**
     * What `aws cloudformation deploy` does, command by command: itself it asks for the stack's
     * status every 30 seconds only. Then CloudFormation's event that it is done.
     */
    private void deploy(String stack, String template) throws IOException {
        boolean made =
                account.cloudFormation.describeStacks().stacks().stream()
                        .anyMatch(s -> s.stackName().equals(stack));
        String changeSet = "deploy-" + UUID.randomUUID();
        aws(
                "create-change-set",
                "--stack-name",
                stack,
                "--change-set-name",
                changeSet,
                "--change-set-type",
                made ? "UPDATE" : "CREATE",
                "--template-body",
                "file://" + write(template),
                "--tags",
                "Key=owner,Value=payments");
        Account.awaitTrue(
                "the change set of " + stack,
                () ->
                        account.cloudFormation
                                .describeChangeSet(r -> r.stackName(stack).changeSetName(changeSet))
                                .statusAsString()
                                .equals("CREATE_COMPLETE"));
        aws("execute-change-set", "--stack-name", stack, "--change-set-name", changeSet);
        Account.awaitTrue(
                stack + " deployed",
                () ->
                        account.cloudFormation
                                .describeChangeSet(r -> r.stackName(stack).changeSetName(changeSet))
                                .executionStatusAsString()
                                .equals("EXECUTE_COMPLETE"));
        status(stack, made ? "UPDATE_COMPLETE" : "CREATE_COMPLETE");
    }

    private static void aws(String... command) {
        List<String> words = new ArrayList<>(List.of("cloudformation"));
        words.addAll(List.of(command));
        Account.Ended ended = account.aws(words.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.output()).isZero();
    }

    /** CloudFormation's own event, as it is looked at two minutes later. */
    private static void status(String stack, String status) {
        String arn = "arn:aws:cloudformation:us-east-1:%s:stack/%s/1".formatted(Account.ID, stack);
        String event =
                """
                {"version":"0","id":"%s","detail-type":"CloudFormation Stack Status Change","source":"aws.cloudformation",
                "account":"%s","region":"us-east-1","time":"%s","resources":["%s"],"detail":{"stack-id":"%s",
                "status-details":{"status":"%s","status-reason":""},"client-request-token":""}}
                """
                        .formatted(
                                UUID.randomUUID(),
                                Account.ID,
                                Instant.now().minus(Duration.ofMinutes(3)),
                                arn,
                                arn,
                                status);
        String id =
                account.sqs
                        .sendMessage(r -> r.queueUrl(account.stacksInbox).messageBody(event))
                        .messageId();
        Account.await(
                "the status is looked at",
                Account.PATIENCE,
                () ->
                        account
                                .outcomes(FUNCTION, n -> n.path("message").asText().equals(id))
                                .stream()
                                .findFirst());
    }

    /** A stack's own cards; those of its log groups name it, too. */
    private static List<JsonNode> cards(String stack) {
        return account.cards(stack).stream()
                .filter(card -> card.path("blocks").toString().contains("finding#" + GUARDRAIL))
                .toList();
    }

    private static JsonNode card(String stack, String start) {
        Account.awaitTrue(
                "a card \"%s…\"; there is %s"
                        .formatted(
                                start,
                                cards(stack).stream().map(c -> c.path("text").asText()).toList()),
                () ->
                        cards(stack).stream()
                                .anyMatch(card -> card.path("text").asText().startsWith(start)));
        account.quiet();
        return cards(stack).getLast();
    }

    /** What was called, printed; docs/operations.md says how many calls an event may cost. */
    private static void calls(long before) {
        List<String> calls =
                account.calls(before, FUNCTION).stream()
                        .map(call -> call.path("operation").asText())
                        .toList();
        System.out.println("stack-review: " + calls);
        assertThat(calls).contains("DescribeStacks", "GetTemplate");
        assertThat(account.outcomes(FUNCTION, n -> n.path("guardrail").asText().equals(GUARDRAIL)))
                .as("calls of each message")
                .isNotEmpty()
                .allMatch(n -> n.path("calls").asInt() <= CALLS);
    }
}
