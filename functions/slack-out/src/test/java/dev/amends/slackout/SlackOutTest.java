package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Unreadable;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Rendering;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Cards, from the first to the last of an episode. */
class SlackOutTest extends SlackScene {

    @Test
    void one_card_per_episode_however_often_it_is_reported() throws Exception {
        take(Step.FLAG, "f1");
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(report().why()).isEqualTo("nothing new is to be shown");
        assertThat(cards()).hasSize(1);
        assertThat(ledger.find(key).unsaid()).as("the ledger knows that it was said").isFalse();
    }

    @Test
    void a_button_carries_the_findings_key_and_the_token_of_what_was_drawn() throws Exception {
        Finding asked = take(Step.ASK, "f1");
        report();
        Node card = cards().getFirst();
        assertThat(buttons(card)).containsExactly("fix", "exempt", "why");
        ButtonValue value = ButtonValue.parse(value(card, "fix")).orElseThrow();
        assertThat(value.key()).isEqualTo(key);
        Rendering rendering = item().rendering(value.token()).orElseThrow();
        assertThat(rendering).isEqualTo(Rendering.of(asked, value.token()));
        assertThat(value.token()).hasSize(32);
    }

    @Test
    void each_drawing_has_a_token_of_its_own_and_the_one_before_counts_no_more() throws Exception {
        take(Step.ASK, "f1");
        report();
        String first = ButtonValue.parse(value(cards().getFirst(), "fix")).orElseThrow().token();
        take(note());
        assertThat(report().why()).isEqualTo("card updated");
        String second = ButtonValue.parse(value(cards().getFirst(), "fix")).orElseThrow().token();
        assertThat(second).isNotEqualTo(first);
        assertThat(item().rendering(first)).isEmpty();
        assertThat(item().rendering(second)).isPresent();
    }

    @Test
    void a_card_whose_posting_was_not_confirmed_keeps_its_token() throws Exception {
        slack.fault(Map.of("method", "chat.postMessage", "status", 500, "afterwards", true));
        take(Step.ASK, "f1");
        assertThat(report().kind()).isEqualTo(Outcome.Kind.LATER);
        String shown = ButtonValue.parse(value(cards().getFirst(), "fix")).orElseThrow().token();
        assertThat(item().rendering(shown)).as("a press on it counts").isPresent();
    }

    @Test
    void a_redrawing_that_was_not_confirmed_may_be_seen_and_so_may_the_one_before()
            throws Exception {
        take(Step.ASK, "f1");
        report();
        String before = ButtonValue.parse(value(cards().getFirst(), "fix")).orElseThrow().token();
        slack.fault(Map.of("method", "chat.update", "status", 500, "afterwards", true));
        take(note());
        assertThat(report().kind()).isEqualTo(Outcome.Kind.LATER);
        String after = ButtonValue.parse(value(cards().getFirst(), "fix")).orElseThrow().token();
        assertThat(after).isNotEqualTo(before);
        assertThat(item().rendering(before)).isPresent();
        assertThat(item().rendering(after)).isPresent();
        assertThat(report().why()).isEqualTo("card updated");
        assertThat(value(cards().getFirst(), "fix")).as("of the same revision").endsWith(after);
        assertThat(item().rendering(before)).isEmpty();
    }

    @Test
    void a_card_that_somebody_deleted_is_posted_again_when_there_is_news() throws Exception {
        take(Step.ASK, "f1");
        report();
        slack.empty();
        take(note());
        report();
        assertThat(cards()).singleElement().satisfies(m -> assertThat(buttons(m)).contains("fix"));
    }

    @Test
    void redraws_ask_slack_for_the_same_person_only_once() throws Exception {
        take(Findings.by("cat@example.com"));
        report(key("/by"));
        later(Duration.ZERO);
        take(Findings.move("/by", Step.FINE, "f", Tool.CLI, null));
        report(key("/by"));
        assertThat(http.methods)
                .containsExactly("users.lookupByEmail", "chat.postMessage", "chat.update");
        assertThat(cards().getFirst().at("blocks").toString()).contains("<@U0CAT00001>");
    }

    @Test
    void slack_that_cannot_say_who_it_was_is_asked_again_at_the_next_drawing() throws Exception {
        slack.fault(Map.of("method", "users.lookupByEmail", "status", 500));
        take(Findings.by("cat@example.com"));
        assertThat(report(key("/by")).why()).isEqualTo("card posted");
        assertThat(cards().getFirst().at("blocks").toString()).doesNotContain("<@U0CAT00001>");
        take(Findings.move("/by", Step.FINE, "f", Tool.CLI, null));
        report(key("/by"));
        assertThat(cards().getFirst().at("blocks").toString()).contains("<@U0CAT00001>");
    }

