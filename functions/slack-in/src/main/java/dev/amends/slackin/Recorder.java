package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.slack.Labels;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes a decision down, takes the buttons away, tells the function that carries it out. */
final class Recorder {
    /**
     * How long the work must wait when it is not known whether our drawing is still under way: the
     * older must never cover the newer.
     */
    private static final Duration DISTANCE = Duration.ofSeconds(3);

    private final Decisions decisions;
    private final Erasure erasure;
    private final Inboxes inboxes;

    Recorder(Decisions decisions, Erasure erasure, Inboxes inboxes) {
        this.decisions = decisions;
        this.erasure = erasure;
        this.inboxes = inboxes;
    }

    /**
     * Where the card hangs.
     *
     * @param channel the channel's id; empty when it is not known
     * @param ts the message's time stamp
     * @param message {@code text} and {@code blocks} as they are
     */
    record Place(String channel, String ts, Node message) {}

    /**
     * Writes it down.
     *
     * @return null when it was; otherwise the decision that came first
     */
    @Nullable Decision write(Decision decision) {
        Decision first = decisions.record(decision);
        // A write whose answer was lost is sent again, and then finds itself.
        return decision.equals(first) ? null : first;
    }

    /**
     * Whatever follows a decision that was written. None of it may fail: what counts is the item,
     * and the keeper nudges for one that stays undone. The nudge is sent however little time is
     * left, since somebody waits for it; the buttons are taken away if there is time, and otherwise
     * by slack-out.
     *
     * @param key of the finding or the digest card
     */
    Outcome follow(Decision decision, String key, Place place, Who who, Budget budget) {
        Erasure.Shown shown =
                erasure.erase(
                        place.channel(),
                        place.ts(),
                        place.message(),
                        Labels.pending(decision.kind(), who.mention()) + ".",
                        budget.atMost(Erasure.PATIENCE.plus(Budget.CALL)).minus(Budget.CALL));
        String problem =
                inboxes.nudge(decision, shown == Erasure.Shown.UNKNOWN ? DISTANCE : Duration.ZERO);
        String why = "%s by %s".formatted(decision.kind(), who.label());
        if (!problem.isEmpty()) {
            why += "; the keeper nudges, because " + problem;
        }
        if (shown != Erasure.Shown.YES) {
            String unshown = inboxes.show(key);
            why += unshown.isEmpty() ? "; slack-out shows it" : "; not shown, because " + unshown;
        }
        return Replies.outcome(Kind.DECIDED, why, decision.guardrail(), key);
    }
}
