package dev.amends.slackin;

import dev.amends.core.lambda.HttpReply;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Tallies;
import dev.amends.slack.Tally;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody pressed a button. */
final class Press {
    private final SettingsStore store;
    private final Recorder recorder;
    private final ExemptForm form;
    private final Notes notes;
    private final Clock clock;

    Press(SettingsStore store, Recorder recorder, ExemptForm form, Notes notes, Clock clock) {
        this.store = store;
        this.recorder = recorder;
        this.form = form;
        this.notes = notes;
        this.clock = clock;
    }

    HttpReply handle(Payload payload, Budget budget) {
        Instant now = clock.instant();
        Who who = payload.who();
        Optional<Button> button = Button.of(payload.action().textOr("", "action_id"));
        Optional<ButtonValue> value = Checks.value(payload.action().textOr("", "value"));
        Reading reading =
                Reading.of(store, value.map(each -> keys(each.key())).orElse(List.of()), now);
        if (reading == null) {
            return Replies.status(403, Reading.NONE, who.id());
        }
        if (!reading.admits(payload.workspace(), payload.app())) {
            return Replies.status(403, "another workspace or app", who.id());
        }
        if (button.isEmpty()) {
            // A link, or a button of another version: Slack only wants to hear that we heard.
            return Replies.ok(
                    Replies.outcome(Kind.IGNORED, "a button that decides nothing", "", ""), who);
        }
        if (value.isEmpty()) {
            return refuse(payload, Checks.NOT_OURS, "", "", budget);
        }
        return button.get().many()
                ? many(payload, reading, button.get(), value.get(), now, budget)
                : one(payload, reading, button.get(), value.get(), now, budget);
    }

    private HttpReply one(
            Payload payload,
            Reading reading,
            Button button,
            ButtonValue value,
            Instant now,
            Budget budget) {
        Who who = payload.who();
        return switch (Checks.finding(reading, who, value, button.kind(), now)) {
            case Checked.Not(Refusal refusal) ->
                    refuse(
                            payload,
                            refusal,
                            String.valueOf(Checks.guardrail(value.key())),
                            value.key(),
                            budget);
            case Checked.Shown shown when button == Button.EXEMPT -> {
                Refusal refusal = form.open(payload, shown, budget);
                yield refusal != null
                        ? refuse(payload, refusal, shown.guardrail(), value.key(), budget)
                        : Replies.ok(
                                Replies.outcome(
                                        Kind.ANSWERED,
                                        "the form for an exemption was opened",
                                        shown.guardrail(),
                                        value.key()),
                                who);
            }
            case Checked.Shown shown -> {
                Decision decision =
                        new Decision(
                                Keys.decision(shown.guardrail(), value.token()),
                                button.kind(),
                                shown.guardrail(),
                                new Decision.One(
                                        value.key(),
                                        shown.rendering().episode(),
                                        shown.rendering().incarnation(),
                                        shown.rendering().fingerprint()),
                                who.label(),
                                who.id(),
                                now,
                                null,
                                "");
                yield decide(payload, decision, value, budget);
            }
        };
    }

    private HttpReply many(
            Payload payload,
            Reading reading,
            Button button,
            ButtonValue value,
            Instant now,
            Budget budget) {
        Who who = payload.who();
        String guardrail = Tally.isKey(value.key()) ? Keys.guardrail(value.key()) : null;
        if (guardrail == null) {
            return refuse(payload, Checks.NOT_OURS, "", value.key(), budget);
        }
        State state = button == Button.FIX_ALL ? State.AWAITING : State.FIXED;
        Tally tally = Tallies.decode(value.key(), reading.item(value.key()));
        Decision.Many scope = tally == null ? null : tally.scope(value.token(), state).orElse(null);
        Refusal refusal = Checks.mayDecide(reading, who, guardrail);
        if (refusal == null && scope == null) {
            refusal = Checks.REDRAWN;
        }
        if (refusal == null) {
            refusal = Checks.paused(reading, button.kind(), now);
        }
        if (refusal != null || scope == null) {
            return refuse(
                    payload,
                    refusal == null ? Checks.REDRAWN : refusal,
                    guardrail,
                    value.key(),
                    budget);
        }
        Decision decision =
                new Decision(
                        Keys.decision(guardrail, value.token()),
                        button.kind(),
                        guardrail,
                        scope,
                        who.label(),
                        who.id(),
                        now,
                        null,
                        "");
        return decide(payload, decision, value, budget);
    }

    private HttpReply decide(Payload payload, Decision decision, ButtonValue value, Budget budget) {
        Who who = payload.who();
        Decision first = recorder.write(decision);
        if (first != null) {
            return refuse(
                    payload,
                    new Refusal("decided already, by " + first.by(), Words.first(first, who)),
                    decision.guardrail(),
                    value.key(),
                    budget);
        }
        return Replies.ok(
                recorder.follow(
                        decision,
                        value.key(),
                        new Recorder.Place(payload.channel(), payload.ts(), payload.message()),
                        who,
                        budget),
                who);
    }

    /** The press is acknowledged; why it changed nothing is told to the one who pressed alone. */
    private HttpReply refuse(
            Payload payload, Refusal refusal, String guardrail, String key, Budget budget) {
        Who who = payload.who();
        String problem =
                notes.tell(payload.channel(), who, Replies.Note.of(refusal.said()), budget);
        String why =
                problem.isEmpty()
                        ? refusal.why()
                        : refusal.why() + "; the person could not be told: " + problem;
        return Replies.ok(Replies.outcome(Kind.REFUSED, why, guardrail, key), who);
    }

    private static List<String> keys(String key) {
        return Keys.isFinding(key) ? List.of(key, Keys.card(key)) : List.of(key);
    }
}
