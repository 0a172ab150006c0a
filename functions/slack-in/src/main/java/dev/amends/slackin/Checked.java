package dev.amends.slackin;

import dev.amends.core.ledger.Finding;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Card;
import dev.amends.slack.Rendering;

/** What a press on a finding's card is about, or why it does not count. */
sealed interface Checked {

    /** It counts. */
    record Shown(ButtonValue value, Finding finding, Card card, Rendering rendering)
            implements Checked {
        String guardrail() {
            return finding.subject().guardrail();
        }

        String name() {
            return finding.subject().target().name();
        }
    }

    /** It does not. */
    record Not(Refusal refusal) implements Checked {}
}
