package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Nudges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Presses in the Slack stand-in, signed and delivered by it. */
class PressTest {
    private static final String NAME = "/aws/lambda/orders";

    private final World world = new World();
    private final Decisions decisions = new Decisions(world.dynamo.client(), world.table);

    @AfterEach
    void close() {
        world.close();
    }

    private Node press(String user, String action, String ts) {
        return world.slack.control(
                "press",
                Map.of(
                        "user", user,
                        "channel", Standin.CHANNEL,
                        "ts", ts,
                        "action_id", action));
    }

    @Test
    void a_press_on_fix_is_written_down_nudged_and_takes_the_buttons_away() {
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");

        Node answer = press(Standin.ANN, "fix", ts);

        assertThat(answer.at("ok").value()).isEqualTo(true);
        assertThat(answer.text("body")).isEmpty();
        String key = Keys.decision(World.GUARDRAIL, "t1");
        Decision decision = decisions.find(key);
        assertThat(decision.kind()).isEqualTo(Decision.Kind.FIX);
        assertThat(decision.scope())
                .isEqualTo(new Decision.One(finding.key(), finding.episode(), "1", "f1"));
        assertThat(decision.user()).isEqualTo(Standin.ANN);
        assertThat(decision.by()).endsWith("(" + Standin.ANN + ")");
        assertThat(world.nudges)
                .containsExactly(
                        World.INBOX
                                + " {\"amends\":\"nudge\",\"key\":\""
                                + key
                                + "\",\"finding\":\""
                                + finding.key()
                                + "\",\"why\":\"decided\"}");
        assertThat(world.delays).containsExactly(Duration.ZERO);
        Node message = world.slack.message(ts);
        assertThat(message.text("text")).isEqualTo("A finding.");
        assertThat(message.at("blocks").items())
                .extracting(block -> block.text("type"))
                .containsExactly("section", "context");
        assertThat(message.at("blocks").toString())
                .contains("Approved by <@U0ANN00001>, being applied.");
    }

    @Test
    void a_fresh_look_and_an_undo_are_decisions_like_any_other() {
        Finding asked = world.take("/a", Step.ASK, "f1");
        world.clock.forward(Duration.ofHours(25));
        Finding expired = world.take("/a", Step.EXPIRE, "f1");
        assertThat(expired.episode()).isEqualTo(asked.episode());
        world.take("/b", Step.FIX, "f1");
        Finding fixed = world.take("/b", Step.DONE, "f1");

        world.card(expired, "ta", "1.0");
        world.card(fixed, "tb", "2.0");
        send(Signed.press(Standin.ANN, "look", expired.key(), "ta"));
        send(Signed.press(Standin.ANN, "undo", fixed.key(), "tb"));

        assertThat(decisions.find(Keys.decision(World.GUARDRAIL, "ta")).kind())
                .isEqualTo(Decision.Kind.LOOK);
        assertThat(decisions.find(Keys.decision(World.GUARDRAIL, "tb")).kind())
                .isEqualTo(Decision.Kind.UNDO);
    }

    @Test
    void when_the_queue_is_down_the_decision_stays_due_and_the_press_is_taken() {
        Finding finding = world.awaiting(NAME);
        world.queueUp = false;

        World.Said said = send(Signed.press(Standin.ANN, "fix", finding.key(), World.token(NAME)));

        assertThat(said.status()).isEqualTo(200);
        assertThat(said.log().getFirst().text("outcome")).isEqualTo("decided");
        assertThat(said.log().getFirst().text("why")).contains("the keeper nudges");
        assertThat(world.everything().get(Keys.decision(World.GUARDRAIL, World.token(NAME))))
                .contains("dueAt");
    }

    @Test
    void when_slack_is_slow_the_work_waits_so_that_the_older_drawing_cannot_cover_the_newer() {
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");
        world.slack.control("faults", Map.of("method", "chat.update", "delayMillis", 1_500));

        Node answer = press(Standin.ANN, "fix", ts);

        assertThat(answer.at("ok").value()).isEqualTo(true);
        assertThat(answer.number("millis")).isLessThan(2_500);
        assertThat(world.delays).containsExactly(Duration.ofSeconds(3));
        assertThat(world.shows)
                .as("slack-out shows it as soon as it can")
                .containsExactly(Nudges.of(finding.key(), "decided"));
    }

