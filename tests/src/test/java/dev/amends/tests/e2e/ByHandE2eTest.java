package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A person hands in a record: what happens is what the event would have done. */
class ByHandE2eTest extends E2e {

    @Test
    void samRemoteInvokeWithASampleDoesWhatTheEventWould() throws IOException {
        String group = Account.name("sam");
        account.createQuietly(group);

        Account.Ended ended =
                withSample(
                        group,
                        file ->
                                account.sam(
                                        "remote",
                                        "invoke",
                                        "LogGroupsFunction",
                                        "--stack-name",
                                        "amends",
                                        "--event-file",
                                        file.toString()));

        assertThat(ended.output())
                .contains("\"outcome\":\"fixed\"", group)
                // SAM takes the alias by itself.
                .doesNotContain("$LATEST");
        assertThat(ended.exit()).isZero();
        account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
    }

    /** The README's line, with the file as it lies there. */
    @Test
    void aSampleAsItIsShowsWhatItShowsInTheAccountItIsHandedInTo() throws IOException {
        String group = "/shop/checkout/audit";
        String[] line = {
            "remote",
            "invoke",
            "LogGroupsFunction",
            "--stack-name",
            "amends",
            "--event-file",
            account.root
                    .resolve("tests/events/log-group-no-retention/matching")
                    .resolve("create-by-iam-user-cli.json")
                    .toString()
        };

        assertThat(account.sam(line).output()).contains("\"outcome\":\"gone\"", Account.arn(group));

        account.createQuietly(group);
        Account.Ended ended = account.sam(line);
        assertThat(ended.output())
                .contains(
                        "\"outcome\":\"fixed\"",
                        "Set its retention to 30 days.",
                        Account.arn(group));
        assertThat(ended.exit()).isZero();
        assertThat(account.retention(group)).isEqualTo(30);
        account.logs.deleteLogGroup(r -> r.logGroupName(group));
    }

    @Test
    void amendsEventWithASampleDoesWhatTheEventWouldAndAmendsFindingsListsIt() throws IOException {
        String group = Account.name("by-hand");
        account.createQuietly(group);

        Account.Ended ended = withSample(group, file -> account.amends("event", file.toString()));

        assertThat(ended.output())
                .contains(
                        "log-group-no-retention: fixed "
                                + Account.arn(group)
                                + ": Set its retention to 30 days.");
        assertThat(ended.exit()).isZero();
        account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        Account.Ended findings = account.amends("findings", "--state", "fixed");
        assertThat(findings.exit()).isZero();
        assertThat(findings.output()).contains(group, "Set its retention to 30 days.");
    }

    @Test
    void whatTheButtonsDoTheCommandLineDoesByIamIdentity() {
        String group = Account.name("cli");
        account.settings("ask", 7);
        account.create(group);
        account.awaitFinding(group, "AWAITING");

        Account.Ended approved = account.amends("approve", "--yes", Account.arn(group));
        assertThat(approved.output()).contains("Set its retention to 30 days.", "arn:aws:iam::");
        assertThat(approved.exit()).isZero();
        assertThat(account.retention(group)).isEqualTo(30);

        Account.Ended undone = account.amends("undo", "--yes", Account.arn(group));
        assertThat(undone.exit()).isZero();
        assertThat(account.retention(group)).isNull();
        String card =
                Account.await(
                                "the card of " + group + " says so",
                                Account.PATIENCE,
                                () ->
                                        account.cards(group).stream()
                                                .filter(c ->
                                                        c.path("text")
                                                                .asText()
                                                                .startsWith("Undone"))
                                                .findFirst())
                        .path("text")
                        .asText();
        assertThat(card).contains("Undone, as arn:aws:iam::");
        account.usualSettings();
    }

    @Test
    void namesAreExemptAtTheCommandLineAndListedUntilThatIsEnded() {
        String group = Account.name("exempt-by-name");
        Account.Ended exempted =
                account.amends(
                        "exempt",
                        "--yes",
                        "--guardrail",
                        Account.GUARDRAIL,
                        "--names",
                        group + "*",
                        "--days",
                        "7",
                        "--reason",
                        "the auditors look at it");
        assertThat(exempted.output()).contains(group + "*");
        assertThat(exempted.exit()).isZero();

        account.create(group);
        account.awaitOutcome(group, "exempt");
        account.quiet();
        assertThat(account.retention(group)).isNull();
        assertThat(account.cards(group)).isEmpty();
        assertThat(account.amends("status").output()).contains(group + "*", "the auditors");

        Account.Ended ended =
                account.amends(
                        "exempt",
                        "--yes",
                        "--guardrail",
                        Account.GUARDRAIL,
                        "--names",
                        group + "*",
                        "--end");
        assertThat(ended.exit()).isZero();
        account.awaitFinding(group, "AWAITING");
    }

    @Test
    void whySaysWhatHappenedAndTheManifestIsOneThatSlackTakes() {
        String group = Account.name("why");
        account.create(group);
        account.awaitOutcome(group, "fixed");

        Account.Ended why = account.amends("why", Account.arn(group));
        assertThat(why.output()).contains("mode is fix", "Most likely:");
        assertThat(why.exit()).isZero();

        Account.Ended manifest = account.amends("slack", "url");
        assertThat(manifest.output())
                .contains(account.outputs.get("SlackRequestUrl"))
                .doesNotContain("REPLACE-ME.example.com");
        assertThat(account.manifest(manifest.output()).path("ok").asBoolean()).isTrue();
        assertThat(account.command("U0ANN00001", "status").path("ok").asBoolean()).isTrue();
    }

    @Test
    void aFileThatIsNoRecordIsRefusedInOneSentence() throws IOException {
        Path file = Files.createTempFile("e2e", ".json");
        Files.writeString(file, "{\"hello\": 1}");

        Account.Ended ended = account.amends("event", file.toString());

        Files.delete(file);
        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("is no CloudTrail record");
    }

    private static Account.Ended withSample(String group, Function<Path, Account.Ended> what)
            throws IOException {
        ObjectNode event = account.event("matching/create-by-iam-user-cli.json");
        Account.request(event).put("logGroupName", group);
        Path file = Files.createTempFile("e2e", ".json");
        try {
            Files.writeString(file, event.toString());
            return what.apply(file);
        } finally {
            Files.delete(file);
        }
    }
}
