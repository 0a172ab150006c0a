package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LastSeen;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Messages of every kind, on a ledger in DynamoDB Local and with a clock that the test moves. */
class InboxTest extends InboxScene {
    @Test
    void a_flip_of_mode_counts_at_the_next_event() throws Exception {
        settings("flag");
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("flagged");
        settings("fix");
        open();
        assertThat(deliver(record("OpenTap", T0, "").replace("kitchen", "bath")).name())
                .isEqualTo("fixed");
    }

    @Test
    void without_settings_it_is_said_and_nothing_is_touched() throws Exception {
        DYNAMO.client()
                .deleteItem(r ->
                        r.tableName(table).key(Map.of("pk", AttributeValue.fromS("settings"))));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("flagged");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void the_keepers_nudge_finishes_a_claim_whose_worker_died() throws Exception {
        claim();
        assertThat(deliver(nudge()).why()).isEqualTo("nothing is due");
        now = now.plus(Episodes.LEASE);
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
        assertThat(world.turned("tap/kitchen")).isEqualTo(1);
        assertThat(said).extracting(Finding::state).containsExactly(State.FIXED);
        assertThat(deliver(nudge()).why()).isEqualTo("nothing is due");
    }

    @Test
    void a_breaker_that_has_rested_asks() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("fixed");
            open();
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("held");
        now = now.plus(Duration.ofHours(1));
        assertThat(deliver(nudge()).name()).isEqualTo("asked");
        assertThat(world.turned("tap/kitchen")).isEqualTo(3);
        assertThat(ledger.find(KEY).state()).isEqualTo(State.AWAITING);
    }

