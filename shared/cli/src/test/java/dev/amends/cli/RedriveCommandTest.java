package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveCommandTest {
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

    @Test
    void nothingThereIsSaid() {
        terminal.run("redrive");

        assertThat(terminal.out().lines())
                .containsExactly("log-groups: no dead letters", "slack-out: no dead letters");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void eachLetterIsShownAndGoesBackMarked() throws BadJson {
        aws.queue("lg-dead").add(Records.ENVELOPE);
        aws.queue("lg-dead").add("no json \u001b[2J");

        terminal.run("redrive", "log-groups");

        assertThat(terminal.out().lines())
                .containsExactly(
                        "log-groups: 2 dead letters",
                        "  CreateLogGroup 2026-03-01T11:59:00Z /aws/lambda/orders",
                        "  unreadable: not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'): no json ?[2J",
                        "log-groups: 2 of 2 dealt with");
        assertThat(terminal.questions).containsExactly("Hand to log-groups?");
        assertThat(aws.queue("lg-dead")).isEmpty();
        Node first = Node.parse(aws.queue("lg").getFirst());
        assertThat(first.text("amends")).isEqualTo("redrive");
        assertThat(first.text("body")).isEqualTo(Records.ENVELOPE);
        assertThat(Node.parse(aws.queue("lg").getLast()).text("body"))
                .isEqualTo("no json \u001b[2J");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void aReportForSlackGoesBackAsItWas() {
        String report =
                "{\"amends\":\"report\",\"guardrail\":\"g\",\"state\":\"OPEN\",\"name\":\"/x\",\"key\":\"finding#g#1\"}";
        aws.queue("so-dead").add(report);

        terminal.run("redrive", "--yes");

        assertThat(terminal.out()).contains("  report g OPEN: /x", "slack-out: 1 of 1 dealt with");
        assertThat(aws.queue("so")).containsExactly(report);
    }

    @Test
    void moreThanAreShownAllGoBack() {
        for (int i = 0; i < 25; i++) {
            aws.queue("lg-dead").add(Records.RECORD);
        }
        terminal.run("redrive", "log-groups", "--yes");

        assertThat(terminal.out())
                .contains("25 dead letters", "  and 5 more", "25 of 25 dealt with");
        assertThat(aws.queue("lg-dead")).isEmpty();
        assertThat(aws.queue("lg")).hasSize(25);
    }

    @Test
    void aNoLeavesEverythingWhereItIs() {
        aws.queue("lg-dead").add(Records.RECORD);
        terminal.yes = false;

        terminal.run("redrive");

        assertThat(terminal.out()).contains("log-groups: left as they are");
        assertThat(aws.queue("lg-dead")).containsExactly(Records.RECORD);
        assertThat(aws.queue("lg")).isEmpty();
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void withoutATerminalEverythingIsShownAndNothingSent() {
        aws.queue("lg-dead").add(Records.RECORD);
        aws.queue("so-dead").add("{}");
        terminal.present = false;

        terminal.run("redrive");

        assertThat(terminal.out())
                .contains("log-groups: 1 dead letter", "slack-out: 1 dead letter");
        assertThat(terminal.err()).contains("nothing was sent").contains("--yes");
        assertThat(aws.queue("lg-dead")).hasSize(1);
        assertThat(aws.queue("so-dead")).hasSize(1);
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void aLetterThatFailsAgainStaysAndTheOthersGo() {
        aws.queue("lg-dead").add("poison");
        aws.queue("lg-dead").add(Records.RECORD);
        aws.refuseInvoking = "poison";

        terminal.run("redrive", "log-groups", "--yes");

        assertThat(terminal.out())
                .contains("log-groups: 1 of 2 dealt with")
                .contains("  left: id-r0: it fell over");
        assertThat(aws.queue("lg-dead")).containsExactly("poison");
        assertThat(aws.queue("lg")).hasSize(1);
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void theFunctionHasItBeforeItIsDeleted() {
        aws.queue("lg-dead").add(Records.RECORD);
        terminal.run("redrive", "log-groups", "--yes");

        assertThat(aws.calls).containsSubsequence("ReceiveMessage", "Invoke", "DeleteMessage");
    }

    @Test
    void aFunctionThatIsNotThereIsOneClearLine() {
        terminal.run("redrive", "log-group");

        assertThat(terminal.err().strip())
                .isEqualTo(
                        "amends: no function is called log-group; did you mean log-groups?; there are: log-groups, slack-out");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void whatIsNoChangeGoesBackAsItWasAndASecondLookAsItsRecord() throws BadJson {
        String nudge = "{\"amends\":\"nudge\",\"key\":\"finding#g#1\"}";
        assertThat(new DeadLetter(nudge).forGuardrail()).isEqualTo(nudge);
        String before = new DeadLetter(Records.RECORD).forGuardrail();
        assertThat(new DeadLetter(before).forGuardrail()).isEqualTo(before);
        String look =
                Node.write(
                        Map.of(
                                "amends",
                                "look",
                                "look",
                                2,
                                "origin",
                                "EVENT",
                                "record",
                                Records.RECORD));
        Node back = Node.parse(new DeadLetter(look).forGuardrail());
        assertThat(back.text("amends")).isEqualTo("redrive");
        assertThat(back.text("body")).isEqualTo(Records.RECORD);
        assertThat(new DeadLetter(look).about(World.installed()))
                .isEqualTo("CreateLogGroup 2026-03-01T11:59:00Z /aws/lambda/orders");
        assertThat(new DeadLetter(nudge).about(World.installed()))
                .isEqualTo("nudge for finding#g#1");
    }
}
