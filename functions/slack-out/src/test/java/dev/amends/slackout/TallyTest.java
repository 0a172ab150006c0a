package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Tallies;
import dev.amends.slack.Tally;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too many at once: one card that counts them, and one press for all. */
class TallyTest extends SlackScene {
    private static final String TALLY = Tally.key("log-group-no-retention");

    @BeforeEach
    void twoAMinute() {
        settings(SETTINGS.replace("\"burst\":60", "\"burst\":2"));
    }

    @Test
    void three_hundred_in_a_minute_become_one_digest_card() throws Exception {
        storm(300);
        assertThat(nudged).as("a drawing now and then").containsOnly(TALLY).hasSizeLessThan(20);
        assertThat(report(TALLY).why()).isEqualTo("digest card shows 300 findings");

        assertThat(cards()).as("two of their own, one for all").hasSize(3);
        Node digest = cards().getLast();
        assertThat(digest.text("text"))
                .isEqualTo(
                        "Log group that keeps everything for ever: 300 at once. 300 wait for a decision.");
        assertThat(digest.at("blocks").toString())
                .contains("`/storm/0`\\n`/storm/1`\\n`/storm/10`")
                .contains("and 290 more. `/amends findings`");
        assertThat(buttons(digest)).containsExactly("fix_all");
        for (int i = 0; i < 300; i += 37) {
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
            take(Findings.move(name, Step.ASK, "f", Tool.CLI, null));
            keys.add(key(name));
        }
        for (String each : keys) {
            report(each);
        }
    }
}
