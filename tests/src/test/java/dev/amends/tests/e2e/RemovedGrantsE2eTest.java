package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.tests.e2e.Account.Removed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * One action of each kind of call is taken out of a live role. Each time Amends says which
 * permission is missing where, claims no success, and goes on when it is back. What Lambda itself
 * does with a role (receive, delete, write logs) Amends cannot see; there nothing is lost or said
 * twice, and a queue's alarm tells people.
 */
class RemovedGrantsE2eTest extends E2e {
    private final long began = System.currentTimeMillis();

    @AfterEach
    void asDeployed() {
        account.visibility(180);
    }

    // ------------------------------------------------------------------- resources of people

    @Test
    void aWriteIsSaidOnTheCardOfItsResource() {
        String group = Account.name("ungranted-write");
        try (Removed write = account.without("LogGroupsRole", "logs:PutRetentionPolicy")) {
            account.create(group);

            account.awaitOutcome(group, "failed");
            String text =
                    card(
                            "Could not be fixed",
                            group,
                            "Could not set its retention to 30 days: the role may not call logs:PutRetentionPolicy. Deploy with Powers that allow it, or do it by hand.");
            account.awaitCard(group, text);
            assertThat(account.cardTexts(group)).containsExactly(text);
            assertThat(write.refused())
                    .containsExactly(Account.arn(group), Account.arn(group) + ":*");
            account.said("log-groups: logs:PutRetentionPolicy", write.refused(), "card", text);
        }
        assertThat(account.retention(group)).isNull();
    }

    @Test
    void aReadOfABucketIsSaidOnceForThePermission() {
        String bucket = "e2e-ungranted-" + UUID.randomUUID().toString().substring(0, 8);
        account.s3.createBucket(r -> r.bucket(bucket));
        try (Removed read = account.without("BucketsRole", "s3:GetBucketPublicAccessBlock")) {
            account.s3.deletePublicAccessBlock(r -> r.bucket(bucket));

            permission(read, "buckets", "s3:GetBucketPublicAccessBlock");
        }
    }

    @Test
    @Tag("proof")
    void aReadOfAFunctionIsSaidOnceForThePermission() {
        String name = LambdaPermissionsE2eTest.function("ungranted");
        try (Removed read = account.without("LambdaPermissionsRole", "lambda:GetPolicy")) {
            account.lambda.addPermission(r ->
                    r.functionName(name)
                            .statementId("all")
                            .action("lambda:InvokeFunction")
                            .principal("s3.amazonaws.com"));

            permission(read, "lambda-permissions", "lambda:GetPolicy");
        }
    }

    @Test
    @Tag("proof")
    void aReadOfAStackIsSaidOnceForThePermission() {
        account.stackReview("flag");
        String name = "e2e-ungranted-" + UUID.randomUUID().toString().substring(0, 8);
        try (Removed read = account.without("StacksRole", "cloudformation:GetTemplate")) {
            account.cloudFormation.createStack(
                    r -> r.stackName(name).templateBody("Resources: {T: {Type: AWS::SNS::Topic}}"));

            permission(read, "stacks", "cloudformation:GetTemplate");
        } finally {
            account.stackReview("off");
            account.cloudFormation.deleteStack(r -> r.stackName(name));
        }
    }

    private static void permission(Removed read, String function, String action) {
        JsonNode card =
                Account.await(
                        "a card about " + action + "; there is " + account.cardTexts(action),
                        Account.PATIENCE,
                        () -> account.cards(action).stream().findFirst());
        account.quiet();
        assertThat(account.cards(action)).hasSize(1);
        String text = card.path("text").asText();
        assertThat(text)
                .contains("Amends may not call " + action, "is not checked in this account")
                .doesNotContain("Fixed", "Put right");
        assertThat(read.awaitRefused())
                .anySatisfy(arn -> assertThat(text).contains(action + " on " + arn + ", so "));
        account.said(function + ": " + action, read.awaitRefused(), "card", text);
    }

    // ------------------------------------------------------------------------------- ledger

    @Test
    void withoutTheSettingsNothingIsFixedAndTheCardSaysWhy() {
        String group = Account.name("ungranted-settings");
        try (Removed read = account.without("LogGroupsRole", "dynamodb:BatchGetItem")) {
            account.create(group);

            JsonNode card =
                    Account.await(
                            "a card",
                            Account.PATIENCE,
                            () -> account.cards(group).stream().findFirst());
            account.quiet();
            String text = card.path("text").asText();
            account.said("log-groups: dynamodb:BatchGetItem", read.awaitRefused(), "card", text);
            assertThat(text).contains("dynamodb:BatchGetItem");
            assertThat(read.refused()).containsExactly(table());
        }
        assertThat(account.retention(group)).isNull();
    }

