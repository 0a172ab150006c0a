package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** AWS says no, not now, or nothing; messages nobody can read. */
class FailureE2eTest extends E2e {

    @AfterEach
    void asDeployed() {
        account.visibility(180);
    }

    @Test
    void twoCollisionsWithAnotherUpdateAreWaitedOut() {
        String group = Account.name("aborted");
        long before = account.mark();
        account.fault("PutRetentionPolicy", 2, "OperationAbortedException");

        account.create(group);

        account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
        assertThat(account.calls(before, "PutRetentionPolicy", group)).isEqualTo(3);
    }

    @Test
    void aThrottledWriteComesBackAndIsDoneLaterAndSaidOnce() {
        String group = Account.name("throttled");
        account.visibility(5);
        account.fault("PutRetentionPolicy", 1000, "ThrottlingException");

        account.create(group);

        JsonNode retry = awaitRetry(group);
        assertThat(retry.path("why").asText())
                .contains("could not set its retention to 30 days", "PutRetentionPolicy failed");
        assertThat(account.finding(group).path("state").asText()).isEqualTo("ACTING");
        assertThat(account.cards(group)).isEmpty();
        account.noFaults();
        account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
    }

    @Test
    void aWriteThatTheRoleMayNotMakeIsSaidWithWhatToDo() {
        String group = Account.name("denied");
        account.fault("PutRetentionPolicy", 1, "AccessDeniedException");

        account.create(group);

        account.awaitOutcome(group, "failed");
        String text =
                card(
                        "Could not be fixed",
                        group,
                        "Could not set its retention to 30 days: the role may not call logs:PutRetentionPolicy. Deploy with Powers that allow it, or do it by hand.");
        account.awaitCard(group, text);
        assertThat(account.retention(group)).isNull();
        assertThat(account.cardTexts(group)).containsExactly(text);
        assertThat(account.finding(group).path("state").asText()).isEqualTo("FAILED");
    }

    @Test
    void aReadThatTheRoleMayNotMakeIsOneFindingAndOneCardHoweverManyGroups() {
        String permission = "logs:DescribeLogGroups";
        account.fault("DescribeLogGroups", 1000, "AccessDeniedException");
        List<String> groups =
                Stream.of("unreadable-1", "unreadable-2", "unreadable-3")
                        .map(Account::name)
                        .toList();

        for (String group : groups) {
            account.createQuietly(group);
            JsonNode line =
                    account.awaitHandled(
                            account.send(account.record("CreateLogGroup", group, Instant.now())));
            assertThat(line.path("outcome").asText()).isIn("failed", "duplicate");
            assertThat(account.finding(group).isMissingNode()).isTrue();
        }

        account.quiet();
        JsonNode finding = account.findingOf("permission:" + permission);
        assertThat(finding.path("state").asText()).isEqualTo("FAILED");
        assertThat(finding.path("sentence").asText())
                .startsWith("Amends may not call logs:DescribeLogGroups");
        assertThat(account.cards(permission)).hasSize(1);
    }

    @Test
    void whatNobodyCanReadEndsWithTheDeadLettersAndStaysThereAndTheGoodOneComesBackAsAQuestion() {
        account.visibility(2);
        String group = Account.name("dead-letter");
        String junk = account.send("this is no record");
        String big = account.send("{\"detail\": \"" + "x".repeat(256 * 1024 - 40) + "\"}");
        ObjectNode noTime = account.record("CreateLogGroup", group, Instant.now());
        ((ObjectNode) noTime.get("detail")).putArray("eventTime");
        String wrongTime = account.send(noTime);
        account.fault("DescribeLogGroups", 1000, "ServiceUnavailableException");
        account.createQuietly(group);
        String good = account.send(account.record("CreateLogGroup", group, Instant.now()));

        for (String message : List.of(junk, big, wrongTime)) {
            assertThat(account.awaitHandled(message).path("outcome").asText())
                    .isEqualTo("unreadable");
        }
        Account.awaitTrue(
                "four dead letters, not " + account.waiting(account.deadLetters),
                () -> account.waiting(account.deadLetters) == 4);
        assertThat(account.awaitHandled(good).path("outcome").asText()).isEqualTo("retry");
        assertThat(account.cards(group)).isEmpty();
        account.noFaults();

        Account.Ended redrive = account.amends("redrive", "--yes", "log-groups");

        assertThat(redrive.output())
                .contains(
                        "log-groups: 4 dead letters",
                        group,
                        "unreadable",
                        "log-groups: 1 of 4 dealt with",
                        ": unreadable: not JSON");
        assertThat(redrive.exit()).isNotZero();
        account.awaitOutcome(group, "asked");
        String text =
                card(
                        "Waits for a decision",
                        group,
                        "Amends would set its retention to 30 days, and asks first: this was not seen as it happened.");
        Account.awaitTrue("a card", () -> account.cardTexts(group).contains(text));
        assertThat(account.retention(group)).isNull();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("AWAITING");
        // The other three are still unreadable and stay where they were.
        Account.awaitTrue("three dead letters", () -> account.waiting(account.deadLetters) == 3);
        account.purge(account.deadLetters);
        assertThat(account.cardTexts(group)).containsExactly(text);
    }

    /** The alarm looks at the queue once a minute, which is why this is left to the proof. */
    @Tag("proof")
    @Test
    void aDeadLetterRingsTheAlarm() {
        account.visibility(2);
        account.send("this is no record");
        Account.awaitTrue("a dead letter", () -> account.waiting(account.deadLetters) == 1);

        alarm();

        account.purge(account.deadLetters);
    }

    private static void alarm() {
        String name = account.physical("LogGroupsDeadLettersAlarm");
        Account.await(
                "alarm " + name + " rings",
                Duration.ofSeconds(150),
                () ->
                        Optional.of(
                                        account.aws(
                                                        "cloudwatch",
                                                        "describe-alarms",
                                                        "--alarm-names",
                                                        name,
                                                        "--query",
                                                        "MetricAlarms[0].StateValue",
                                                        "--output",
                                                        "text")
                                                .output()
                                                .strip())
                                .filter("ALARM"::equals));
    }

    private static JsonNode awaitRetry(String group) {
        return Account.await(
                "a retry of " + group,
                Account.PATIENCE,
                () ->
                        account
                                .outcomes(
                                        "LogGroupsFunction",
                                        n ->
                                                n.path("outcome").asText().equals("retry")
                                                        && n.path("why").asText().contains(group))
                                .stream()
                                .findFirst());
    }
}
