package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Decision.Kind;
import dev.amends.core.ledger.Decision.One;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Message;
import dev.amends.core.run.RetryLater;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What is said is so: of fixes, undos, denials, and of what could not be read. */
class TruthTest extends InboxScene {

    /** What DynamoDB answers when settings are read; null when it answers as it should. */
    private DynamoDbException settingsFault;

    @Override
    DynamoDbClient dynamo() {
        return Faults.when(
                DYNAMO.client(),
                request -> request instanceof BatchGetItemRequest ? settingsFault : null);
    }

    @Test
    void a_write_that_something_above_overrules_is_not_called_a_fix() throws Exception {
        world.overruled = true;
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("unconfirmed");
        assertThat(said).isEmpty();
        assertThat(deliver(nudge()).why()).isEqualTo("nothing is due");

        now = now.plus(Duration.ofMinutes(2));
        assertThat(deliver(nudge()).name()).isEqualTo("failed");
        assertThat(said.getLast().state()).isEqualTo(State.FAILED);
        assertThat(said.getLast().text())
                .isEqualTo(
                        "The tap drips. Could not close the valve: AWS accepted it, but two minutes later something else is in force (valve is not set).");
        assertThat(world.turned("tap/kitchen")).as("once, and not again and again").isEqualTo(1);
    }

    @Test
    void a_write_that_shows_two_minutes_later_is_a_fix_then() throws Exception {
        world.overruled = true;
        deliver(record("OpenTap", T0, ""));
        world.overruled = false;
        world.turn(ledger.find(KEY).subject().target(), Map.of("valve", "closed"));
        now = now.plus(Duration.ofMinutes(2));
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
    }

    @Test
    void a_write_whose_effect_cannot_be_read_is_read_again_and_then_told_as_what_it_is()
            throws Exception {
        world.faults.addAll(List.of(new Tap.NoFault(), new Tap.NoFault(), passing()));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("unconfirmed");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
    }

    @Test
    void an_approved_fix_that_is_overruled_is_told_to_who_approved_it() throws Exception {
        settings("ask");
        Finding asked = asked();
        world.overruled = true;
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("unconfirmed");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(deliver(nudge()).name()).isEqualTo("failed");
        assertThat(ledger.find(KEY).decided().by()).isEqualTo("Ann (U1)");
    }

    @Test
    void an_undo_that_is_overruled_leaves_the_fix_and_says_so() throws Exception {
        settings("ask");
        Finding fixed = fixed();
        world.overruled = true;
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("unconfirmed");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(deliver(nudge()).name()).isEqualTo("failed");
        Finding after = ledger.find(KEY);
        assertThat(after.state()).isEqualTo(State.FIXED);
        assertThat(after.seen().remedy()).isEqualTo(fixed.seen().remedy());
        assertThat(after.decision()).contains("AWS accepted it, but two minutes later");
    }

    @Test
    void an_undo_of_what_is_overruled_writes_nothing_and_says_what_overrules_it() throws Exception {
        settings("ask");
        Finding fixed = fixed();
        world.decree = "The city keeps this tap closed.";
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("refused");
        assertThat(ledger.find(KEY).decided().refusal())
                .isEqualTo(
                        "The city keeps this tap closed. Taking back what Amends wrote would change nothing.");
        assertThat(world.turned("tap/kitchen")).as("the fix alone").isEqualTo(1);
    }

    @Test
    void an_owners_value_is_not_put_back_where_something_overrules_it() throws Exception {
        deliver(record("OpenTap", T0, ""));
        world.decree = "The city keeps this tap closed.";
        assertThat(deliver(record("SetValve", T0, "half")).name()).isEqualTo("yielded");
        assertThat(ledger.find(KEY).decision()).isEqualTo("The city keeps this tap closed.");
        assertThat(world.turned("tap/kitchen")).as("the fix alone").isEqualTo(1);
    }

    @Test
    void an_undone_security_fix_is_open_again_without_an_end_and_can_be_approved_again()
            throws Exception {
        security = true;
        settings("ask");
        Finding fixed = fixed();
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("undone");
        Finding open = ledger.find(KEY);
        assertThat(open.state()).isEqualTo(State.AWAITING);
        assertThat(open.ends()).isNull();
        assertThat(open.until()).isNull();
        assertThat(open.unsaid()).isTrue();
        assertThat(open.decision())
                .isEqualTo(
                        "Undone, as Ann (U1) asked: it is as it was before Amends changed it. It is open again, and waits without an end for somebody to approve the fix or to exempt it.");
        assertThat(decide(Kind.FIX, One.of(open))).isEqualTo("fixed");
        assertThat(valve()).isEqualTo("closed");
    }

