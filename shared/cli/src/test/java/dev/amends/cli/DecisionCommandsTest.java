package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that decide, with the function that carries it out on the same ledger. */
class DecisionCommandsTest {
    private static final String ADA = "arn:aws:iam::111122223333:user/ada";
    private static final Duration OLD = Duration.ofDays(400);
    private static final Duration NEW = Duration.ofMinutes(5);

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
        settings("fix");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void settings(String mode) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "guardrails: {log-group-no-retention: {mode: %s}}\n".formatted(mode));
        terminal.run("settings", "apply", "--yes", file.toString());
        assertThat(terminal.exit()).isZero();
    }

    private State state(String name) {
        return function.finding(name).state();
    }

    @Test
    void an_approval_is_shown_asked_carried_out_and_said() {
        assertThat(function.makes("/old", OLD).state()).isEqualTo(State.AWAITING);
        String id = function.id("/old");

        terminal.run("approve", id);

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines())
                .containsExactly(
                        id + "  awaiting  /old  log-group-no-retention",
                        "  " + shown("/old"),
                        "  It would set its retention to 30 days:",
                        "    retentionInDays: not set -> 30",
                        "  It can be undone for 30 days. What undoing does not bring back: log lines older than 30 days would be deleted.",
                        id + "  fixed: Set its retention to 30 days. " + ADA + " approved it.");
        assertThat(terminal.questions).containsExactly("Approve it?");
        assertThat(terminal.exit()).isZero();
        assertThat(function.retention.get("/old")).isEqualTo(30);
        assertThat(function.finding("/old").decided().by()).isEqualTo(ADA);
        assertThat(function.finding("/old").decided().user()).isEmpty();
    }

    /** The finding's text as it was when it was shown: that of its first step. */
    private String shown(String name) {
        Finding finding = function.finding(name);
        String first = finding.history().getFirst();
        return finding.seen().sentence() + " " + first.substring(first.indexOf(": ") + 2);
    }

    @Test
    void a_finding_is_found_by_key_by_any_clear_beginning_of_its_hash_and_by_arn() {
        function.makes("/a", OLD);
        Finding a = function.finding("/a");
        for (String given :
                List.of(
                        a.key(),
                        FindingLookup.hash(a),
                        FindingLookup.hash(a).substring(0, 4),
                        GuardrailFunction.arn("/a"),
                        GuardrailFunction.arn("/a") + ":*")) {
            terminal.run("look", "--yes", given);

            assertThat(terminal.out()).as(given).contains("  /a  log-group-no-retention");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xyz | xyz is no finding: give an id as 'amends findings' prints it",
                "0000000000 | there is no finding 0000000000 here; 'amends findings --all' lists them",
                "finding#log-group-no-retention#00 | there is no finding finding#log-group-no-retention#00 here",
                "arn:aws:logs:us-east-1:111122223333:log-group:/none | there is no finding arn:aws:logs",
                "arn:aws:s3:::bucket | there is no finding arn:aws:s3:::bucket here",
                "arn:x | there is no finding arn:x here",
            })
    void what_is_no_finding_is_one_clear_line(String given, String said) {
        for (String command : List.of("approve", "undo", "look")) {
            terminal.run(command, "--yes", given);

            assertThat(terminal.err()).startsWith("amends: " + said).hasLineCount(1);
            assertThat(terminal.exit()).isEqualTo(2);
        }
    }

    @Test
    void a_beginning_that_fits_several_is_not_guessed_about() {
        Map<String, String> byStart = new HashMap<>();
        String one = "";
        String other = null;
        for (int i = 0; other == null; i++) {
            one = "/group-" + i;
            String key = GuardrailFunction.key(one);
            other = byStart.put(key.substring(key.lastIndexOf('#') + 1).substring(0, 4), one);
        }
        String start = FindingLookup.hash(function.makes(one, OLD)).substring(0, 4);
        function.makes(other, OLD);

        terminal.run("approve", "--yes", start);

        assertThat(terminal.err())
                .startsWith("amends: %s is not clear, it fits 2 findings: ".formatted(start))
                .contains(one + ")", other + ")", "; give more of the id");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(aws.queue("lg")).isEmpty();
    }

    @Test
    void a_guardrail_that_is_not_there_is_one_clear_line() {
        terminal.run("approve", "--guardrail", "log-group-no-retenton", "00000000");

        assertThat(terminal.err().strip())
                .startsWith(
                        "amends: no guardrail is called log-group-no-retenton; did you mean log-group-no-retention?; there are: ")
                .contains(", log-group-no-retention");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void a_no_and_a_missing_terminal_decide_nothing() {
        function.makes("/old", OLD);
        terminal.yes = false;
        terminal.run("approve", function.id("/old"));
        assertThat(terminal.err().strip()).isEqualTo("amends: nothing was decided");
        assertThat(terminal.exit()).isEqualTo(1);

        terminal.present = false;
        terminal.run("approve", function.id("/old"));
        assertThat(terminal.err()).contains("there is no terminal to ask at; give --yes");
        assertThat(terminal.exit()).isEqualTo(1);
        function.works();
        assertThat(state("/old")).isEqualTo(State.AWAITING);
    }

    @Test
    void what_cannot_be_decided_is_told_what_can() {
        function.makes("/new", NEW);
        String id = function.id("/new");
        assertThat(state("/new")).isEqualTo(State.FIXED);

        terminal.run("approve", "--yes", id);
        assertThat(terminal.out())
                .contains("Not possible: it is fixed. Possible: amends undo " + id + ".");
        terminal.run("look", "--yes", id);
        assertThat(terminal.out()).contains("Not possible: it is fixed.");
        assertThat(terminal.err().strip()).isEqualTo("amends: nothing was decided");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(aws.queue("lg")).isEmpty();

        terminal.now = Terminal.NOW.plus(Duration.ofDays(31));
        terminal.run("undo", "--yes", id);
        assertThat(terminal.out())
                .contains(
                        "Not possible: a fix can be undone for 30 days, and that time is over. There is nothing to decide about it.");
    }

    @Test
    void an_approval_after_its_time_is_refused_before_anything_is_written() {
        function.makes("/old", OLD);
        terminal.now = Terminal.NOW.plus(Duration.ofHours(25));

        terminal.run("approve", "--yes", function.id("/old"));

        assertThat(terminal.out())
                .contains("Not possible: the time to approve it is over. Possible: amends exempt");
        assertThat(aws.queue("lg")).isEmpty();
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void of_several_those_that_can_be_are_decided_and_the_others_are_said() {
        function.makes("/old", OLD);
        function.makes("/new", NEW);

        terminal.run("approve", "--yes", function.id("/old"), function.id("/new"));

        assertThat(terminal.out()).contains("  Not possible: it is fixed.");
        assertThat(state("/old")).isEqualTo(State.FIXED);
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void what_the_function_refuses_is_said_with_exit_code_1() {
        function.makes("/old", OLD);
        terminal.run("pause", "2h", "--reason", "outage");
        terminal.run("approve", "--yes", function.id("/old"));

        assertThat(terminal.out())
                .contains(
                        "  not carried out: Amends is paused until 1 March 2026, 14:00 UTC (outage).");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(state("/old")).isEqualTo(State.AWAITING);
    }

    @Test
    void an_approval_of_what_was_shown_does_not_apply_to_what_is_there_now() {
        function.makes("/old", OLD);
        terminal.whileAsked =
                () -> {
                    // Deleted and made again while the person reads.
                    function.created.put("/old", Terminal.NOW.minus(Duration.ofDays(300)));
                };

        terminal.run("approve", function.id("/old"));

        assertThat(function.retention.get("/old")).isNull();
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.out()).contains("  awaiting: ");
    }

    @Test
    void what_its_owner_put_right_meanwhile_is_said_as_it_is() {
        function.makes("/old", OLD);
        terminal.whileAsked = () -> function.retention.put("/old", 7);

        terminal.run("approve", function.id("/old"));

        assertThat(terminal.out()).contains("  resolved: Put right by its owner.");
        assertThat(function.retention.get("/old")).isEqualTo(7);
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void a_function_that_does_not_answer_is_waited_for_a_minute_and_without_no_wait_only() {
        function.makes("/old", OLD);
        terminal.whileWaiting = () -> {};

        terminal.run("approve", "--yes", function.id("/old"));
        assertThat(terminal.out()).contains("  not carried out within 60 s. It stays written down");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.waited).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));

        terminal.waited = Duration.ZERO;
        terminal.run("approve", "--yes", "--no-wait", function.id("/old"));
        assertThat(terminal.out()).endsWith("Decided. The guardrail's function carries it out.\n");
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.waited).isZero();
        function.works();
        assertThat(state("/old")).isEqualTo(State.FIXED);
    }

    @Test
    void the_nudge_names_a_decision_that_is_written_down() throws BadJson {
        function.makes("/old", OLD);
        Finding finding = function.finding("/old");
        terminal.run("approve", "--yes", "--no-wait", finding.key());

        Node nudge = Node.parse(aws.queue("lg").getFirst());
        assertThat(nudge.text("amends")).isEqualTo("nudge");
        assertThat(nudge.text("why")).isEqualTo("decided");
        Decisions decisions = new Decisions(aws.dynamo(), aws.table);
        Decision decision = decisions.find(nudge.textOr("", "key"));
        assertThat(decision.key()).matches("decision#log-group-no-retention#[0-9a-f]{32}");
        assertThat(decision.scope())
                .isEqualTo(
                        new Decision.One(
                                finding.key(),
                                finding.episode(),
                                finding.seen().incarnation(),
                                finding.seen().fingerprint()));
        assertThat(decisions.pending(decision.key())).isTrue();
        function.works();
        assertThat(decisions.pending(decision.key())).isFalse();
    }

    @Test
    void a_nudge_that_is_lost_is_said_and_the_decision_stays() {
        function.makes("/old", OLD);
        aws.refuseInvoking = "nudge";

        terminal.run("approve", "--yes", "--no-wait", function.id("/old"));

        assertThat(terminal.err())
                .startsWith(
                        "It is written down, but its function could not carry it out yet (it fell over)");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void an_undo_brings_back_what_was_there() {
        function.makes("/new", NEW);
        String id = function.id("/new");

        terminal.run("undo", id);

        assertThat(terminal.out())
                .contains(
                        "  It would bring back what was there before:",
                        "    retentionInDays: 30 -> not set",
                        id + "  undone: Undone, as " + ADA + " asked");
        assertThat(terminal.questions).containsExactly("Undo it?");
        assertThat(function.retention.get("/new")).isNull();
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void an_undo_of_what_somebody_changed_since_is_refused_and_theirs_stands() {
        function.makes("/new", NEW);
        function.retention.put("/new", 90);

        terminal.run("undo", "--yes", function.id("/new"));

        assertThat(terminal.out()).contains("it is no longer as Amends left it");
        assertThat(function.retention.get("/new")).isEqualTo(90);
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void a_bad_night_is_listed_asked_about_once_and_taken_back() {
        function.now = Terminal.NOW.minus(Duration.ofHours(20));
        function.makes("/before", NEW);
        function.now = Terminal.NOW.minus(Duration.ofHours(3));
        function.makes("/night-1", NEW);
        function.makes("/night-2", NEW);
        function.now = Terminal.NOW;

        terminal.run("undo", "--since", "8h");

        assertThat(terminal.out())
                .startsWith(
                        "Fixed since 1 March 2026, 04:00 UTC: 2 that can be undone, 0 that cannot.")
                .contains("  /night-1  Set its retention", "  /night-2  Set its retention")
                .contains(function.id("/night-1") + "  undone: ")
                .contains(function.id("/night-2") + "  undone: ")
                .doesNotContain("/before");
        assertThat(terminal.questions).containsExactly("Undo these 2?");
        assertThat(terminal.exit()).isZero();
        assertThat(state("/before")).isEqualTo(State.FIXED);

        terminal.run("undo", "--since", "8h", "--guardrail", GuardrailFunction.ID);
        assertThat(terminal.out().strip())
                .isEqualTo("Nothing was fixed since 1 March 2026, 04:00 UTC.");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void a_bad_night_taken_back_leaves_out_what_somebody_approved_unless_asked() {
        function.makes("/old", OLD);
        terminal.run("approve", "--yes", function.id("/old"));
        function.makes("/new", NEW);

        terminal.run("undo", "--since", "8h", "--yes");

        assertThat(terminal.out())
                .startsWith(
                        "Fixed since 1 March 2026, 04:00 UTC: 1 that can be undone, 0 that cannot.")
                .contains(
                        "1 that somebody approved stays; --approved takes back what people approved, too:");
        assertThat(state("/new")).isEqualTo(State.UNDONE);
        assertThat(state("/old")).isEqualTo(State.FIXED);

        terminal.run("undo", "--since", "8h", "--approved", "--yes");

        assertThat(state("/old")).isEqualTo(State.UNDONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "undo --approved 00000000 | --approved goes with --since",
                "undo --since yesterday | --since must be a time such as 2026-03-01T22:00:00Z",
                "undo --since 2026-13-01 | --since must be a time such as 2026-03-01T22:00:00Z",
                "undo --since 2026-03-02 | --since must be in the past, and 2026-03-02 is not",
                "undo --since 8h 00000000 | Unmatched argument at index 3: '00000000'",
                "undo | Error: Missing required argument",
                "approve | Missing required parameter: 'FINDING'",
                "exempt | name either findings, or --guardrail and --names",
                "exempt --names a* --days 7 --reason r | --names needs --guardrail",
                "exempt 00000000 --names a* --guardrail g | name either findings",
                "exempt 00000000 --days 7 | say why with --reason TEXT",
                "exempt 00000000 --reason r | say how long: either --until DAY or --days N",
                "exempt 00000000 --reason r --days 7 --until 2026-04-01 | say how long: either",
                "exempt 00000000 --reason r --days 0 | an exemption ends in the future, at most 366 days",
                "exempt 00000000 --reason r --days 367 | an exemption ends in the future, at most 366 days",
                "exempt 00000000 --reason r --until 2026-02-28 | an exemption ends in the future",
                "exempt 00000000 --reason r --until tomorrow | --until must be a day such as 2026-12-31",
                "exempt 00000000 --end --reason r | --end goes without --until, --days and --reason",
                "exempt --guardrail log-group-no-retention --names * --days 7 --reason r | --names * is everything",
            })
    void wrong_use_is_one_line_and_decides_nothing(String command, String said) {
        terminal.run(command.split(" ", -1));

        assertThat(terminal.err()).contains(said.strip()).hasLineCount(1);
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(aws.queue("lg")).isEmpty();
    }

    @Test
    void an_exempt_finding_is_left_alone_until_the_day_and_can_be_ended() {
        function.makes("/old", OLD);
        String id = function.id("/old");

        terminal.run("exempt", id, "--until", "2026-03-31", "--reason", "audit");
        assertThat(terminal.out())
                .contains(
                        "  It would be left alone until 31 March 2026, 23:59 UTC: audit.",
                        id + "  exempt: Left alone until 31 March 2026, 23:59 UTC: audit");
        assertThat(terminal.exit()).isZero();

        terminal.run("exempt", "--end", id);
        assertThat(terminal.out()).contains("  The exemption would end;", id + "  awaiting: ");
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.questions).containsExactly("Exempt it?", "Look again at it?");
    }

    @Test
    void names_are_exempted_those_to_come_included_and_ended_again() {
        function.makes("/ci/one", OLD);
        function.makes("/app", OLD);
        String[] exempt = {
            "exempt",
            "--guardrail",
            GuardrailFunction.ID,
            "--names",
            "/ci/*",
            "--days",
            "7",
            "--reason",
            "short-lived"
        };

        terminal.run(exempt);

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines())
                .containsExactly(
                        "log-group-no-retention: resources with names like /ci/* would be left alone until 8 March 2026, 12:00 UTC: short-lived.",
                        "1 open finding has such a name:",
                        "  /ci/one",
                        "Left alone until 8 March 2026, 12:00 UTC. Open findings with such a name follow one by one.");
        assertThat(terminal.exit()).isZero();
        function.works();
        assertThat(state("/ci/one")).isEqualTo(State.EXEMPT);
        assertThat(state("/app")).isEqualTo(State.AWAITING);
        assertThat(function.makes("/ci/two", NEW).state()).isEqualTo(State.EXEMPT);

        terminal.run("look", "--yes", function.id("/ci/one"));
        terminal.run("exempt", "--end", "--yes", function.id("/ci/one"));
        assertThat(terminal.err())
                .contains(
                        "/ci/one is exempt by its name; end that with: amends exempt --end --guardrail log-group-no-retention --names '/ci/*'");
        assertThat(terminal.exit()).isEqualTo(1);

        terminal.run("exempt", "--end", "--guardrail", GuardrailFunction.ID, "--names", "/cd/*");
        assertThat(terminal.err()).contains("no exemption of names like /cd/*; there are: /ci/*");
        assertThat(terminal.exit()).isEqualTo(2);

        terminal.run(
                "exempt",
                "--end",
                "--yes",
                "--guardrail",
                GuardrailFunction.ID,
                "--names",
                "/ci/*");
        assertThat(terminal.out()).contains("Ended. What it covered is looked at again now.");
        assertThat(terminal.exit()).isZero();
        function.works();
        assertThat(state("/ci/one")).isEqualTo(State.AWAITING);
    }

    @Test
    void findings_shows_ids_ends_and_what_can_be_decided_and_json_who_decided() throws BadJson {
        function.makes("/old", OLD);
        terminal.run("exempt", "--yes", function.id("/old"), "--days", "30", "--reason", "audit");

        terminal.run("findings", "--state", "exempt");
        assertThat(terminal.out().lines().findFirst().orElseThrow())
                .matches("ID +STATE +AGE +UNTIL +CAN +RESOURCE +GUARDRAIL +WHAT");
        assertThat(terminal.out())
                .containsPattern(
                        function.id("/old")
                                + "  exempt  0m   2026-03-31T12:00:00Z  look  /old      log-group");
        terminal.run("findings", "--state", "exempt", "--json");
        Node decided = Node.parse(terminal.out()).items().getFirst().at("decided");
        assertThat(decided.text("by")).isEqualTo(ADA);
        assertThat(decided.text("reason")).isEqualTo("audit");
        assertThat(decided.text("kind")).isEqualTo("EXEMPT");
    }
}
