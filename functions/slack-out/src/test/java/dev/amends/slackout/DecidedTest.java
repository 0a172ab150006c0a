package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Tallies;
import dev.amends.slack.Tally;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Somebody has decided, and slack-in had no time to take the buttons away. */
class DecidedTest extends SlackScene {
    private static final String APPROVED = "Approved by <@U0ANN00001>, being applied.";

    private final Decisions decisions = new Decisions(DYNAMO.client(), table);
    private final Cards items = new Cards(DYNAMO.client(), table);

    private Outcome decided(String about) throws Exception {
        return out(Clock.systemUTC())
                .handle(new Message("decided", Nudges.of(about, "decided"), null, false))
                .getFirst();
    }

    private String approve(String guardrailKey, String token, Decision.Scope scope) {
        String decision = Keys.decision(Keys.guardrail(guardrailKey), token);
        assertThat(
                        decisions.record(
                                new Decision(
                                        decision,
                                        Decision.Kind.FIX,
                                        Keys.guardrail(guardrailKey),
                                        scope,
                                        "Ann (U0ANN00001)",
                                        "U0ANN00001",
                                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                        null,
                                        "")))
                .isNull();
        return decision;
    }

    /** A finding that waits, on a card with buttons, and somebody who pressed Fix. */
    private String pressed() throws Exception {
        take(Step.ASK, "f1");
        report();
        assertThat(buttons(cards().getFirst())).contains("fix");
        Card card = items.find(Keys.card(key));
        return approve(key, card.shown().token(), Decision.One.of(ledger.find(key)));
    }

    @Test
    void the_card_says_who_approved_it_and_offers_nothing_more() throws Exception {
        pressed();

        assertThat(decided(key).why()).isEqualTo("card shows who decided");

        Node card = cards().getFirst();
        assertThat(buttons(card)).isEmpty();
        assertThat(card.at("blocks").toString()).contains(APPROVED);
        assertThat(cards()).hasSize(1);
    }

    @Test
    void it_says_so_while_the_change_is_being_made_too() throws Exception {
        String decision = pressed();
        take(
                Findings.move("/aws/lambda/orders", Step.APPROVE, "f1", Tool.CLI, null)
                        .decided(decisions.find(decision).decided()));
        assertThat(ledger.find(key).state()).isEqualTo(State.ACTING);

        assertThat(decided(key).why()).isEqualTo("card shows who decided");
        assertThat(cards().getFirst().at("blocks").toString()).contains(APPROVED);
    }

    @Test
    void the_outcome_that_came_first_stays() throws Exception {
        String decision = pressed();
        take(Step.FINE, "f1");
        decisions.done(decision);
        report();
        String outcome = cards().getFirst().at("blocks").toString();

        assertThat(decided(key).why()).isEqualTo("nothing new is to be shown");

        assertThat(cards().getFirst().at("blocks").toString()).isEqualTo(outcome);
    }

    @Test
    void an_outcome_that_comes_meanwhile_is_drawn_right_after() throws Exception {
        pressed();
        take(Step.FINE, "f1");

        assertThat(decided(key).why()).isEqualTo("card updated");

        assertThat(cards().getFirst().text("text")).startsWith("Put right");
        assertThat(cards().getFirst().at("blocks").toString()).doesNotContain(APPROVED);
        assertThat(ledger.find(key).unsaid()).isFalse();
    }

    @Test
    void it_waits_for_whoever_is_drawing_the_card() throws Exception {
        pressed();
        Card card = items.find(Keys.card(key));
        Card busy =
                new Card(
                        card.key(),
                        card.channel(),
                        card.ts(),
                        card.shown(),
                        card.drawing(),
                        "another",
                        Instant.now().plusSeconds(60).toEpochMilli(),
                        card.said(),
                        card.plain(),
                        card.person());
        assertThat(items.replace(card, busy, Instant.now())).isTrue();
        assertThatThrownBy(() -> decided(key)).isInstanceOf(RetryLater.class);
        assertThat(buttons(cards().getFirst())).contains("fix");
    }

    @Test
    void a_digest_card_says_who_approved_all_of_it() throws Exception {
        settings(SETTINGS.replace("\"burst\":60", "\"burst\":2"));
        for (int i = 0; i < 4; i++) {
            take(Findings.move("/storm/" + i, Step.ASK, "f", Tool.CLI, null));
            report(key("/storm/" + i));
        }
        String tallyKey = Tally.key("log-group-no-retention");
        report(tallyKey);
        Tally tally = new Tallies(DYNAMO.client(), table).find(tallyKey);
        approve(
                tallyKey,
                tally.shown().token(),
                tally.scope(tally.shown().token(), State.AWAITING).orElseThrow());

        assertThat(decided(tallyKey).why()).isEqualTo("card shows who decided");

        Node digest = cards().getLast();
        assertThat(buttons(digest)).isEmpty();
        assertThat(digest.at("blocks").toString()).contains(APPROVED);
    }

    @Test
    void a_nudge_about_a_decision_that_nobody_took_changes_nothing() throws Exception {
        take(Step.ASK, "f1");
        report();
        assertThat(decided(key).why()).isEqualTo("nothing new is to be shown");
        assertThat(buttons(cards().getFirst())).contains("fix");
    }
}