    @Test
    void a_change_of_state_redraws_the_same_card_without_its_buttons() throws Exception {
        take(Step.ASK, "f1");
        report();
        take(Step.FINE, "f1");
        assertThat(report().why()).isEqualTo("card updated");
        assertThat(cards())
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.text("text")).startsWith("Put right: ");
                    assertThat(m.at("history").items()).hasSize(1);
                    assertThat(buttons(m)).containsExactly("why");
                });
    }

    @Test
    void a_new_episode_gets_a_card_of_its_own_and_the_old_one_loses_its_buttons() throws Exception {
        take(Step.ASK, "f1");
        report();
        take(Step.ASK, "f2");
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(cards()).hasSize(2);
        assertThat(buttons(cards().getFirst())).isEmpty();
        assertThat(cards().getFirst().at("blocks").toString()).contains("A newer card follows.");
        assertThat(buttons(cards().getLast())).contains("fix");
    }

    @Test
    void what_settled_before_it_was_shown_needs_no_card() throws Exception {
        take(Step.FLAG, "f1");
        take(Step.FINE, "f1");
        assertThat(report().why()).isEqualTo("settled, and no card shows it");
        assertThat(cards()).isEmpty();
        assertThat(ledger.find(key).unsaid()).isFalse();
    }

    @Test
    void without_approvers_the_card_names_the_command() throws Exception {
        settings(
                "{\"slack\":{\"channel\":\"#amends-local\",\"workspace\":\"T0AMENDS01\",\"app\":\"A0AMENDS01\"}}");
        take(Step.ASK, "f1");
        report();
        assertThat(buttons(cards().getFirst())).isEmpty();
        assertThat(cards().getFirst().at("blocks").toString()).contains("./amends approve " + key);
    }

    @Test
    void a_finding_goes_to_the_channel_of_its_route() throws Exception {
        settings(
                SETTINGS.replace(
                        "\"burst\":60",
                        "\"burst\":60,\"routes\":[{\"severity\":\"low\",\"channel\":\"#amends-escalation\"}]"));
        take(Step.FLAG, "f1");
        report();
        assertThat(cards()).isEmpty();
        assertThat(cards("C0ESCALATE")).hasSize(1);
    }

    @Test
    void who_made_the_change_is_mentioned_where_their_session_is_named_after_their_address()
            throws Exception {
        take(Findings.by("cat@example.com"));
        report(key("/by"));
        assertThat(cards().getFirst().at("blocks").toString())
                .contains("<@U0CAT00001>, cat@example.com through");
    }

    @Test
    void an_address_that_slack_does_not_know_is_just_shown() throws Exception {
        take(Findings.by("nobody@example.com"));
        assertThat(report(key("/by")).why()).isEqualTo("card posted");
        assertThat(cards().getFirst().at("blocks").toString())
                .contains("nobody@example.com through")
                .doesNotContain("<@");
    }

    @Test
    void slack_says_slow_down_and_is_obeyed() throws Exception {
        slack.fault(Map.of("method", "chat.postMessage", "status", 429, "retryAfter", 2));
        take(Step.FLAG, "f1");
        long before = System.nanoTime();
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(System.nanoTime() - before).isGreaterThan(2_000_000_000L);
        assertThat(cards()).hasSize(1);
    }

    @Test
    void slack_is_down_so_the_finding_stays_unsaid_and_the_card_comes_later() throws Exception {
        slack.fault(Map.of("method", "chat.postMessage", "status", 500));
        take(Step.FLAG, "f1");
        Outcome first = report();
        assertThat(first.kind()).isEqualTo(Outcome.Kind.LATER);
        assertThat(first.why()).isEqualTo("Slack answered 500; the keeper brings it back");
        assertThat(ledger.find(key).unsaid()).isTrue();
        assertThat(report().why()).isEqualTo("card posted");
    }

    @Test
    void a_refusal_is_named_and_nothing_is_called_said() throws Exception {
        settings("{\"slack\":{\"channel\":\"#nowhere\"}}");
        take(Step.FLAG, "f1");
        assertThat(report().why()).isEqualTo("no card: channel_not_found");
        assertThat(ledger.find(key).unsaid()).isTrue();
    }

    @Test
    void without_a_channel_the_digest_has_to_do() throws Exception {
        settings("{}");
        take(Step.FLAG, "f1");
        assertThat(report().why()).isEqualTo("no Slack is configured; the digest has it");
        assertThat(cards()).isEmpty();
        assertThat(ledger.find(key).unsaid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "500,InternalServerError",
        "400,ThrottlingException",
        "400,ProvisionedThroughputExceededException",
        "0,no answer"
    })
    void settings_that_cannot_be_read_for_a_moment_lose_no_card(int status, String code)
            throws Exception {
        take(Step.FLAG, "f1");
        settingsFaults.add(status == 0 ? SdkClientException.create(code) : answered(status, code));
        assertThatThrownBy(this::report).isInstanceOf(RetryLater.class);
        assertThat(ledger.find(key).unsaid()).isTrue();
        assertThat(report().why()).isEqualTo("card posted");
    }

    @Test
    void settings_that_are_denied_are_no_lack_of_settings() throws Exception {
        take(Step.FLAG, "f1");
        settingsFaults.add(answered(400, "AccessDeniedException"));
        assertThat(report().why())
                .startsWith("the settings cannot be read (AccessDeniedException")
                .endsWith("; the keeper brings it back");
        assertThat(ledger.find(key).unsaid()).isTrue();
        assertThat(report().why()).isEqualTo("card posted");
    }

    @Test
    void settings_that_are_broken_are_no_lack_of_settings() throws Exception {
        take(Step.FLAG, "f1");
        settings("{\"slack\":");
        Outcome outcome = report();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.why()).startsWith("the settings cannot be read (");
        assertThat(ledger.find(key).unsaid()).isTrue();
    }

    @Test
    void a_token_that_cannot_be_read_for_a_moment_is_read_later() throws Exception {
        take(Step.FLAG, "f1");
        for (int i = 0; i < 10; i++) {
            secretFaults.add(answered(400, "ThrottlingException"));
        }
        Outcome outcome = report();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.LATER);
        assertThat(outcome.why()).contains("the token could not be read");
        assertThat(ledger.find(key).unsaid()).isTrue();
        secretFaults.clear();
        assertThat(report().why()).isEqualTo("card posted");
    }

    @Test
    void a_secret_that_cannot_be_read_for_a_moment_costs_a_card_no_buttons() throws Exception {
        take(Step.ASK, "f1");
        secretFaults.add(answered(400, "ThrottlingException"));
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(buttons(cards().getFirst())).contains("exempt");
    }

    @Test
    void a_token_that_is_denied_is_a_refusal_and_the_card_stays_to_be_drawn() throws Exception {
        take(Step.FLAG, "f1");
        for (int i = 0; i < 10; i++) {
            secretFaults.add(answered(400, "AccessDeniedException"));
        }
        assertThat(report().kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(ledger.find(key).unsaid()).isTrue();
    }

    @Test
    void a_finding_that_is_being_fixed_is_not_drawn() throws Exception {
        take(Step.FIX, "f1");
        assertThat(report().kind()).isEqualTo(Outcome.Kind.LATER);
        assertThat(cards()).isEmpty();
    }

    @Test
    void two_workers_draw_one_card() {
        take(Step.FLAG, "f1");
        Card lease =
                new Card(
                        Keys.card(key),
                        null,
                        null,
                        null,
                        null,
                        "another worker",
                        Clock.systemUTC().millis() + 60_000,
                        0,
                        "");
        assertThat(
                        new Cards(DYNAMO.client(), table)
                                .replace(null, lease, Clock.systemUTC().instant()))
                .isTrue();
        assertThatThrownBy(this::report).isInstanceOf(RetryLater.class);
        assertThat(cards()).isEmpty();
    }

    @Test
    void messages_that_name_no_finding_are_unreadable() {
        for (String body : List.of("nope", "[]", "{}", "{\"key\":\"settings\"}", "{\"key\":7}")) {
            assertThatThrownBy(() ->
                            out(Clock.systemUTC()).handle(new Message("m", body, null, false)))
                    .isInstanceOf(Unreadable.class);
        }
    }

    private Card item() {
        return new Cards(DYNAMO.client(), table).find(Keys.card(key));
    }

    private static Move note() {
        return Findings.move("/aws/lambda/orders", Step.NOTE, "f1", Tool.CLI, null)
                .decided(
                        new Decided(
                                "decision#log-group-no-retention#t",
                                Decision.Kind.FIX,
                                "Ann",
                                "U0ANN00001",
                                Findings.AT,
                                "",
                                "Amends is paused."));
    }

    private static String value(Node message, String action) {
        for (Node block : message.at("blocks").items()) {
            for (Node element : block.at("elements").items()) {
                if (action.equals(element.text("action_id"))) {
                    return element.textOr("", "value");
                }
            }
        }
        throw new AssertionError("no button " + action);
    }
}