    @Test
    void the_first_press_on_a_cold_function_is_acknowledged_nudged_and_shown_by_slack_out() {
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");
        world.coldStart = Duration.ofMillis(1_400);
        world.slowDynamo = Duration.ofMillis(300);
        world.slack.control("faults", Map.of("method", "chat.update", "delayMillis", 1_500));

        Node answer = press(Standin.ANN, "fix", ts);

        assertThat(answer.at("ok").value()).as("acknowledged").isEqualTo(true);
        assertThat(answer.number("millis")).isLessThan(3_000);
        assertThat(decisions.find(Keys.decision(World.GUARDRAIL, "t1"))).isNotNull();
        assertThat(world.nudges).as("nudged at once, not by the keeper").hasSize(1);
        assertThat(world.shows)
                .as("shown as soon as possible")
                .containsExactly(Nudges.of(finding.key(), "decided"));
    }

    @Test
    void when_no_time_is_left_at_all_the_nudge_goes_out_all_the_same() {
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");
        world.coldStart = Duration.ofMillis(2_600);

        press(Standin.ANN, "fix", ts);

        assertThat(world.nudges).hasSize(1);
        assertThat(world.shows).hasSize(1);
        assertThat(world.delays)
                .as("nothing is under way that could cover a card")
                .containsOnly(Duration.ZERO);
    }

    @Test
    void when_slack_refuses_the_drawing_the_work_goes_on_at_once() {
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");
        world.slack.control(
                "faults", Map.of("method", "chat.update", "error", "cant_update_message"));

        assertThat(press(Standin.ANN, "fix", ts).at("ok").value()).isEqualTo(true);
        assertThat(world.delays).containsExactly(Duration.ZERO);
        assertThat(world.shows).hasSize(1);
    }

    @Test
    void a_refused_presser_is_told_alone_whom_to_ask() {
        world.settings(
                """
                {"slack":{"workspace":"T0AMENDS01","app":"A0AMENDS01"},"approvers":{"users":["U0BEN00001"]},
                 "guardrails":{"log-group-no-retention":{"approvers":{"users":["U0ANN00001"],"groups":["S0PLATFRM1"]}}}}
                """);
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");

        assertThat(press(Standin.BEN, "fix", ts).at("ok").value()).isEqualTo(true);

        assertThat(world.slack.ephemerals()).hasSize(1);
        Node told = world.slack.ephemerals().getFirst();
        assertThat(told.text("user")).isEqualTo(Standin.BEN);
        assertThat(told.text("text"))
                .startsWith(
                        "You are not among the approvers of log-group-no-retention (settings.yaml, approvers). Ask one of: <@U0ANN00001> <!subteam^S0PLATFRM1>.");
        assertThat(world.slack.message(ts).at("blocks").toString()).contains("\"actions\"");
        assertThat(world.nudges).isEmpty();
    }

    @Test
    void a_member_of_a_group_may_while_the_list_is_fresh() {
        world.settings(
                """
                {"slack":{"workspace":"T0AMENDS01","app":"A0AMENDS01"},"approvers":{"groups":["S0PLATFRM1"]}}
                """);
        world.item(
                "members",
                "{\"groups\":{\"S0PLATFRM1\":[\"U0BEN00001\"]},\"at\":\"%s\"}"
                        .formatted(world.clock.instant().minus(Duration.ofHours(23))));
        Finding finding = world.awaiting(NAME);

        send(Signed.press(Standin.BEN, "fix", finding.key(), World.token(NAME)));

        assertThat(world.nudges).hasSize(1);
    }

    @Test
    void while_amends_is_paused_nothing_is_fixed_and_the_press_is_not_used_up() {
        Finding finding = world.awaiting(NAME);
        world.item(
                "pause",
                "{\"until\":\"%s\",\"reason\":\"outage\",\"by\":\"cat\",\"at\":\"%s\"}"
                        .formatted(
                                world.clock.instant().plus(Duration.ofHours(1)),
                                world.clock.instant()));

        World.Said said = send(Signed.press(Standin.ANN, "fix", finding.key(), World.token(NAME)));

        assertThat(said.log().getFirst().text("outcome")).isEqualTo("refused");
        assertThat(decisions.find(Keys.decision(World.GUARDRAIL, World.token(NAME)))).isNull();
        assertThat(world.slack.ephemerals().getFirst().text("text"))
                .contains("Amends is paused until", "by cat: outage", "`/amends resume`");
    }