    @Test
    void a_security_violation_made_again_after_an_undo_is_told_again() throws Exception {
        security = true;
        settings("ask");
        decide(Kind.UNDO, One.of(fixed()));
        Finding undone = ledger.find(KEY);
        assertThat(deliver(record("OpenTap", T0, "")).name())
                .as("the same record again is no news")
                .isEqualTo("duplicate");
        assertThat(deliver(record("OpenTap", now, "")).name()).isEqualTo("asked");
        assertThat(ledger.find(KEY).episode()).isEqualTo(undone.episode() + 1);
    }

    @Test
    void an_undo_of_what_is_gone_is_answered() throws Exception {
        settings("ask");
        Finding fixed = fixed();
        world.gone = true;
        assertThat(decide(Kind.UNDO, One.of(fixed))).isEqualTo("refused");
        assertThat(ledger.find(KEY).decided().refusal()).isEqualTo("it is no longer there.");
    }

    @Test
    void an_approval_of_what_is_gone_is_answered() throws Exception {
        settings("ask");
        Finding asked = asked();
        world.gone = true;
        assertThat(decide(Kind.FIX, One.of(asked))).isEqualTo("gone");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.GONE);
        assertThat(ledger.find(KEY).decided().refusal()).isEqualTo("it is no longer there.");
    }

    @Test
    void settings_that_cannot_be_read_for_a_moment_decide_nothing() throws Exception {
        settingsFault = fault(500, "InternalServerError");
        assertThatThrownBy(() -> deliver(record("OpenTap", T0, "")))
                .isInstanceOf(DynamoDbException.class);
        assertThat(ledger.find(KEY)).isNull();
        settingsFault = null;
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("fixed");
    }

    @Test
    void settings_that_may_not_be_read_flag_until_they_may() throws Exception {
        settingsFault = fault(400, "AccessDeniedException");
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("flagged");
        assertThat(world.turned("tap/kitchen")).isZero();
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "Left alone: the settings cannot be read, because the role may not call dynamodb:BatchGetItem. Nothing is changed without them.");
        settingsFault = null;
        assertThat(deliver(record("OpenTap", now, "")).name()).isEqualTo("fixed");
        assertThat(ledger.find(KEY).episode()).as("on the same card").isEqualTo(1);
    }

    @Test
    void a_guardrail_that_is_off_says_nothing_while_settings_cannot_be_read() throws Exception {
        settings("off");
        settingsFault = fault(500, "InternalServerError");
        assertThatThrownBy(() -> deliver(record("OpenTap", T0, "")))
                .isInstanceOf(DynamoDbException.class);
        settingsFault = null;
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("spared");
        assertThat(said).isEmpty();
    }

    @Test
    void a_permission_that_is_missing_is_named_with_where_it_was_refused() throws Exception {
        world.faults.add(new Denied("tap:Get").on("arn:aws:tap:::kitchen"));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("failed");
        assertThat(said)
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text())
                                .startsWith(
                                        "Amends may not call tap:Get on arn:aws:tap:::kitchen, so "));
    }

    @Test
    void a_resource_that_does_not_let_us_look_is_named_itself() throws Exception {
        world.faults.add(Denied.byResource("tap:Get", "its own policy denies it"));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("unknown");
        assertThat(ledger.find(KEY).text())
                .isEqualTo(
                        "Amends can't look at kitchen: it may not call tap:Get, because its own policy denies it. Let Amends' role read it, or look at it yourself.");
        assertThat(deliver(record("OpenTap", now, "")).name())
                .as("a readable look replaces it")
                .isEqualTo("fixed");
    }

    @Test
    void what_our_role_may_not_is_said_once_for_all_resources() throws Exception {
        world.faults.add(new Denied("tap:Get"));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("failed");
        assertThat(ledger.find(KEY)).isNull();
        world.faults.add(new Denied("tap:Get"));
        assertThat(deliver(record("OpenTap", T0, "").replace("kitchen", "bath")).name())
                .isEqualTo("duplicate");
    }

    @Test
    void a_call_that_aws_rejects_is_not_tried_again() throws Exception {
        world.faults.add(new Rejected("tap:Get", "ValidationException: no such size", null));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("unknown");
        assertThat(ledger.find(KEY).text())
                .isEqualTo(
                        "Amends can't look at kitchen: to tap:Get AWS answered ValidationException: no such size. Look at it yourself.");
    }

    @Test
    void a_write_that_aws_rejects_has_failed() throws Exception {
        world.faults.addAll(
                List.of(
                        new Tap.NoFault(),
                        new Rejected("tap:TurnOff", "ValidationException: stuck", null)));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("failed");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "Could not close the valve: to tap:TurnOff AWS answered ValidationException: stuck.");
    }

    @Test
    void a_claim_whose_resource_may_not_be_read_any_more_has_failed() throws Exception {
        claim();
        now = now.plus(Episodes.LEASE);
        world.faults.add(new Denied("tap:Get"));
        assertThat(deliver(nudge()).name()).isEqualTo("failed");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "Could not close the valve: the role may not call tap:Get. Deploy with Powers that allow it, or do it by hand.");
    }

    @Test
    void an_undo_whose_resource_may_not_be_read_any_more_leaves_the_fix() throws Exception {
        settings("ask");
        String key = record(Kind.UNDO, One.of(fixed()));
        dies(key);
        now = now.plus(Episodes.LEASE);
        world.faults.add(new Denied("tap:Get"));
        assertThat(deliver(nudge()).name()).isEqualTo("failed");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.FIXED);
    }

    @Test
    void nothing_is_being_fixed_for_ever() throws Exception {
        claim();
        for (int minutes = 0; minutes < 30; minutes += 5) {
            now = now.plus(Episodes.LEASE);
            world.faults.clear();
            world.faults.addAll(List.of(new Tap.NoFault(), passing()));
            if (minutes < 25) {
                assertThatThrownBy(() -> deliver(nudge())).isInstanceOf(RetryLater.class);
            }
        }
        assertThat(deliver(nudge()).name()).isEqualTo("failed");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo("Could not close the valve: AWS has not let it through for 30 minutes.");
    }

    @Test
    void an_approval_that_nobody_gave_lapses_although_the_resource_cannot_be_read()
            throws Exception {
        settings("ask");
        asked();
        now = now.plus(Duration.ofHours(25));
        world.faults.add(passing());
        assertThat(deliver(nudge()).name()).isEqualTo("expired");
    }

    @Test
    void an_older_record_never_overwrites_what_an_owner_chose_since() throws Exception {
        settings("fix");
        world.turn(target(), Map.of("valve", "cracked"));
        int turned = world.turned("tap/kitchen");
        assertThat(deliver(record("SetValve", now.minusSeconds(5), "cracked")).name())
                .isEqualTo("flagged");
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("yielded");
        assertThat(world.turned("tap/kitchen")).isEqualTo(turned);
    }

    @Test
    void what_a_pause_held_is_fixed_after_it() throws Exception {
        item(Pause.KEY, new Pause(now.plusSeconds(60), "storm", "Ann (U1)", now).toJson());
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("held");
        now = now.plusSeconds(60);
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
    }

    @Test
    void what_an_owner_chose_in_a_pause_is_left_alone_after_it() throws Exception {
        item(Pause.KEY, new Pause(now.plusSeconds(600), "storm", "Ann (U1)", now).toJson());
        world.turn(target(), Map.of("valve", "cracked"));
        int turned = world.turned("tap/kitchen");
        assertThat(deliver(record("SetValve", T0, "cracked")).name()).isEqualTo("held");
        now = now.plusSeconds(600);
        assertThat(deliver(nudge()).name()).isEqualTo("flagged");
        assertThat(world.turned("tap/kitchen")).isEqualTo(turned);
    }

    @Test
    void what_a_breaker_held_is_asked_about_with_the_true_reason() throws Exception {
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofMinutes(3));
            open();
            deliver(record("OpenTap", now, ""));
        }
        assertThat(ledger.find(KEY).state()).isEqualTo(State.HELD);
        now = now.plus(Duration.ofHours(1));
        assertThat(deliver(nudge()).name()).isEqualTo("asked");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "Amends would close the valve, and asks first: it was fixed 3 times within an hour and came back.");
    }

    @Test
    void a_fresh_look_that_somebody_asked_for_asks_with_the_true_reason() throws Exception {
        settings("ask");
        asked();
        now = now.plus(Duration.ofHours(25));
        deliver(nudge());
        settings("fix");
        assertThat(decide(Kind.LOOK, One.of(ledger.find(KEY)))).isEqualTo("asked");
        assertThat(ledger.find(KEY).decision())
                .isEqualTo(
                        "Amends would close the valve, and asks first: somebody asked for a fresh look at it.");
    }

    @Test
    void a_record_of_another_accounts_resource_costs_no_call_and_no_finding() throws Exception {
        String theirs =
                record("OpenTap", T0, "")
                        .replace(
                                "\"requestParameters\"",
                                "\"resources\":[{\"accountId\":\"999988887777\",\"type\":\"Tap\"}],\"requestParameters\"");
        world.faults.add(new Denied("never called"));
        assertThat(deliver(theirs).why()).isEqualTo("another account's: 999988887777");
        assertThat(world.faults).hasSize(1);
    }

    private static Target target() {
        return new Target("111122223333", "eu-west-1", "tap/kitchen", "kitchen");
    }

    private void dies(String decision) {
        assertThatThrownBy(() ->
                        inbox(said::add, true)
                                .handle(new Message("dead", nudge(decision), null, false)))
                .isInstanceOf(Died.class);
    }

    private static Transient passing() {
        return new Transient("tap:TurnOff failed", new IllegalStateException("503"));
    }

    private static DynamoDbException fault(int status, String code) {
        return (DynamoDbException)
                DynamoDbException.builder()
                        .statusCode(status)
                        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                        .message(code)
                        .build();
    }
}
