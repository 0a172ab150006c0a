package dev.amends.slackin;

import dev.amends.core.ledger.Choices;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.settings.Approvers;
import dev.amends.core.settings.Pause;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Card;
import dev.amends.slack.Mrkdwn;
import dev.amends.slack.Rendering;
import dev.amends.slack.Tally;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a press counts: who may, on which drawing, of what, and whether it still makes sense. */
final class Checks {
    /** No key or token of ours is longer; DynamoDB takes 2,048 bytes. */
    private static final int LONGEST = 255;

    static final Refusal REDRAWN =
            new Refusal(
                    "a token of an older card",
                    "This card has been redrawn since; use the newest one.");

    static final Refusal NOT_OURS =
            new Refusal(
                    "a button value that is none of ours",
                    "Amends does not know this button. Use the card's newest drawing, or `/amends findings`.");

    private Checks() {}

    /** A button's value that is about a finding or a digest card; otherwise empty. */
    static Optional<ButtonValue> value(String text) {
        return text.length() > LONGEST
                ? Optional.empty()
                : ButtonValue.parse(text).filter(value -> guardrail(value.key()) != null);
    }

    /** The guardrail that a finding's or a digest card's key names; null for another key. */
    static @Nullable String guardrail(String key) {
        return Keys.isFinding(key) || Tally.isKey(key) ? Keys.guardrail(key) : null;
    }

    /** Null when this person may decide about the guardrail's findings. */
    static @Nullable Refusal mayDecide(Reading reading, Who who, String guardrail) {
        Approvers approvers = reading.settings().approvers(guardrail);
        return reading.approves(approvers, who)
                ? null
                : new Refusal(
                        "not among the approvers",
                        Words.notAmong(approvers, Mrkdwn.escape(guardrail, 100)));
    }

    /** Checks everything that a press on a finding's card must fulfil. */
    static Checked finding(
            Reading reading, Who who, ButtonValue value, Decision.Kind kind, Instant now) {
        String guardrail = Keys.isFinding(value.key()) ? Keys.guardrail(value.key()) : null;
        if (guardrail == null) {
            return new Checked.Not(NOT_OURS);
        }
        Refusal person = mayDecide(reading, who, guardrail);
        if (person != null) {
            return new Checked.Not(person);
        }
        Finding finding = reading.finding(value.key());
        if (finding == null) {
            return new Checked.Not(
                    new Refusal(
                            "no such finding",
                            "This finding is no longer in the ledger, so there is nothing to decide. If the mistake is made again, a new card comes."));
        }
        Card card = reading.card(Keys.card(value.key()));
        Rendering rendering = card == null ? null : card.rendering(value.token()).orElse(null);
        if (card == null || rendering == null) {
            return new Checked.Not(REDRAWN);
        }
        Refusal state = fits(finding, rendering, kind, now);
        if (state == null) {
            state = paused(reading, kind, now);
        }
        return state == null
                ? new Checked.Shown(value, finding, card, rendering)
                : new Checked.Not(state);
    }

    private static @Nullable Refusal fits(
            Finding finding, Rendering shown, Decision.Kind kind, Instant now) {
        if (finding.episode() != shown.episode()
                || !finding.seen().fingerprint().equals(shown.fingerprint())
                || !finding.seen().incarnation().equals(shown.incarnation())) {
            return new Refusal(
                    "the finding has changed since it was shown",
                    "The finding has changed since this card was drawn, so your press changed nothing. "
                            + Words.now(finding, now)
                            + " Use the newest card.");
        }
        if (!Choices.of(finding, now).contains(kind)) {
            return new Refusal(
                    "the finding offers no " + kind + " in state " + finding.state(),
                    "That is not possible any more. "
                            + Words.now(finding, now)
                            + " The card offers what can still be decided.");
        }
        return null;
    }

    /** Null unless a pause forbids it; an undo may be what ends the outage. */
    static @Nullable Refusal paused(Reading reading, Decision.Kind kind, Instant now) {
        Pause pause = reading.pause();
        return kind == Decision.Kind.FIX && pause != null && pause.lasts(now)
                ? new Refusal(
                        "paused",
                        Words.paused(pause)
                                + "\nNothing is fixed meanwhile. Wait, or end it with `/amends resume`, then press again.")
                : null;
    }
}
