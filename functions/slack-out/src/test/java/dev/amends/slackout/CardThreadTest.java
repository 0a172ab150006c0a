package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the card does not tell is said once, below it. */
class CardThreadTest extends SlackScene {
    private final Instant ends = Instant.now().plus(Duration.ofHours(4));

    @Test
    void a_failure_is_said_below_the_card_once() throws Exception {
        asked();
        take(move(Step.APPROVE, "About to."));
        take(move(Step.FAILED, "Could not: the role may not call x."));
        report();
        report();
        assertThat(replies()).containsExactly("Could not: the role may not call x.");
        assertThat(buttons(cards().getFirst())).containsExactly("fix", "exempt", "look", "why");
    }

    @Test
    void what_slack_did_not_take_is_said_later_and_the_rest_not_twice() throws Exception {
        asked();
        take(move(Step.NOTE, "The approval was not carried out: one.").decided(decided("one")));
        take(move(Step.NOTE, "The approval was not carried out: two.").decided(decided("two")));
        report();
        assertThat(replies())
                .containsExactly(
                        "The approval was not carried out: one.",
                        "The approval was not carried out: two.");
        take(move(Step.NOTE, "The approval was not carried out: three.").decided(decided("three")));
        slack.fault(Map.of("method", "chat.postMessage", "status", 500));
        assertThat(report().why()).isEqualTo("Slack answered 500; the keeper brings it back");
        assertThat(report().why()).isEqualTo("card told");
        assertThat(replies())
                .hasSize(3)
                .last()
                .isEqualTo("The approval was not carried out: three.");
        assertThat(ledger.find(key).unsaid()).isFalse();
    }

    @Test
    void an_undo_that_failed_is_said_though_the_finding_is_as_fixed_as_before() throws Exception {
        take(move(Step.FIX, "About to."));
        take(move(Step.DONE, "Set its retention to 30 days."));
        report();
        take(move(Step.UNDO, "About to bring it back.").with(undo()));
        take(move(Step.FAILED, "Could not bring it back: the role may not call x.").with(undo()));
        report();
        assertThat(replies()).containsExactly("Could not bring it back: the role may not call x.");
        assertThat(cards().getFirst().text("text")).startsWith("Fixed: ");
        assertThat(cards().getFirst().at("blocks").toString())
                .contains("*What was changed*\\n```retentionInDays: not set → 30```");
    }

    @Test
    void the_end_of_an_exemption_is_announced_to_everybody() throws Exception {
        asked();
        Decided decided =
                new Decided(
                        "decision#log-group-no-retention#x",
                        Decision.Kind.EXEMPT,
                        "Ann",
                        "U0ANN00001",
                        Findings.AT,
                        "The audit needs it.",
                        "");
        take(
                move(Step.EXEMPT, "Left alone until then: The audit needs it.")
                        .lasting(new Term(Findings.AT, ends))
                        .decided(decided));
        report();
        assertThat(cards().getFirst().at("blocks").toString())
                .contains("*Exempt until* <!date^", "*Exempted by* <@U0ANN00001>, <!date^")
                .contains("*Reason:* The audit needs it.");
        assertThat(buttons(cards().getFirst())).containsExactly("look", "why");
        take(move(Step.REMIND, "Left alone until then: The audit needs it."));
        report();
        assertThat(http.broadcast())
                .singleElement()
                .asString()
                .startsWith(
                        "<@U0ANN00001> <!subteam^S0PLATFRM1> The exemption of `/aws/lambda/orders` ends <!date^")
                .endsWith("After that Amends looks at it again.");
    }