    @Test
    @Tag("proof")
    void whatCannotBeWrittenDownIsNotDoneAndEndsWithTheDeadLetters() {
        String group = Account.name("ungranted-finding");
        account.visibility(2);
        try (Removed write = account.without("LogGroupsRole", "dynamodb:PutItem")) {
            account.create(group);

            JsonNode line = trouble(write, "LogGroupsFunction", "dynamodb:PutItem");
            Account.awaitTrue("a dead letter", () -> account.waiting(account.deadLetters) == 1);
            assertThat(account.retention(group)).as("the claim comes first").isNull();
            assertThat(write.refused()).containsExactly(table());
            account.said(
                    "log-groups: dynamodb:PutItem",
                    write.refused(),
                    "log, dead letters",
                    line.path("why").asText());
        }
        Account.Ended redrive = account.amends("redrive", "--yes", "log-groups");

        assertThat(redrive.output()).contains("log-groups: 1 of 1 dealt with");
        // Asked about and not fixed: it is no longer fresh.
        account.awaitOutcome(group, "asked");
        assertThat(account.card(group, "Waits for a decision")).isNotNull();
    }

    @Test
    void theKeeperThatMayNotSearchFailsAndItsMinuteEndsWithTheDeadLetters() {
        String queue = account.physical("KeeperDeadLetters");
        account.purge(queue);
        try (Removed query = account.without("KeeperRole", "dynamodb:Query")) {
            account.lambda.invoke(r ->
                    r.functionName(account.physical("KeeperFunction"))
                            .qualifier("live")
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String("{}")));

            JsonNode line = trouble(query, "KeeperFunction", "dynamodb:Query");
            assertThat(query.awaitRefused())
                    .contains(table() + "/index/due-index", table() + "/index/unsaid-index");
            Account.awaitTrue("a dead letter", () -> account.waiting(queue) > 0);
            account.said(
                    "keeper: dynamodb:Query",
                    query.refused(),
                    "log, dead letters",
                    line.path("why").asText());
        }
        account.purge(queue);
        assertThat(account.keeper()).contains("nudged");
    }

    // ----------------------------------------------------------------------- topics, queues

    @Test
    @Tag("proof")
    void whatCannotBeReportedComesBackAndIsReportedOnce() {
        String group = Account.name("ungranted-report");
        account.visibility(3);
        try (Removed publish = account.without("LogGroupsRole", "sns:Publish")) {
            account.create(group);

            JsonNode line = trouble(publish, "LogGroupsFunction", "SNS:Publish");
            assertThat(publish.refused()).containsExactly(account.physical("ReportTopic"));
            assertThat(account.cards(group)).isEmpty();
            account.said(
                    "log-groups: sns:Publish",
                    publish.refused(),
                    "log, inbox",
                    line.path("why").asText());
        }
        account.awaitCard(group, fixed(group));
        assertThat(account.cards(group)).hasSize(1);
    }

    @Test
    @Tag("proof")
    void aSecondLookThatCannotBeSentForComesBackByItself() {
        String group = Account.name("ungranted-second-look");
        account.createQuietly(group);
        account.visibility(3);
        ObjectNode nothing = Account.JSON.createObjectNode();
        nothing.putArray("logGroups");
        try (Removed send = account.without("LogGroupsRole", "sqs:SendMessage")) {
            account.answer("DescribeLogGroups", 1, nothing);
            account.send(
                    account.record(
                            "CreateLogGroup", group, Instant.now().minus(Duration.ofSeconds(100))));

            JsonNode line = trouble(send, "LogGroupsFunction", "sqs:sendmessage");
            assertThat(send.refused()).hasSize(1).first().asString().contains("LogGroupsInbox");
            account.said(
                    "log-groups: sqs:SendMessage",
                    send.refused(),
                    "log, inbox",
                    line.path("why").asText());
        }
        account.awaitCard(group, fixed(group));
    }

    @Test
    @Tag("proof")
    void whatThePollerMayNotReceiveWaitsInTheInbox() {
        String group = Account.name("ungranted-receive");
        try (Removed receive = account.without("LogGroupsRole", "sqs:ReceiveMessage")) {
            receive.awaitRefused();
            account.create(group);

            Account.awaitTrue("the message waits", () -> account.waiting(account.inbox) == 1);
            assertThat(receive.refused()).hasSize(1).first().asString().contains("LogGroupsInbox");
            assertThat(account.outcomes(group)).isEmpty();
            assertThat(account.retention(group)).isNull();
            account.said(
                    "log-groups (its poller): sqs:ReceiveMessage",
                    receive.refused(),
                    "inbox",
                    "Amends is not called, so it says nothing. The message waits; the alarm on the age of the oldest one rings after 15 minutes.");
        }
        account.awaitCard(group, fixed(group));
    }

    @Test
    @Tag("proof")
    void whatThePollerMayNotDeleteIsDoneOnceHoweverOftenItComes() {
        String group = Account.name("ungranted-delete");
        account.visibility(3);
        try (Removed delete = account.without("LogGroupsRole", "sqs:DeleteMessage")) {
            account.create(group);

            account.awaitOutcome(group, "fixed");
            assertThat(delete.awaitRefused())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("LogGroupsInbox");
            Account.awaitTrue(
                    "it comes again and is a duplicate", () -> account.outcomes(group).size() > 1);
            assertThat(account.outcomes(group).subList(1, account.outcomes(group).size()))
                    .containsOnly(account.outcomes(group).get(1));
            Account.awaitTrue("a dead letter", () -> account.waiting(account.deadLetters) > 0);
            account.said(
                    "log-groups (its poller): sqs:DeleteMessage",
                    delete.refused(),
                    "log, dead letters",
                    "Amends does not hear of it. It is handled once and found in order each time it comes again: "
                            + String.join(", ", account.outcomes(group)));
        }
        account.quiet();
        assertThat(account.cardTexts(group)).containsExactly(fixed(group));
        account.purge(account.deadLetters);
    }

    // ------------------------------------------------------------------ secret, log, digest

    @Test
    @Tag("proof")
    void withoutTheTokenNothingIsShownAndAllOfItLater() {
        String group = Account.name("ungranted-token");
        try (Removed secret = account.without("SlackOutRole", "secretsmanager:GetSecretValue")) {
            account.restart("dev.amends.slackout.SlackOutHandler::handleRequest");
            account.create(group);

            account.awaitOutcome(group, "fixed");
            JsonNode line = trouble(secret, "SlackOutFunction", "secretsmanager:GetSecretValue");
            assertThat(secret.refused())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("secret:amends/slack-");
            assertThat(account.cards(group)).isEmpty();
            account.said(
                    "slack-out: secretsmanager:GetSecretValue",
                    secret.refused(),
                    "log",
                    line.path("why").asText());
        }
        account.changedBefore(group, Duration.ofMinutes(6));
        account.keeper();
        account.awaitCard(group, fixed(group));
    }

    @Test
    @Tag("proof")
    void aLogThatCannotBeWrittenKeepsNothingElse() {
        String group = Account.name("ungranted-log");
        try (Removed log = account.without("LogGroupsRole", "logs:PutLogEvents")) {
            account.create(group);

            account.awaitCard(group, fixed(group));
            assertThat(log.awaitRefused())
                    .allSatisfy(arn ->
                            assertThat(arn).contains("log-group:/amends/amends/log-groups:"));
            account.said(
                    "log-groups (its log writer): logs:PutLogEvents",
                    log.refused(),
                    "card",
                    "Amends does not hear of it. It works and its cards say so; its log in CloudWatch lacks lines.");
        }
    }

    @Test
    @Tag("proof")
    void aDigestThatCannotBeSentIsNotCalledSentAndComesLater() {
        String today = "digest#" + LocalDate.now(ZoneOffset.UTC);
        account.settings("fix", 0);
        try (Removed publish = account.without("KeeperRole", "sns:Publish")) {
            account.delete(today);
            account.keeper();

            JsonNode line = trouble(publish, "KeeperFunction", "SNS:Publish");
            assertThat(publish.refused()).containsExactly(account.physical("DigestTopic"));
            account.said(
                    "keeper: sns:Publish",
                    publish.refused(),
                    "log, errors alarm",
                    line.path("why").asText());
        }
        // The claim of the one that failed is still held for a moment.
        Account.awaitTrue("sent", () -> account.keeper().matches("(?s).*digest sent.*"));
        account.usualSettings();
    }

    /** The first log line of this test by which a function says that it could not, and why. */
    private JsonNode trouble(Removed grant, String function, String action) {
        JsonNode line =
                Account.await(
                        "a line about " + action + " in the log of " + function,
                        Account.PATIENCE,
                        () -> {
                            List<JsonNode> lines =
                                    account.outcomes(
                                            function,
                                            n ->
                                                    n.path("why").asText().contains(action)
                                                            && n.path("_aws")
                                                                            .path("Timestamp")
                                                                            .asLong()
                                                                    >= began);
                            assertThat(lines)
                                    .extracting(n -> n.path("outcome").asText())
                                    .isSubsetOf("retry", "error", "failed", "later");
                            return lines.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(lines.getFirst());
                        });
        assertThat(grant.awaitRefused())
                .anySatisfy(arn ->
                        assertThat(line.path("why").asText())
                                .contains(action + " on resource: " + arn + " because"));
        return line;
    }

    private static String table() {
        return "arn:aws:dynamodb:%s:%s:table/%s"
                .formatted(Account.REGION, Account.ID, account.ledger);
    }
}
