package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pause, resume and status. */
class StatusCommandsTest {
    @TempDir Path folder;
    private StubAws aws;
    private Terminal terminal;
    private GuardrailFunction function;

    @BeforeEach
    void start() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
        function = new GuardrailFunction(aws);
        terminal.whileWaiting = function::works;
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "guardrails: {log-group-no-retention: {mode: fix}}\n");
        terminal.run("settings", "apply", "--yes", file.toString());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void item(String key, String name, AttributeValue value) {
        aws.dynamo()
                .putItem(r ->
                        r.tableName(aws.table)
                                .item(Map.of("pk", AttributeValue.fromS(key), name, value)));
    }

    @Test
    void a_pause_works_at_once_unasked_and_ends_when_it_is_resumed() {
        terminal.run("pause", "2h", "--reason", "outage in payments");

        assertThat(terminal.out().lines())
                .containsExactly(
                        "Paused until 1 March 2026, 14:00 UTC: outage in payments. Nothing is changed but what you undo; what is found is held and judged afresh afterwards.",
                        "To end it before that: amends resume");
        assertThat(terminal.questions).isEmpty();
        assertThat(terminal.exit()).isZero();
        assertThat(function.makes("/new", Duration.ofMinutes(5)).state()).isEqualTo(State.PAUSED);
        assertThat(function.retention.get("/new")).isNull();

        terminal.run("resume");
        assertThat(terminal.out().lines())
                .containsExactly(
                        "Resumed. The pause would have lasted until 1 March 2026, 14:00 UTC (outage in payments).",
                        "1 held finding is judged afresh within the next minutes.");
        assertThat(terminal.exit()).isZero();
        assertThat(
                        new SettingsStore(aws.dynamo(), aws.table)
                                .inForce(GuardrailFunction.ID)
                                .paused(Terminal.NOW))
                .isNull();
        terminal.run("resume");
        assertThat(terminal.out().strip()).isEqualTo("Amends is not paused.");
    }

    @Test
    void another_pause_takes_the_place_of_the_first_and_says_so() {
        terminal.run("pause", "2h", "--reason", "one");
        terminal.run("pause", "30m", "--reason", "two");

        assertThat(terminal.out())
                .startsWith(
                        "This takes the place of the pause until 1 March 2026, 14:00 UTC (one), by arn:aws:iam::111122223333:user/ada.")
                .contains("Paused until 1 March 2026, 12:30 UTC: two.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause --reason r | Missing required parameter: 'TIME'",
                "pause 2h | say why with --reason TEXT",
                "pause 2 --reason r | the time to pause must be a number with m, h or d behind it",
                "pause 0m --reason r | a pause lasts from 1m to 7d",
                "pause 8d --reason r | a pause lasts from 1m to 7d",
                "pause 169h --reason r | a pause lasts from 1m to 7d",
                "pause -1h --reason r | Missing required parameter: 'TIME'",
            })
    void a_pause_that_cannot_be_is_one_line(String command, String said) {
        terminal.run(command.split(" ", -1));

        assertThat(terminal.err()).contains(said.strip()).hasLineCount(1);
        assertThat(terminal.exit()).isEqualTo(2);
        terminal.run("status");
        assertThat(terminal.out()).startsWith("Stack amends, us-east-1: not paused.");
    }

    @Test
    void a_pause_of_seven_days_is_the_longest() {
        terminal.run("pause", "7d", "--reason", "migration");

        assertThat(terminal.out()).startsWith("Paused until 8 March 2026, 12:00 UTC: migration.");
    }

    @Test
    void a_pause_that_cannot_be_read_is_said_and_resume_mends_it() {
        item("pause", "json", AttributeValue.fromS("{"));

        terminal.run("status");
        assertThat(terminal.out())
                .startsWith(
                        "Stack amends, us-east-1: there is a pause that cannot be read, so nothing is changed; end it with 'amends resume'.");
        terminal.run("resume");
        assertThat(terminal.out())
                .startsWith("Resumed. The pause could not be read, so it counted as one.");
        terminal.run("status");
        assertThat(terminal.out()).startsWith("Stack amends, us-east-1: not paused.");
    }

    /** The line of a guardrail that nothing has happened to. */
    private static boolean quiet(String line) {
        return !line.startsWith(GuardrailFunction.ID)
                && line.matches("[a-z-]+ +flag +0 +0 +0 +never");
    }

    @Test
    void status_of_a_new_installation_is_short() {
        terminal.run("status");

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines().filter(line -> !quiet(line)))
                .containsExactly(
                        "Stack amends, us-east-1: not paused.",
                        "Version 0.1.0, deployed and here.",
                        "",
                        "GUARDRAIL               MODE  OPEN  AWAITING  EXEMPT  LAST EVENT SEEN",
                        "log-group-no-retention  fix   0     0         0       never",
                        "",
                        "Nothing is exempt.");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void status_counts_and_names_what_is_exempt_and_until_when() throws BadJson {
        function.makes("/one", Duration.ofDays(400));
        function.makes("/two", Duration.ofDays(400));
        function.makes("/audit", Duration.ofDays(400));
        terminal.run("exempt", "--yes", function.id("/audit"), "--days", "2", "--reason", "audit");
        terminal.run(
                "exempt",
                "--yes",
                "--guardrail",
                GuardrailFunction.ID,
                "--names",
                "/ci/*",
                "--days",
                "7",
                "--reason",
                "short-lived");
        terminal.run("pause", "1h", "--reason", "outage");
        item(
                "seen#log-group-no-retention",
                "at",
                AttributeValue.fromN(
                        Long.toString(Terminal.NOW.minus(Duration.ofHours(3)).toEpochMilli())));
        aws.outputs.put("Version", "0.0.9");

        terminal.run("status");
        assertThat(terminal.out().lines().filter(line -> !quiet(line)))
                .containsExactly(
                        "Stack amends, us-east-1: PAUSED until 1 March 2026, 13:00 UTC by arn:aws:iam::111122223333:user/ada: outage",
                        "Version 0.0.9 is deployed, this command line is 0.1.0: deploy this version, or use that one's command line.",
                        "",
                        "GUARDRAIL               MODE  OPEN  AWAITING  EXEMPT  LAST EVENT SEEN",
                        "log-group-no-retention  fix   2     2         1       2026-03-01T09:00:00Z (3h ago)",
                        "",
                        "EXEMPT       GUARDRAIL               UNTIL                 WHY AND BY WHOM",
                        "names /ci/*  log-group-no-retention  2026-03-08T12:00:00Z  short-lived (arn:aws:iam::111122223333:user/ada)",
                        "/audit       log-group-no-retention  2026-03-03T12:00:00Z  audit (arn:aws:iam::111122223333:user/ada)");

        terminal.run("status", "--json");
        Node status = Node.parse(terminal.out());
        assertThat(status.text("deployedVersion")).isEqualTo("0.0.9");
        assertThat(status.text("pause", "reason")).isEqualTo("outage");
        Node one =
                status.at("guardrails").items().stream()
                        .filter(each -> GuardrailFunction.ID.equals(each.text("id")))
                        .findFirst()
                        .orElseThrow();
        assertThat(one.number("awaiting")).isEqualTo(2);
        assertThat(one.text("lastEventSeen")).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(one.at("exempt").items().getFirst().text("name")).isEqualTo("/audit");
        assertThat(one.at("exemptNames").items().getFirst().text("pattern")).isEqualTo("/ci/*");
    }
}
