package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Step;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.SettingsStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@code /amends} answers. */
class CommandsTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private Node type(String user, String text) {
        world.clock.forward(Duration.ofSeconds(1));
        World.Said said =
                world.send(Signed.event(Signed.command(user, text), world.clock.instant()));
        assertThat(said.status()).isEqualTo(200);
        return said.json();
    }

    private Pause paused() {
        return new SettingsStore(world.dynamo.client(), world.table)
                .inForce(World.GUARDRAIL)
                .paused(world.clock.instant());
    }

    @Test
    void findings_say_that_one_was_approved_and_has_no_outcome_yet() {
        world.awaiting("/aws/lambda/bills");
        Finding finding = world.awaiting("/aws/lambda/orders");
        String token = World.token("/aws/lambda/orders");
        world.send(
                Signed.event(
                        Signed.payload(Signed.press(Standin.ANN, "fix", finding.key(), token)),
                        world.clock.instant()));

        String text = type(Standin.CAT, "findings").textOr("", "text");

        assertThat(text)
                .contains("`/aws/lambda/orders` *Approved by <@U0ANN00001>, being applied* (")
                .contains("`/aws/lambda/bills` *Waits for a decision* (");
        new Decisions(world.dynamo.client(), world.table)
                .done(Keys.decision(World.GUARDRAIL, token));
        assertThat(type(Standin.CAT, "findings").textOr("", "text")).doesNotContain("Approved");
    }

    @Test
    void a_pause_is_written_down_and_everybody_sees_it() {
        Node answer = type(Standin.ANN, "pause 2h <!here> deploying & praying");

        assertThat(answer.text("response_type")).isEqualTo("in_channel");
        assertThat(answer.text("text"))
                .startsWith("<@U0ANN00001> paused Amends until <!date^")
                .contains(": &lt;!here&gt; deploying &amp; praying\n", "`/amends resume`");
        Pause pause = paused();
        assertThat(pause.reason()).isEqualTo("<!here> deploying & praying");
        assertThat(pause.by()).isEqualTo("somebody (U0ANN00001)");
        assertThat(Duration.between(world.clock.instant(), pause.until()))
                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
    }

    @Test
    void a_resume_ends_it_and_says_that_what_was_held_is_read_afresh() {
        type(Standin.ANN, "pause 2d migration");
        Node answer = type(Standin.CAT, "resume");
        assertThat(answer.text("response_type")).isEqualTo("in_channel");
        assertThat(answer.text("text"))
                .isEqualTo(
                        "<@U0CAT00001> ended the pause (migration). What was held is read and judged afresh now, a few at a time.");
        assertThat(paused()).isNull();

        Node again = type(Standin.CAT, "resume");
        assertThat(again.text("response_type")).isEqualTo("ephemeral");
        assertThat(again.text("text"))
                .isEqualTo("Amends is not paused; there is nothing to resume.");
    }

    @Test
    void a_pause_needs_a_time_of_at_most_seven_days_and_a_reason() {
        for (String wrong :
                new String[] {
                    "pause",
                    "pause 2h",
                    "pause 2h x",
                    "pause later lunch",
                    "pause 8d holidays",
                    "pause 0m nothing",
                    "pause 99999d for ever"
                }) {
            Node answer = type(Standin.ANN, wrong);
            assertThat(answer.text("response_type")).as(wrong).isEqualTo("ephemeral");
            assertThat(answer.text("text")).startsWith("Say for how long, at most seven days");
            assertThat(paused()).isNull();
        }
        type(Standin.ANN, "pause 7d holidays");
        assertThat(paused()).isNotNull();
    }

    @Test
    void only_approvers_pause_and_resume_and_anybody_may_ask() {
        assertThat(type(Standin.BEN, "pause 2h lunch").text("text"))
                .isEqualTo(
                        "You are not among the approvers of Amends (settings.yaml, approvers). Ask one of: <@U0ANN00001> <@U0CAT00001>.");
        assertThat(paused()).isNull();
        type(Standin.ANN, "pause 2h lunch");
        assertThat(type(Standin.BEN, "resume").text("text")).startsWith("You are not among");
        assertThat(paused()).isNotNull();
        assertThat(type(Standin.BEN, "status").text("text")).startsWith("*Amends 1.2.3* in shop");
    }

    @Test
    void the_status_tells_how_things_stand() {
        world.take("/a", Step.FLAG, "f1");
        world.awaiting("/b");
        world.awaiting("/c");
        world.take("/d<x>", Step.EXEMPT, "f1");
        Instant ends = world.clock.instant().plus(Duration.ofDays(9));
        world.item(
                "exemptions#" + World.GUARDRAIL,
                "[{\"id\":\"d\",\"pattern\":\"/old-*\",\"until\":\"%s\",\"reason\":\"r\",\"by\":\"b\",\"at\":\"%s\"}]"
                        .formatted(ends, ends));
        world.dynamo
                .client()
                .putItem(r ->
                        r.tableName(world.table)
                                .item(
                                        Map.of(
                                                "pk",
                                                AttributeValue.fromS("seen#" + World.GUARDRAIL),
                                                "at",
                                                AttributeValue.fromN("1767225600000"))));
        Node answer = type(Standin.BEN, "STATUS");
        assertThat(answer.text("response_type")).isEqualTo("ephemeral");
        assertThat(answer.text("text"))
                .contains(
                        "Needs a person: 1\nWaits for a decision: 2\nNobody decided in time: 0\nHeld by the breaker: 0\nHeld by a pause: 0\nCould not be fixed: 0\nCould not be judged: 0")
                .contains("Not paused.")
                .contains("Exempt: `/d&lt;x&gt;` until <!date^")
                .contains("Exempt: `/old-*` until <!date^" + ends.getEpochSecond())
                .contains(
                        "Last event seen by log-group-no-retention: <!date^1767225600^{date_short_pretty} at {time}|2026-01-01T00:00:00Z>");
    }

    @Test
    void the_findings_are_the_ten_newest_that_are_open() {
        assertThat(type(Standin.BEN, "findings").text("text")).isEqualTo("Nothing is open.");
        for (int i = 0; i < 12; i++) {
            world.take("/group-" + i + "-<!channel>", Step.FLAG, "f1");
        }
        world.take("/fixed", Step.FIX, "f1");
        world.take("/fixed", Step.DONE, "f1");

        Node answer = type(Standin.BEN, "findings");
        assertThat(answer.at("blocks").items()).hasSize(11);
        assertThat(answer.text("text"))
                .startsWith(
                        "`/group-11-&lt;!channel&gt;` *Needs a person* (log-group-no-retention, ")
                .contains("These are the 10 newest; `amends findings` on the command line")
                .doesNotContain("<!channel>", "/fixed", "/group-1-");
        assertThat(type(Standin.BEN, "findings " + World.GUARDRAIL).at("blocks").items())
                .hasSize(11);
        assertThat(type(Standin.BEN, "findings no-<such>").text("text"))
                .isEqualTo(
                        "There is no guardrail `no-&lt;such&gt;` here. There are: log-group-no-retention.");
    }

    @Test
    void anything_else_is_answered_with_what_there_is() {
        for (String text : new String[] {"", "help", "dance", "  "}) {
            Node answer = type(Standin.BEN, text);
            assertThat(answer.text("response_type")).isEqualTo("ephemeral");
            assertThat(answer.text("text")).startsWith("`/amends status`");
        }
    }

    @Test
    void the_stand_in_shows_what_slack_would_show() {
        Node answer =
                world.slack.control(
                        "command",
                        Map.of(
                                "user",
                                Standin.ANN,
                                "channel",
                                Standin.CHANNEL,
                                "command",
                                "/amends",
                                "text",
                                "pause 10m trying it"));
        assertThat(answer.at("ok").value()).as(answer.toString()).isEqualTo(true);
        assertThat(paused().reason()).isEqualTo("trying it");
    }
}
