package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Term;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Tallies;
import dev.amends.slack.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Too many at once: one card that counts them, and one press for all. */
class TallyTest extends SlackScene {
    private static final String TALLY = Tally.key("log-group-no-retention");

    @BeforeEach
    void twoAMinute() {
        settings(SETTINGS.replace("\"burst\":60", "\"burst\":2"));
    }

    @Test
    void thirty_in_a_minute_become_one_digest_card() throws Exception {
        becomeOneDigestCard(30);
    }

    @Tag("proof")
    @Test
    void three_hundred_in_a_minute_become_one_digest_card() throws Exception {
        becomeOneDigestCard(300);
    }

    private void becomeOneDigestCard(int findings) throws Exception {
        storm(findings);
        assertThat(nudged).as("a drawing now and then").containsOnly(TALLY).hasSizeLessThan(20);
        assertThat(report(TALLY).why())
                .isEqualTo("digest card shows %d findings".formatted(findings));

        assertThat(cards()).as("two of their own, one for all").hasSize(3);
        Node digest = cards().getLast();
        assertThat(digest.text("text"))
                .isEqualTo(
                        "Log group that keeps everything for ever: %1$d at once. %1$d wait for a decision."
                                .formatted(findings));
        assertThat(digest.at("blocks").toString())
                .contains("`/storm/0`\\n`/storm/1`\\n`/storm/10`")
                .contains("and %d more. `/amends findings`".formatted(findings - 10));
        assertThat(buttons(digest)).containsExactly("fix_all");
        for (int i = 0; i < findings; i += 1 + findings / 8) {
            assertThat(ledger.find(key("/storm/" + i)).unsaid()).as("said: " + i).isFalse();
        }
    }

    @Test
    void a_press_for_all_is_about_what_was_counted_and_nothing_that_moved_since() throws Exception {
        storm(5);
        report(TALLY);
        String value = "";
        for (Node block : cards().getLast().at("blocks").items()) {
            for (Node element : block.at("elements").items()) {
                value = element.textOr(value, "value");
            }
        }
        ButtonValue button = ButtonValue.parse(value).orElseThrow();
        assertThat(button.key()).isEqualTo(TALLY);
        Decision.Many scope =
                new Tallies(DYNAMO.client(), table)
                        .find(TALLY)
                        .scope(button.token(), State.AWAITING)
                        .orElseThrow();
        assertThat(scope.openedFrom()).isEqualTo(Findings.AT);
        assertThat(scope.shownAt()).isAfter(Findings.AT);
        assertThat(new Tallies(DYNAMO.client(), table).find(TALLY).scope("other", State.AWAITING))
                .isEmpty();
    }

    @Test
    void when_one_of_them_is_put_right_the_digest_card_counts_anew() throws Exception {
        storm(4);
        report(TALLY);
        nudged.clear();
        take(Findings.move("/storm/3", Step.FINE, "f", Tool.CLI, null));
        assertThat(report(key("/storm/3")).why())
                .isEqualTo("one of many; the digest card shows it soon");
        // The mark of the drawing before is over by then.
        Thread.sleep(TallyDrawer.SOON.toMillis());
        report(key("/storm/3"));
        assertThat(report(TALLY).why()).isEqualTo("digest card shows 4 findings");
        assertThat(cards().getLast().text("text"))
                .contains("3 wait for a decision, 1 was put right");
        assertThat(cards()).hasSize(3);
    }

    @Test
    void what_moves_after_the_next_storm_began_is_not_forgotten() throws Exception {
        storm(4);
        report(TALLY);
        later(Duration.ofHours(1));
        Instant second = Findings.AT.plus(Duration.ofHours(1));
        for (int i = 10; i < 14; i++) {
            take(Findings.at(asked("/storm/" + i), second, null));
            report(key("/storm/" + i));
        }
        assertThat(report(TALLY).why()).isEqualTo("digest card shows 4 findings");
        List<Node> digests = digests();
        assertThat(digests).hasSize(2);
        assertThat(buttons(digests.getFirst())).as("the storm before").isEmpty();
        assertThat(digests.getFirst().at("blocks").toString()).contains("A newer card follows.");
        assertThat(buttons(digests.getLast())).containsExactly("fix_all");

        later(Duration.ofHours(2));
        take(Findings.move("/storm/2", Step.UNSURE, "f", Tool.CLI, null).afresh(true));
        assertThat(report(key("/storm/2")).why()).as("of the first storm").isEqualTo("card posted");
        take(Findings.move("/storm/3", Step.FINE, "f", Tool.CLI, null));
        assertThat(report(key("/storm/3")).why()).isEqualTo("settled, and no card shows it");
        assertThat(ledger.find(key("/storm/3")).unsaid()).isFalse();
    }

    @Test
    void a_digest_card_that_somebody_deleted_is_posted_again() throws Exception {
        storm(4);
        report(TALLY);
        slack.empty();
        take(Findings.move("/storm/3", Step.FINE, "f", Tool.CLI, null));
        report(key("/storm/3"));
        assertThat(report(TALLY).why()).isEqualTo("digest card shows 4 findings");
        assertThat(cards())
                .singleElement()
                .satisfies(m -> assertThat(buttons(m)).contains("fix_all"));
    }