    @Test
    void a_press_on_the_digest_card_decides_about_all_it_counted() {
        String key = "card#" + World.GUARDRAIL + "#tally";
        Instant from = Instant.parse("2026-03-01T10:00:00Z");
        world.dynamo
                .client()
                .putItem(r ->
                        r.tableName(world.table)
                                .item(
                                        Map.of(
                                                "pk",
                                                AttributeValue.fromS(key),
                                                "seq",
                                                AttributeValue.fromN("1"),
                                                "shown",
                                                AttributeValue.fromS(
                                                        "{\"token\":\"t1\",\"openedFrom\":\"%s\",\"shownAt\":\"%s\"}"
                                                                .formatted(
                                                                        from,
                                                                        from.plusSeconds(60))),
                                                "drawing",
                                                AttributeValue.fromS(
                                                        "{\"token\":\"t2\",\"openedFrom\":\"%s\",\"shownAt\":\"%s\"}"
                                                                .formatted(
                                                                        from,
                                                                        from.plusSeconds(90))))));

        send(Signed.press(Standin.ANN, "fix_all", key, "t1"));
        send(Signed.press(Standin.ANN, "undo_all", key, "t2"));
        World.Said old = send(Signed.press(Standin.ANN, "undo_all", key, "t0"));

        assertThat(decisions.find(Keys.decision(World.GUARDRAIL, "t1")).scope())
                .isEqualTo(new Decision.Many(State.AWAITING, from, from.plusSeconds(60)));
        assertThat(decisions.find(Keys.decision(World.GUARDRAIL, "t2")).scope())
                .isEqualTo(new Decision.Many(State.FIXED, from, from.plusSeconds(90)));
        assertThat(old.log().getFirst().text("why")).isEqualTo("a token of an older card");
        assertThat(world.nudges).hasSize(2);
    }

    @Test
    void a_write_whose_answer_was_lost_finds_itself_and_counts_as_the_first() {
        Finding finding = world.awaiting(NAME);
        Decision decision =
                new Decision(
                        Keys.decision(World.GUARDRAIL, "t1"),
                        Decision.Kind.FIX,
                        World.GUARDRAIL,
                        new Decision.One(finding.key(), 1, "1", "f1"),
                        "ann (U0ANN00001)",
                        Standin.ANN,
                        world.clock.instant(),
                        null,
                        "");
        Recorder recorder = new Recorder(decisions, null, null);
        assertThat(recorder.write(decision)).isNull();
        assertThat(recorder.write(decision)).isNull();
    }

    @Test
    void when_slack_is_slow_to_tell_a_refused_presser_the_press_is_answered_in_time()
            throws InterruptedException {
        Finding finding = world.take(NAME, Step.ASK, "f1");
        String ts = world.draw(finding, "t1");
        world.slack.control("faults", Map.of("method", "chat.postEphemeral", "delayMillis", 2_900));

        Node answer = press(Standin.BEN, "fix", ts);

        assertThat(answer.at("ok").value()).as(answer.toString()).isEqualTo(true);
        assertThat(answer.number("millis")).isLessThan(2_500);
        // Slack shows it late all the same; the stand-in is the next test's too, so it is awaited.
        assertThat(world.slack.ephemerals()).isEmpty();
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (world.slack.ephemerals().isEmpty()) {
            assertThat(System.nanoTime()).as("the refusal is never shown").isLessThan(patience);
            Thread.sleep(50);
        }
    }

    @Test
    void a_link_and_a_button_nobody_knows_are_acknowledged_and_nothing_more() {
        Finding finding = world.awaiting(NAME);
        var before = world.everything();
        for (String action : List.of("why", "dance")) {
            World.Said said =
                    send(Signed.press(Standin.ANN, action, finding.key(), World.token(NAME)));
            assertThat(said.status()).isEqualTo(200);
            assertThat(said.log().getFirst().text("outcome")).isEqualTo("ignored");
        }
        assertThat(world.everything()).isEqualTo(before);
        assertThat(world.slack.ephemerals()).isEmpty();
    }

    private World.Said send(Map<String, Object> payload) {
        return world.send(Signed.event(Signed.payload(payload), world.clock.instant()));
    }
}