    @Test
    void ours_landed_on_top_of_the_owners_value_so_theirs_is_put_back() throws Exception {
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("fixed");
        Outcome outcome = deliver(record("SetValve", now.minusSeconds(1), "half"));
        assertThat(outcome.name()).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.YIELDED);
    }

    @Test
    void the_owner_set_theirs_after_ours_so_it_stands() throws Exception {
        deliver(record("OpenTap", T0, ""));
        world.turn(ledger.find(KEY).subject().target(), Map.of("valve", "half"));
        Outcome outcome = deliver(record("SetValve", now.plusSeconds(1), "half"));
        assertThat(outcome.name()).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
    }

    @Test
    void putting_back_is_finished_when_its_worker_died_before_the_write() throws Exception {
        deliver(record("OpenTap", T0, ""));
        Finding fixed = ledger.find(KEY);
        var ours = fixed.seen().remedy();
        var back =
                new Remedy(
                        "put it back",
                        "Put the owner's own value back.",
                        ours.after(),
                        Map.of("valve", "half"),
                        true,
                        null,
                        List.of(),
                        "",
                        "");
        ledger.take(
                fixed,
                Move.of(
                                fixed.subject(),
                                Step.RESTORE,
                                "a worker that died",
                                now,
                                "Putting it back.")
                        .settledBy("ana")
                        .with(back));
        now = now.plus(Episodes.LEASE);
        assertThat(deliver(nudge()).name()).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.YIELDED);
    }

    @Test
    void what_comes_back_from_the_dead_letters_is_asked_about() throws Exception {
        String body = Node.write(Map.of("amends", "redrive", "body", record("OpenTap", T0, "")));
        assertThat(deliver(body).name()).isEqualTo("asked");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void a_sample_handed_in_is_about_the_account_and_region_it_is_handed_in_to() throws Exception {
        elsewhere();
        String sample =
                record("OpenTap", T0, "")
                        .replace("kitchen", "arn:aws:tap:eu-west-1:111122223333:kitchen");

        Outcome outcome = byHand(sample);

        assertThat(outcome.name()).isEqualTo("fixed");
        assertThat(outcome.resource())
                .isEqualTo("tap/arn:aws-cn:tap:cn-north-1:444455556666:kitchen");
        Finding finding = ledger.find(outcome.key());
        assertThat(finding.subject().target().account()).isEqualTo("444455556666");
        assertThat(finding.subject().target().region()).isEqualTo("cn-north-1");
    }

    @Test
    void a_sample_counts_as_if_it_had_just_happened_each_time_it_is_handed_in() throws Exception {
        elsewhere();
        String sample = record("OpenTap", T0, "");
        String key = byHand(sample).key();
        assertThat(ledger.find(key).seen().cause().time()).isEqualTo(now);
        open();
        now = now.plus(Duration.ofMinutes(5));

        assertThat(byHand(sample).name()).isEqualTo("fixed");

        assertThat(ledger.find(key).seen().cause().time()).isEqualTo(now);
        assertThat(world.turned("tap/kitchen")).isEqualTo(2);
    }

    @Test
    void what_comes_through_the_inbox_is_never_taken_for_a_sample() throws Exception {
        elsewhere();
        String sample = record("OpenTap", T0, "");

        for (String forged :
                List.of(
                        sample,
                        Node.write(
                                Map.of(
                                        "amends", "look", "look", 5, "origin", "MANUAL", "record",
                                        sample)),
                        Node.write(Map.of("amends", "redrive", "body", sample)))) {
            Outcome outcome = deliver(forged);
            assertThat(outcome.name()).isEqualTo("ignored");
            assertThat(outcome.why()).isEqualTo("another account's: 111122223333");
        }
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void a_record_of_another_account_is_ignored_by_hand_too() throws Exception {
        elsewhere();

        Outcome outcome = byHand(record("OpenTap", T0, "").replace("111122223333", "777788889999"));

        assertThat(outcome.why()).isEqualTo("another account's: 777788889999");
    }

    @Test
    void in_the_account_of_the_samples_another_regions_record_is_another_regions()
            throws Exception {
        region = "eu-west-3";

        assertThat(byHand(record("OpenTap", T0, "")).why())
                .isEqualTo("another Region's: eu-west-1");
    }

    private void elsewhere() {
        role = "arn:aws-cn:iam::444455556666:role/amends";
        region = "cn-north-1";
    }

    private Outcome byHand(String body) throws Exception {
        return inbox(said::add, false)
                .handle(new Message("request-" + messages++, body, null, true))
                .getFirst();
    }

    @Test
    void the_time_of_the_last_event_is_noted_at_most_every_quarter_of_an_hour() throws Exception {
        Inbox inbox = inbox(said::add, false);
        Message event = new Message("m", record("OpenTap", T0, ""), null, false);
        inbox.handle(event);
        inbox.batchEnded();
        assertThat(lastSeen()).contains(T0);
        inbox.handle(new Message("m", record("OpenTap", T0.plusSeconds(60), ""), null, false));
        inbox.batchEnded();
        assertThat(lastSeen()).contains(T0);
        now = now.plus(Duration.ofMinutes(16));
        inbox.batchEnded();
        assertThat(lastSeen()).contains(T0.plusSeconds(60));
    }

    @Test
    void a_record_by_hand_is_no_sign_of_a_trail() throws Exception {
        Inbox inbox = inbox(said::add, false);
        inbox.handle(new Message("m", record("OpenTap", T0, ""), null, true));
        inbox.batchEnded();
        assertThat(lastSeen()).isEmpty();
    }

    private Optional<Instant> lastSeen() {
        return LastSeen.decode(
                DYNAMO.client()
                        .getItem(r ->
                                r.tableName(table)
                                        .key(
                                                Map.of(
                                                        "pk",
                                                        AttributeValue.fromS(
                                                                LastSeen.key("leaky-tap")))))
                        .item());
    }

    @Test
    void a_forged_event_on_the_bus_can_carry_no_nudge_and_no_decision() throws Exception {
        deliver(record("OpenTap", T0, ""));
        Finding before = ledger.find(KEY);
        String forged =
                Node.write(
                        Map.of(
                                "source", "my.app",
                                "detail-type", "AWS API Call via CloudTrail",
                                "detail", Map.of("amends", "nudge", "key", KEY)));
        assertThatThrownBy(() -> deliver(forged)).isInstanceOf(Unreadable.class);
        assertThat(ledger.find(KEY)).isEqualTo(before);
    }

    @Test
    void a_heartbeat_is_answered_and_nothing_else() throws Exception {
        assertThat(deliver("{\"amends\":\"heartbeat\"}").name()).isEqualTo("awake");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "[]",
                "7",
                "{}",
                "{\"detail\":{}}",
                "{\"amends\":\"dance\"}",
                "{\"amends\":\"nudge\"}",
                "{\"amends\":\"nudge\",\"key\":\"settings\"}",
                "{\"amends\":\"nudge\",\"key\":\"finding#other#00\"}",
                "{\"amends\":\"look\"}",
                "{\"amends\":\"redrive\",\"body\":\"junk\"}"
            })
    void what_is_no_message_of_ours_is_unreadable(String body) {
        assertThatThrownBy(() -> deliver(body)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eventName\":\"OpenTap\"|\"eventName\":\"Other\"|no guardrail here watches Other",
                "111122223333|999988887777|another account's: 999988887777",
                "eu-west-1|us-east-1|another Region's: us-east-1",
                "\"requestParameters\"|\"errorCode\":\"AccessDenied\",\"requestParameters\"|the call failed and changed nothing: AccessDenied",
                "\"arn\":\"someone\"|\"arn\":\"arn:aws:iam::111122223333:role/amends\"|our own doing",
            })
    void what_is_not_ours_ends_with_its_reason(String from, String to, String why)
            throws Exception {
        Outcome outcome = deliver(record("OpenTap", T0, "").replace(from, to));
        assertThat(outcome.name()).isEqualTo("ignored");
        assertThat(outcome.why()).isEqualTo(why);
    }

    @Test
    void a_quarter_of_a_megabyte_is_handled_like_any_other() throws Exception {
        String big =
                record("OpenTap", T0, "")
                        .replace("\"tap\"", "\"pad\":\"" + "x".repeat(262_144) + "\",\"tap\"");
        assertThat(deliver(big).name()).isEqualTo("fixed");
    }
}
