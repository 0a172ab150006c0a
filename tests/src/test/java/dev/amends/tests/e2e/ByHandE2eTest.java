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
