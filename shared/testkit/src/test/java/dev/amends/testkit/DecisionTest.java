package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decision.Kind;
import dev.amends.core.ledger.Decision.Many;
import dev.amends.core.ledger.Decision.Names;
import dev.amends.core.ledger.Decision.One;
import dev.amends.core.ledger.Decision.Scope;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Message;
import dev.amends.core.run.RetryLater;
import dev.amends.core.settings.Exemption;
import dev.amends.core.settings.Exemptions;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What people decide, carried out by the guardrail's function on a ledger in DynamoDB Local. */
class DecisionTest extends InboxScene {
    /** Requests that are denied, by their names. */
    private Set<String> denied = Set.of();

    @BeforeEach
    void askMode() {
        settings("ask");
    }

    @Test
    void an_approval_fixes_what_was_shown_and_says_who_approved() throws Exception {
        Finding asked = asked();
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("fixed");
        assertThat(valve()).isEqualTo("closed");
        Finding fixed = ledger.find(KEY);
        assertThat(fixed.text())
                .isEqualTo("The tap drips. Closed the valve. Ann (U1) approved it.");
        assertThat(fixed.episode()).isEqualTo(asked.episode());
        assertThat(fixed.decided().by()).isEqualTo("Ann (U1)");
    }

    @Test
    void the_same_decision_delivered_twice_is_carried_out_once() throws Exception {
        String key = record(Kind.FIX, One.of(asked()));
        assertThat(deliver(nudge(key)).name()).isEqualTo("fixed");
        assertThat(deliver(nudge(key)).why()).isEqualTo("this decision was carried out already");
        assertThat(world.turned("tap/kitchen")).isEqualTo(1);
    }

    @Test
    void an_approval_that_is_nudged_again_after_its_undo_does_not_fix_it_once_more()
            throws Exception {
        security = true; // the mistake is open again after the undo, just as it was approved
        String approval = record(Kind.FIX, One.of(asked()));
        assertThat(deliver(nudge(approval)).name()).isEqualTo("fixed");
        assertThat(decide(Kind.UNDO, One.of(ledger.find(KEY)))).isEqualTo("undone");
        Finding undone = ledger.find(KEY);

        assertThat(deliver(nudge(approval)).why())
                .isEqualTo("this decision was dealt with already");
        assertThat(valve()).as("as the undo left it").isNull();
        assertThat(ledger.find(KEY)).isEqualTo(undone);
    }

