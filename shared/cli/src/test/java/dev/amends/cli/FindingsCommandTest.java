package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class FindingsCommandTest {
    private StubAws aws;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void found(String name, Step step, Duration ago) {
        Instant at = Terminal.NOW.minus(ago);
        Cause cause =
                new Cause("e", "CreateLogGroup", at, "ada", "arn:ada", Tool.OTHER, Origin.EVENT);
        Move move =
                Move.of(
                                new Subject(
                                        "log-group-no-retention",
                                        "title",
                                        "page",
                                        new Target(
                                                "111122223333", "us-east-1", "arn:" + name, name)),
                                step,
                                "worker",
                                at,
                                "Nothing was done.")
                        .seeing(
                                new Seen(
                                        "i",
                                        "f",
                                        Severity.LOW,
                                        name + " has no retention.",
                                        null,
                                        null,
                                        null,
                                        cause,
                                        null));
        assertThat(new Ledger(aws.dynamo(), aws.table).take(null, move))
                .isInstanceOf(Answer.Moved.class);
    }

    private static String id(String name) {
        String key =
                Keys.finding("log-group-no-retention", "111122223333", "us-east-1", "arn:" + name);
        return key.substring(key.lastIndexOf('#') + 1).substring(0, 8);
    }

    @Test
    void nothingOpenIsSaid() {
        terminal.run("findings");

        assertThat(terminal.out().strip()).isEqualTo("Nothing open.");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void whatIsOpenIsATableNewestFirst() {
        found("/old", Step.FLAG, Duration.ofDays(3));
        found("/new-group", Step.ASK, Duration.ofMinutes(4));
        found("/unsure", Step.UNSURE, Duration.ofHours(5));

        terminal.run("findings");

        assertThat(terminal.out().lines())
                .containsExactly(
                        "ID        STATE     AGE  UNTIL  CAN     RESOURCE    GUARDRAIL               WHAT",
                        id("/new-group")
                                + "  awaiting  4m   -      exempt  /new-group  log-group-no-retention  /new-group has no retention. Nothing was done.",
                        id("/unsure")
                                + "  unknown   5h   -      look    /unsure     log-group-no-retention  /unsure has no retention. Nothing was done.",
                        id("/old")
                                + "  open      3d   -      exempt  /old        log-group-no-retention  /old has no retention. Nothing was done.");
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void whatWasApprovedAndHasNoOutcomeYetIsSaidToBeApproved() {
        found("/orders", Step.ASK, Duration.ofMinutes(4));
        Finding finding =
                new Ledger(aws.dynamo(), aws.table)
                        .find(
                                Keys.finding(
                                        "log-group-no-retention",
                                        "111122223333",
                                        "us-east-1",
                                        "arn:/orders"));
        Decisions decisions = new Decisions(aws.dynamo(), aws.table);
        String key = Keys.decision("log-group-no-retention", "token");
        decisions.record(
                new Decision(
                        key,
                        Decision.Kind.FIX,
                        "log-group-no-retention",
                        Decision.One.of(finding),
                        "Ann (U1)",
                        "U1",
                        Terminal.NOW.minusSeconds(30),
                        null,
                        ""));

        terminal.run("findings");
        assertThat(terminal.out()).contains(id("/orders") + "  approved  4m   -      -    /orders");

        decisions.done(key);
        terminal.run("findings");
        assertThat(terminal.out())
                .contains(id("/orders") + "  awaiting  4m   -      exempt  /orders");
    }

    @Test
    void onlyTheStatesAskedForAreListed() {
        found("/a", Step.FLAG, Duration.ofMinutes(1));
        found("/b", Step.ASK, Duration.ofMinutes(1));

        terminal.run("findings", "--state", "awaiting,held");

        assertThat(terminal.out()).contains("/b").doesNotContain("/a ");
        terminal.run("findings", "--state", "gone");
        assertThat(terminal.out().strip()).isEqualTo("Nothing in this state.");
        terminal.run("findings", "--state", "opn");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).startsWith("amends: Invalid value for option '--state'");
        terminal.run("findings", "--state", "open", "--all");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void moreThanTheLimitIsSaidAndNotHidden() {
        for (int i = 0; i < 4; i++) {
            found("/group-" + i, Step.FLAG, Duration.ofMinutes(i));
        }
        terminal.run("findings", "--limit", "3");

        assertThat(terminal.out().lines()).hasSize(4);
        assertThat(terminal.out()).doesNotContain("/group-3");
        assertThat(terminal.err()).contains("There are more: open; raise --limit to see them.");
        terminal.run("findings", "--limit", "4");
        assertThat(terminal.out().lines()).hasSize(5);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void aNameCannotMoveTheCursorOrHideText() throws BadJson {
        found("/a\u001b[2J\r\n\u202e\u2028x\u009b", Step.FLAG, Duration.ofMinutes(1));

        terminal.run("findings");
        assertThat(terminal.out()).contains("/a?[2J????x?");
        assertThat(terminal.out().lines()).hasSize(2);

        terminal.run("findings", "--json");
        assertThat(terminal.out()).doesNotContain("\u001b", "\u202e", "\u2028", "\u009b");
        assertThat(Node.parse(terminal.out()).items().getFirst().text("name"))
                .isEqualTo("/a\u001b[2J\r\n\u202e\u2028x\u009b");
    }

    @Test
    void jsonOfNothingIsAnEmptyList() {
        terminal.run("findings", "--json", "--all");

        assertThat(terminal.out().strip()).isEqualTo("[]");
    }

    @Test
    void anItemOfAnotherVersionDoesNotHideTheRest() {
        found("/a", Step.FLAG, Duration.ofMinutes(1));
        aws.dynamo()
                .putItem(r ->
                        r.tableName(aws.table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("finding#x#y"),
                                                "state", AttributeValue.fromS("OPEN"),
                                                "updatedAt", AttributeValue.fromN("1"),
                                                "doc", AttributeValue.fromS("{}"))));

        terminal.run("findings");

        assertThat(terminal.out()).contains("/a has no retention.");
        assertThat(terminal.err()).contains("An item cannot be read and is left out: finding#x#y");
    }
}