    @Test
    void without_a_second_channel_what_nobody_decided_is_said_below_the_card() throws Exception {
        settings(SETTINGS.replace("\"escalation\":\"#amends-escalation\",", ""));
        take(
                Findings.move("/aws/lambda/orders", Step.ASK, "f1", Tool.CLI, null)
                        .lasting(new Term(Findings.AT, Findings.AT.plusSeconds(60))));
        report();
        take(
                Move.of(
                        Findings.subject("/aws/lambda/orders"),
                        Step.EXPIRE,
                        "worker",
                        Findings.AT.plusSeconds(60),
                        "Nobody decided within a minute."));
        report();
        report();
        assertThat(http.broadcast())
                .containsExactly(
                        "<@U0ANN00001> <!subteam^S0PLATFRM1> `/aws/lambda/orders`: Nobody decided within a minute.");
    }

    @Test
    void a_decision_that_was_not_carried_out_is_said_with_its_reason() throws Exception {
        asked();
        Decided decided =
                new Decided(
                        "decision#log-group-no-retention#t",
                        Decision.Kind.FIX,
                        "Ann",
                        "U0ANN00001",
                        Findings.AT,
                        "",
                        "Amends is paused.");
        take(move(Step.NOTE, "The approval was not carried out: paused.").decided(decided));
        report();
        assertThat(replies()).containsExactly("The approval was not carried out: paused.");
        assertThat(cards().getFirst().at("blocks").toString())
                .contains("*Not carried out:* the approval that <@U0ANN00001> asked for (<!date^")
                .contains("Amends is paused.");
    }

    @Test
    void approvers_are_reminded_before_it_lapses_and_everybody_sees_it() throws Exception {
        asked();
        take(move(Step.REMIND, "Left alone for now."));
        report();
        assertThat(http.broadcast()).isEqualTo(replies());
        assertThat(replies())
                .singleElement()
                .asString()
                .startsWith(
                        "<@U0ANN00001> <!subteam^S0PLATFRM1> `/aws/lambda/orders` still waits for a decision.");
    }

    @Test
    void what_nobody_decided_goes_to_the_second_channel_once() throws Exception {
        take(
                Findings.move("/aws/lambda/orders", Step.ASK, "f1", Tool.CLI, null)
                        .lasting(new Term(Findings.AT, Findings.AT.plusSeconds(60))));
        report();
        Move expire =
                new Move(
                        Findings.subject("/aws/lambda/orders"),
                        Step.EXPIRE,
                        "worker",
                        Findings.AT.plusSeconds(60),
                        "Nobody decided within 24 hours; nothing was changed.",
                        null,
                        null,
                        null,
                        null,
                        null,
                        false);
        take(expire);
        report();
        report();
        assertThat(cards("C0ESCALATE"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.textOr("", "text"))
                                .contains("Nobody decided in time", "/archives/C0AMENDS01/"));
        assertThat(buttons(cards().getFirst())).containsExactly("exempt", "look", "why");
    }

    @Test
    void a_change_too_long_for_the_card_is_whole_in_the_thread() throws Exception {
        take(Findings.large("/large", 5_000));
        report(key("/large"));
        assertThat(cards().getFirst().at("blocks").toString())
                .contains("The whole change is in the thread.");
        assertThat(String.join("", replies()).replaceAll("[^x]", "")).hasSize(5_000);
        assertThat(replies()).hasSizeGreaterThan(1).allMatch(text -> text.length() <= 3_000);
    }

    private void asked() throws Exception {
        take(
                Findings.move("/aws/lambda/orders", Step.ASK, "f1", Tool.CLI, null)
                        .lasting(new Term(Findings.AT, ends)));
        report();
        assertThat(replies()).isEqualTo(List.of());
    }

    private static Decided decided(String why) {
        return new Decided(
                "decision#log-group-no-retention#" + why,
                Decision.Kind.FIX,
                "Ann",
                "U0ANN00001",
                Findings.AT,
                "",
                why);
    }

    private Remedy undo() {
        return ledger.find(key).seen().remedy().inverse();
    }

    private static Move move(Step step, String decision) {
        Move move = Findings.move("/aws/lambda/orders", step, "f1", Tool.CLI, null);
        return Move.of(move.subject(), step, move.worker(), move.at(), decision)
                .seeing(move.seen());
    }
}
