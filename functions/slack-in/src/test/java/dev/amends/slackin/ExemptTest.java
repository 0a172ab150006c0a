package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form for an exemption, opened and filled in in the Slack stand-in. */
class ExemptTest {
    private static final String NAME = "/aws/lambda/orders-<v2>";

    private final World world = new World();
    private final Decisions decisions = new Decisions(world.dynamo.client(), world.table);
    private final String key = Keys.decision(World.GUARDRAIL, "t1");
    private Finding finding;
    private String ts;

    @BeforeEach
    void card() {
        finding = world.take(NAME, Step.ASK, "f1");
        ts = world.draw(finding, "t1");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Node open(String user) {
        return world.slack.control(
                "press",
                Map.of("user", user, "channel", Standin.CHANNEL, "ts", ts, "action_id", "exempt"));
    }

    private Node submit(Map<String, String> fields) {
        Map<String, Object> values = new HashMap<>();
        fields.forEach((name, value) -> values.put(name, Map.of(name, value)));
        return world.slack.control(
                "submit",
                Map.of(
                        "user",
                        Standin.ANN,
                        "view_id",
                        world.slack.views().getFirst().textOr("", "view", "id"),
                        "values",
                        values));
    }

    @Test
    void an_approver_gets_the_form_at_once_and_nobody_else_does() {
        open(Standin.BEN);
        assertThat(world.slack.views()).isEmpty();
        assertThat(world.slack.ephemerals().getFirst().text("text"))
                .startsWith("You are not among the approvers");

        assertThat(open(Standin.ANN).at("ok").value()).isEqualTo(true);
        Node view = world.slack.views().getFirst().at("view");
        assertThat(view.text("title", "text")).isEqualTo("Exempt for a while");
        assertThat(view.at("blocks").toString())
                .contains("orders-&lt;v2&gt;", "Only " + NAME, "30 days");
        assertThat(decisions.find(key)).isNull();
    }

    @Test
    void for_seven_days_only_this_one_with_a_reason() {
        open(Standin.ANN);
        Instant before = world.clock.instant();

        Node answer = submit(Map.of("reason", "  The audit reads it until Friday.  "));

        assertThat(answer.at("ok").value()).isEqualTo(true);
        assertThat(world.slack.views()).as("the form is closed").isEmpty();
        Decision decision = decisions.find(key);
        assertThat(decision.kind()).isEqualTo(Decision.Kind.EXEMPT);
        assertThat(decision.scope())
                .isEqualTo(new Decision.One(finding.key(), finding.episode(), "1", "f1"));
        assertThat(decision.reason()).isEqualTo("The audit reads it until Friday.");
        assertThat(decision.until())
                .isBetween(
                        before.plus(Duration.ofDays(7)),
                        world.clock.instant().plus(Duration.ofDays(7)));
        assertThat(world.nudges).hasSize(1);
        assertThat(world.slack.message(ts).at("blocks").toString())
                .contains("Exempted by <@U0ANN00001>, being recorded.")
                .doesNotContain("\"actions\"");
    }

    @Test
    void of_several_mistakes_one_can_be_chosen_and_only_one_that_is_there() {
        finding = world.several("orders");
        ts = world.draw(finding, "t1");
        open(Standin.ANN);
        Node view = world.slack.views().getFirst().at("view");
        assertThat(view.at("blocks").toString())
                .contains(
                        "One of its mistakes, chosen below",
                        "All that is wrong with orders now",
                        "orders/log-group-no-retention/Trace");

        Node wrong = submit(Map.of("reason", "because"));
        assertThat(wrong.toString()).contains("Choose the mistake that is to be left alone.");
        assertThat(decisions.find(key)).isNull();

        submit(Map.of("reason", "kept for the auditors", "mistake", "1"));
        assertThat(decisions.find(key).scope())
                .isEqualTo(new Decision.Names("orders/log-group-no-retention/Trace"));
    }

    @Test
    void until_the_end_of_another_day_for_names_like_it() {
        open(Standin.ANN);
        LocalDate day = LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC).plusDays(12);

        submit(
                Map.of(
                        "reason", "load test",
                        "date", day.toString(),
                        "scope", "names",
                        "pattern", "/aws/lambda/orders-*"));

        Decision decision = decisions.find(key);
        assertThat(decision.scope()).isEqualTo(new Decision.Names("/aws/lambda/orders-*"));
        assertThat(decision.until())
                .isEqualTo(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @Test
    void what_is_filled_in_wrongly_is_said_beside_the_field_and_nothing_is_decided() {
        LocalDate today = LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC);
        assertWrong(
                Map.of("reason", "because", "date", today.minusDays(1).toString()),
                "date",
                "Choose a day from today on, within a year.");
        assertWrong(
                Map.of("reason", "because", "date", today.plusDays(366).toString()),
                "date",
                "Choose a day from today on, within a year.");
        assertWrong(Map.of("reason", "a  "), "reason", "Say why in 3 to 500 characters");
        assertWrong(
                Map.of("reason", "because", "scope", "names", "pattern", "**a*"),
                "pattern",
                "at least 3 characters besides *");
        assertWrong(
                Map.of("reason", "because", "scope", "names", "pattern", "/aws/lambda/other-*"),
                "pattern",
                "does not fit the resource");
    }

    private void assertWrong(Map<String, String> fields, String block, String said) {
        open(Standin.ANN);
        Node answer = submit(fields);
        assertThat(answer.text("errors", block)).contains(said);
        assertThat(decisions.find(key)).isNull();
        assertThat(world.nudges).isEmpty();
    }

    @Test
    void a_form_whose_card_was_redrawn_meanwhile_says_so_in_its_place() {
        open(Standin.ANN);
        world.draw(finding, "t2");

        Node answer = submit(Map.of("reason", "because"));

        assertThat(answer.at("ok").value()).isEqualTo(true);
        Node view = world.slack.views().getFirst().at("view");
        assertThat(view.text("title", "text")).isEqualTo("Nothing was changed");
        assertThat(view.at("blocks").toString())
                .contains("This card has been redrawn since; use the newest one.");
        assertThat(decisions.find(key)).isNull();
    }

    @Test
    void when_slack_does_not_open_the_form_the_presser_is_told() {
        world.slack.control(
                "faults", Map.of("method", "views.open", "error", "expired_trigger_id"));
        open(Standin.ANN);
        assertThat(world.slack.ephemerals().getFirst().text("text"))
                .isEqualTo(
                        "Slack did not open the form (expired_trigger_id). Nothing was changed; press again.");
    }
}