    @Test
    void a_digest_card_that_slack_refuses_is_drawn_when_the_keeper_brings_what_it_counts()
            throws Exception {
        storm(4);
        String there = SETTINGS.replace("\"burst\":60", "\"burst\":2");
        settings(there.replace("#amends-local", "#nowhere"));
        assertThat(report(TALLY).why()).isEqualTo("no digest card: channel_not_found");
        assertThat(ledger.find(key("/storm/3")).unsaid()).isTrue();

        settings(there);
        later(Duration.ofMinutes(6));
        nudged.clear();
        report(key("/storm/3"));
        assertThat(nudged).containsExactly(TALLY);
        assertThat(report(TALLY).why()).isEqualTo("digest card shows 4 findings");
        assertThat(ledger.find(key("/storm/3")).unsaid()).isFalse();
    }

    @Test
    void approvers_are_reminded_once_of_all_that_wait() throws Exception {
        Instant ends = Instant.now().plus(Duration.ofHours(4));
        for (int i = 0; i < 5; i++) {
            take(Findings.at(asked("/storm/" + i), Findings.AT, new Term(Findings.AT, ends)));
            report(key("/storm/" + i));
        }
        report(TALLY);
        assertThat(http.broadcast()).isEmpty();
        for (int i = 2; i < 5; i++) {
            take(
                    Move.of(
                            Findings.subject("/storm/" + i),
                            Step.REMIND,
                            "worker",
                            Findings.AT,
                            "Left alone for now."));
            report(key("/storm/" + i));
            report(TALLY);
        }
        assertThat(http.broadcast())
                .singleElement()
                .asString()
                .startsWith(
                        "<@U0ANN00001> <!subteam^S0PLATFRM1> Log group that keeps everything for ever: of those above, 1 waits for a decision. The first can be approved until <!date^")
                .endsWith("then it lapses and nothing is changed.");
    }

    @Test
    void what_nobody_decided_among_many_goes_to_the_second_channel_once() throws Exception {
        expire(SETTINGS);
        assertThat(cards("C0ESCALATE"))
                .singleElement()
                .satisfies(m ->
                        assertThat(m.text("text"))
                                .startsWith(
                                        "Log group that keeps everything for ever: of 4 at once, 1 was not decided in time. Nothing was changed.\n<http")
                                .contains("/archives/C0AMENDS01/", "|Open the digest card>"));
        assertThat(http.broadcast()).isEmpty();
    }

    @Test
    void without_a_second_channel_it_is_said_below_the_digest_card() throws Exception {
        expire(SETTINGS.replace("\"escalation\":\"#amends-escalation\",", ""));
        assertThat(http.broadcast())
                .containsExactly(
                        "<@U0ANN00001> <!subteam^S0PLATFRM1> Log group that keeps everything for ever: of 4 at once, 1 was not decided in time. Nothing was changed.");
    }

    @Test
    void the_question_before_all_are_fixed_says_what_may_be_lost() throws Exception {
        for (int i = 0; i < 4; i++) {
            take(i == 3 ? Findings.risk("/storm/3") : asked("/storm/" + i));
            report(key("/storm/" + i));
        }
        report(TALLY);
        assertThat(digests().getFirst().at("blocks").toString())
                .contains(
                        "Log lines older than 30 days would be deleted. Amends looks at each again and applies its remedy. What has changed since this was drawn is left out.")
                .contains("\"style\":\"danger\"");
    }

    @Test
    void names_full_of_mark_up_stay_names_and_within_slacks_limits() throws Exception {
        for (int i = 0; i < 14; i++) {
            String name = "<!channel> `" + i + "` " + "<&".repeat(250);
            take(asked(name));
            report(key(name));
        }
        assertThat(report(TALLY).why()).isEqualTo("digest card shows 14 findings");
        String digest = digests().getFirst().at("blocks").toString();
        assertThat(digest).doesNotContain("<!channel>").contains("&lt;!channel&gt;");
    }

    @Test
    void a_retry_of_the_same_card_is_not_counted_again() throws Exception {
        take(asked("/storm/0"));
        for (int i = 0; i < 4; i++) {
            slack.fault(Map.of("method", "chat.postMessage", "status", 500));
            assertThat(report(key("/storm/0")).why()).startsWith("Slack answered 500");
        }
        assertThat(report(key("/storm/0")).why()).isEqualTo("card posted");
        take(asked("/storm/1"));
        assertThat(report(key("/storm/1")).why()).isEqualTo("card posted");
    }

    private void expire(String json) throws Exception {
        settings(json.replace("\"burst\":60", "\"burst\":2"));
        Term term = new Term(Findings.AT, Findings.AT.plusSeconds(60));
        for (int i = 0; i < 4; i++) {
            take(Findings.at(asked("/storm/" + i), Findings.AT, term));
            report(key("/storm/" + i));
        }
        report(TALLY);
        for (int i = 2; i < 4; i++) {
            Move expire =
                    Move.of(
                            Findings.subject("/storm/" + i),
                            Step.EXPIRE,
                            "worker",
                            Findings.AT.plusSeconds(60),
                            "Nobody decided within a minute.");
            take(expire);
            report(key("/storm/" + i));
            report(TALLY);
        }
    }

    private static Move asked(String name) {
        return Findings.move(name, Step.ASK, "f", Tool.CLI, null);
    }

    /** The digest cards, oldest first. */
    private static List<Node> digests() {
        return cards().stream().filter(m -> m.textOr("", "text").contains(" at once. ")).toList();
    }

    @Test
    void a_few_at_once_have_cards_of_their_own() throws Exception {
        storm(2);
        assertThat(cards()).hasSize(2);
        assertThat(nudged).isEmpty();
        assertThat(report(TALLY).why()).isEqualTo("no digest card");
    }

    private void storm(int findings) throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < findings; i++) {
            String name = "/storm/" + i;
            take(asked(name));
            keys.add(key(name));
        }
        for (String each : keys) {
            report(each);
        }
    }
}