    @Test
    void an_exemption_that_is_nudged_again_after_it_was_ended_does_not_begin_once_more()
            throws Exception {
        String exemption = record(Kind.EXEMPT, One.of(asked()));
        deliver(nudge(exemption));
        now = now.plusSeconds(60);
        assertThat(decide(Kind.LOOK, One.of(ledger.find(KEY)))).isEqualTo("asked");

        assertThat(deliver(nudge(exemption)).name()).isEqualTo("duplicate");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.AWAITING);
    }

    @Test
    void an_exemption_by_name_that_is_nudged_again_after_it_was_ended_does_not_begin_once_more()
            throws Exception {
        asked();
        String exemption = record(Kind.EXEMPT, new Names("kit*"));
        assertThat(deliver(nudge(exemption)).name()).isEqualTo("carried_on");
        String onTheFinding = later.removeLast();
        assertThat(deliver(onTheFinding).name()).isEqualTo("exempt");
        now = now.plusSeconds(60);
        decide(Kind.LOOK, new Names("kit*"));
        assertThat(deliver(later.removeLast()).name()).isEqualTo("asked");

        assertThat(deliver(nudge(exemption)).name()).isEqualTo("duplicate");
        assertThat(deliver(onTheFinding).name()).isEqualTo("duplicate");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.AWAITING);
    }

    @Test
    void a_rendering_can_be_decided_on_once_and_the_second_learns_who_was_first() {
        Decision first = decision("t", Kind.FIX, new One(KEY, 1, "i", "f"), "Ann (U1)");
        Decision second = decision("t", Kind.EXEMPT, new One(KEY, 1, "i", "f"), "Ben (U2)");
        assertThat(decisions.record(first)).isNull();
        assertThat(decisions.record(second)).isEqualTo(first);
        assertThat(decisions.find(first.key())).isEqualTo(first);
    }

    @Test
    void an_approval_of_something_else_than_the_finding_is_now_is_refused_and_says_so()
            throws Exception {
        Finding asked = asked();
        String key =
                record(Kind.FIX, new One(KEY, asked.episode(), "the only one", "another print"));
        assertThat(deliver(nudge(key)).name()).isEqualTo("refused");
        assertThat(world.turned("tap/kitchen")).isZero();
        Finding noted = ledger.find(KEY);
        assertThat(noted.state()).isEqualTo(State.AWAITING);
        assertThat(noted.rev()).isGreaterThan(asked.rev());
        assertThat(noted.unsaid()).isTrue();
        assertThat(noted.decided().refusal())
                .isEqualTo("the finding has changed since it was shown. Look at it as it is now.");
    }

    @Test
    void when_the_live_state_is_another_violation_than_was_approved_it_is_asked_again()
            throws Exception {
        Finding asked = asked();
        world.turn(asked.subject().target(), Map.of("valve", "cracked"));
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("asked");
        assertThat(valve()).isEqualTo("cracked");
        Finding again = ledger.find(KEY);
        assertThat(again.state()).isEqualTo(State.AWAITING);
        assertThat(again.episode()).isEqualTo(asked.episode() + 1);
    }

    @Test
    void an_approval_of_what_its_owner_has_put_right_meanwhile_changes_nothing() throws Exception {
        Finding asked = asked();
        world.turn(asked.subject().target(), Map.of("valve", "half"));
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("resolved");
        assertThat(valve()).isEqualTo("half");
    }

    @Test
    void an_approval_that_came_too_late_is_refused_and_the_finding_expires() throws Exception {
        Finding asked = asked();
        now = now.plus(Duration.ofHours(25));
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("refused");
        assertThat(ledger.find(KEY).decided().refusal())
                .isEqualTo("the time to approve is over. Ask for a fresh look.");
        assertThat(deliver(nudge()).name()).isEqualTo("expired");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "Nobody decided within 24 hours; nothing was changed. Ask for a fresh look to decide after all.");
        assertThat(world.turned("tap/kitchen")).isZero();
        assertThat(decide(Kind.LOOK, One.of(ledger.find(KEY)))).isEqualTo("asked");
        assertThat(ledger.find(KEY).episode()).isEqualTo(asked.episode() + 1);
    }

    @Test
    void people_are_reminded_once_before_an_approval_lapses() throws Exception {
        asked();
        now = now.plus(Duration.ofHours(20));
        assertThat(deliver(nudge()).name()).isEqualTo("reminded");
        assertThat(deliver(nudge()).why()).isEqualTo("nothing is due");
        assertThat(ledger.find(KEY).unsaid()).isTrue();
    }

    @Test
    void a_decision_that_lay_for_more_than_an_hour_is_not_carried_out() throws Exception {
        String key = record(Kind.FIX, One.of(asked()));
        now = now.plus(Decision.FRESH).plusSeconds(1);
        assertThat(deliver(nudge(key)).name()).isEqualTo("refused");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag", "off"})
    void settings_that_allow_less_by_now_win_over_an_approval(String mode) throws Exception {
        Finding asked = asked();
        settings(mode);
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("refused");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void an_undo_brings_the_old_state_back_and_the_same_mistake_is_left_alone() throws Exception {
        Finding fixed = fixed();
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("undone");
        assertThat(valve()).isNull();
        assertThat(ledger.find(KEY).decision())
                .isEqualTo("Undone, as Ann (U1) asked: it is as it was before Amends changed it.");
        assertThat(deliver(record("OpenTap", now, "")).name()).isEqualTo("yielded");
        assertThat(world.turned("tap/kitchen")).isEqualTo(2);
    }

    @Test
    void an_undo_is_refused_with_the_reason_when_somebody_has_changed_it_since() throws Exception {
        Finding fixed = fixed();
        world.turn(fixed.subject().target(), Map.of("valve", "half"));
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "The undo that Ann (U1) asked for was not carried out: it is no longer as Amends left it, and what is there now stands.");
        assertThat(ledger.find(KEY).decided().refusal()).isNotEmpty();
    }

    @Test
    void an_undo_works_in_a_pause_because_it_may_be_what_ends_the_outage() throws Exception {
        Finding fixed = fixed();
        pause(now.plus(Duration.ofHours(2)));
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("undone");
    }

    @Test
    void after_thirty_days_a_fix_cannot_be_undone() throws Exception {
        Finding fixed = fixed();
        now = now.plus(Episodes.UNDO_SPAN).plusSeconds(1);
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("refused");
        assertThat(valve()).isEqualTo("closed");
    }

    @Test
    void in_a_pause_an_approval_is_refused_and_can_be_given_again_afterwards() throws Exception {
        Finding asked = asked();
        pause(now.plus(Duration.ofHours(2)));
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("refused");
        assertThat(ledger.find(KEY).decided().refusal())
                .isEqualTo(
                        "Amends is paused until 1 March 2026, 12:05 UTC (storm). Resume it first, or wait.");
        pause(now);
        assertThat(decide(Kind.FIX, One.of(ledger.find(KEY)))).isEqualTo("fixed");
    }

    @Test
    void what_is_found_in_a_pause_is_held_and_judged_afresh_when_it_is_resumed() throws Exception {
        settings("fix");
        pause(now.plus(Duration.ofHours(2)));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("held");
        assertThat(ledger.find(KEY).unsaid()).isFalse();
        assertThat(world.turned("tap/kitchen")).isZero();
        pause(now);
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
    }

    @Test
    void a_pause_that_is_prolonged_keeps_what_it_holds() throws Exception {
        pause(now.plus(Duration.ofHours(2)));
        deliver(record("OpenTap", T0, ""));
        now = now.plus(Duration.ofHours(2));
        pause(now.plus(Duration.ofHours(2)));
        assertThat(deliver(nudge()).name()).isEqualTo("held");
        assertThat(deliver(nudge()).name()).isEqualTo("duplicate");
    }

    @Test
    void a_pause_that_cannot_be_read_stops_every_change() throws Exception {
        settings("fix");
        item(Pause.KEY, "{\"until\":\"soon\"}");
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("flagged");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void an_exemption_leaves_it_alone_until_its_end_and_is_announced_before() throws Exception {
        Finding asked = asked();
        Instant until = now.plus(Duration.ofDays(30));
        assertThat(decide(Kind.EXEMPT, One.of(asked))).isEqualTo("exempt");
        assertThat(ledger.find(KEY).ends()).isEqualTo(until);
        assertThat(deliver(record("OpenTap", now, "")).name()).isEqualTo("exempt");

        now = until.minus(Duration.ofDays(3));
        assertThat(deliver(nudge()).name()).isEqualTo("reminded");
        now = until;
        assertThat(deliver(nudge()).name()).isEqualTo("asked");
        assertThat(ledger.find(KEY).episode()).isEqualTo(asked.episode() + 1);
    }

    @Test
    void an_exemption_can_be_ended_before_its_time() throws Exception {
        decide(Kind.EXEMPT, One.of(asked()));
        assertThat(decide(Kind.LOOK, One.of(ledger.find(KEY)))).isEqualTo("asked");
    }

    @Test
    void names_that_are_exempt_are_left_alone_without_a_word_until_the_exemption_ends()
            throws Exception {
        assertThat(decide(Kind.EXEMPT, new Names("kit*"))).isEqualTo("carried_on");
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("exempt");
        assertThat(ledger.find(KEY).unsaid()).isFalse();
        assertThat(deliver(record("OpenTap", T0, "").replace("kitchen", "bath")).name())
                .isEqualTo("asked");
        now = now.plus(Duration.ofDays(30));
        assertThat(deliver(nudge()).name()).isEqualTo("asked");
    }

    @Test
    void names_exempt_what_is_open_already_and_ending_it_asks_again() throws Exception {
        asked();
        decide(Kind.EXEMPT, new Names("kit*"));
        assertThat(deliver(later.removeLast()).name()).isEqualTo("exempt");
        decide(Kind.LOOK, new Names("kit*"));
        assertThat(deliver(later.removeLast()).name()).isEqualTo("asked");
    }

    @Test
    void a_fresh_look_that_changes_nothing_is_answered_all_the_same() throws Exception {
        Finding asked = asked();
        world.turn(asked.subject().target(), Map.of("valve", "frozen"));
        deliver(record("OpenTap", now, ""));
        Finding unknown = ledger.find(KEY);
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(decide(Kind.LOOK, One.of(unknown))).isEqualTo("refused");
        Finding noted = ledger.find(KEY);
        assertThat(noted.unsaid()).as("the card is drawn again, with its buttons").isTrue();
        assertThat(noted.decided().refusal())
                .isEqualTo("it was looked at again, and nothing has changed.");
    }

    @Test
    void ending_an_exemption_by_name_leaves_alone_what_was_exempted_on_its_own() throws Exception {
        decide(Kind.EXEMPT, One.of(asked()));
        decide(Kind.EXEMPT, new Names("kit*"));
        later.clear();
        assertThat(decide(Kind.LOOK, new Names("kit*"))).isEqualTo("carried_on");
        assertThat(later).isEmpty();
        assertThat(ledger.find(KEY).state()).isEqualTo(State.EXEMPT);
    }

    @Test
    void a_look_at_what_is_exempt_by_its_name_changes_nothing_and_who_exempted_it_stays_known()
            throws Exception {
        decide(Kind.EXEMPT, new Names("kit*"));
        deliver(record("OpenTap", T0, ""));
        Finding exempt = ledger.find(KEY);
        assertThat(decide(Kind.LOOK, One.of(exempt))).isEqualTo("refused");
        Finding noted = ledger.find(KEY);
        assertThat(noted.rev()).isEqualTo(exempt.rev() + 1);
        assertThat(noted.decided()).isEqualTo(exempt.decided());
        assertThat(noted.ends()).isEqualTo(exempt.ends());
    }

    @Test
    void too_many_exemptions_by_name_are_refused_and_said() throws Exception {
        Exemptions exemptions = new Exemptions(DYNAMO.client(), table);
        for (int i = 0; i < Exemptions.MOST; i++) {
            Exemption each =
                    new Exemption("id" + i, "name-" + i, now.plusSeconds(60), "r", "Ann", now);
            assertThat(exemptions.add("leaky-tap", each, now)).isTrue();
        }
        assertThat(decide(Kind.EXEMPT, new Names("kit*"))).isEqualTo("refused");
        now = now.plusSeconds(60);
        assertThat(decide(Kind.EXEMPT, new Names("kit*"))).isEqualTo("carried_on");
    }

    @Test
    void a_decision_about_many_is_carried_out_on_each_that_has_not_moved_since() throws Exception {
        List<String> taps = List.of("kitchen", "bath", "cellar");
        for (String tap : taps) {
            deliver(record("OpenTap", T0, "").replace("kitchen", tap));
        }
        Instant shownAt = now;
        now = now.plusSeconds(60);
        deliver(record("OpenTap", T0, "").replace("kitchen", "roof"));
        String bath = Keys.finding("leaky-tap", "111122223333", "eu-west-1", "tap/bath");
        decide(Kind.EXEMPT, One.of(ledger.find(bath)));

        Scope scope = new Many(State.AWAITING, T0, shownAt);
        assertThat(decide(Kind.FIX, scope)).isEqualTo("carried_on");
        List<String> outcomes = new ArrayList<>();
        for (String each : List.copyOf(later)) {
            outcomes.add(deliver(each).name());
        }
        assertThat(outcomes).containsExactly("fixed", "fixed");
        assertThat(world.turned("tap/roof") + world.turned("tap/bath")).isZero();
    }

    @Test
    void the_keeper_brings_back_a_decision_whose_nudge_was_lost_until_it_is_done()
            throws Exception {
        String key = record(Kind.FIX, One.of(asked()));
        now = now.plus(Duration.ofMinutes(3));
        LedgerIndex index = new LedgerIndex(DYNAMO.client(), table);
        assertThat(index.due(now, 10)).containsExactly(key);
        deliver(nudge(key));
        assertThat(index.due(now, 10)).isEmpty();
    }

    @Test
    void an_approval_whose_worker_died_is_finished_and_not_asked_again() throws Exception {
        String key = record(Kind.FIX, One.of(asked()));
        assertThatThrownBy(() ->
                        inbox(said::add, true).handle(new Message("dead", nudge(key), null, false)))
                .isInstanceOf(Died.class);
        assertThat(ledger.find(KEY).state()).isEqualTo(State.ACTING);
        assertThatThrownBy(() -> deliver(nudge(key))).isInstanceOf(RetryLater.class);
        now = now.plus(Episodes.LEASE);
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo("Closed the valve. Ann (U1) approved it.");
    }

    @Test
    void an_undo_whose_worker_died_is_finished() throws Exception {
        String key = record(Kind.UNDO, One.of(fixed()));
        assertThatThrownBy(() ->
                        inbox(said::add, true).handle(new Message("dead", nudge(key), null, false)))
                .isInstanceOf(Died.class);
        now = now.plus(Episodes.LEASE);
        assertThat(deliver(nudge()).name()).isEqualTo("undone");
        assertThat(valve()).isNull();
    }

    @Test
    void a_forged_nudge_for_a_decision_that_nobody_wrote_down_changes_nothing() throws Exception {
        asked();
        Finding before = ledger.find(KEY);
        String forged = Keys.decision("leaky-tap", "forged");
        assertThat(deliver(nudge(forged)).why()).isEqualTo("no such decision");
        assertThat(
                        deliver(
                                        Node.write(
                                                Map.of(
                                                        "amends",
                                                        "nudge",
                                                        "key",
                                                        KEY,
                                                        "decision",
                                                        forged)))
                                .why())
                .isEqualTo("no such decision");
        assertThat(ledger.find(KEY)).isEqualTo(before);
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void a_decision_about_a_finding_that_was_forgotten_changes_nothing() throws Exception {
        Finding asked = asked();
        DYNAMO.client()
                .deleteItem(r -> r.tableName(table).key(Map.of("pk", AttributeValue.fromS(KEY))));
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("ignored");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    /**
     * AWS says that a transaction is authorized by the actions of its members, and not which keys
     * {@code dynamodb:LeadingKeys} holds for one member. Held against the keys of all, it would
     * deny what each of the two writes is allowed alone.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">Using
     *     IAM with DynamoDB transactions</a>
     */
    @Test
    void where_iam_denies_the_transaction_an_approval_and_an_undo_end_in_two_writes()
            throws Exception {
        denied = Set.of("TransactWriteItemsRequest");
        String approved = record(Kind.FIX, One.of(asked()));
        assertThat(deliver(nudge(approved)).name()).isEqualTo("fixed");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.FIXED);
        assertThat(decisions.pending(approved)).isFalse();

        String undone = record(Kind.UNDO, One.of(ledger.find(KEY)));
        assertThat(deliver(nudge(undone)).name()).isEqualTo("undone");
        assertThat(decisions.pending(undone)).isFalse();
        assertThat(said).extracting(Finding::state).endsWith(State.FIXED, State.UNDONE);
    }

    @Test
    void the_second_of_two_writes_that_fails_leaves_the_decision_to_the_keeper() throws Exception {
        denied = Set.of("TransactWriteItemsRequest", "UpdateItemRequest");
        String key = record(Kind.FIX, One.of(asked()));
        assertThatThrownBy(() -> deliver(nudge(key))).hasStackTraceContaining("not authorized");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.FIXED);
        assertThat(decisions.pending(key)).isTrue();

        denied = Set.of("TransactWriteItemsRequest");
        assertThat(deliver(nudge(key)).why()).isEqualTo("this decision was carried out already");
        assertThat(decisions.pending(key)).isFalse();
        assertThat(world.turned("tap/kitchen")).isEqualTo(1);
    }

    @Test
    void where_iam_denies_the_finding_too_nothing_is_marked_as_dealt_with() throws Exception {
        Finding asked = asked();
        String key = record(Kind.FIX, One.of(asked));
        settings("flag");
        denied = Set.of("TransactWriteItemsRequest", "PutItemRequest");
        assertThatThrownBy(() -> deliver(nudge(key))).hasStackTraceContaining("not authorized");
        assertThat(decisions.pending(key)).isTrue();
    }

    /** The functions' client; what is denied answers as IAM does. */
    @Override
    DynamoDbClient dynamo() {
        return Faults.when(
                super.dynamo(),
                request ->
                        !denied.contains(request.getClass().getSimpleName())
                                ? null
                                : DynamoDbException.builder()
                                        .statusCode(400)
                                        .awsErrorDetails(
                                                AwsErrorDetails.builder()
                                                        .errorCode("AccessDeniedException")
                                                        .build())
                                        .message("not authorized to perform this action")
                                        .build());
    }
}
