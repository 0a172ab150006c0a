package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes a decision down, takes the buttons away, tells the function that carries it out. */
final class Recorder {
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
     * and the keeper nudges for one that stays undone.
     *
     * @param key of the finding or the digest card, for the log
     */
    Outcome follow(Decision decision, String key, Place place, Who who, Budget budget) {
        Duration delay =
                budget.leaves(Erasure.PATIENCE)
                        ? erasure.erase(
                                place.channel(),
                                place.ts(),
                                place.message(),
                                "%s %s; Amends is at it."
                                        .formatted(who.mention(), Words.pressed(decision.kind())))
                        : Duration.ZERO;
        String problem =
                budget.leaves(Budget.CALL)
                        ? inboxes.nudge(decision, delay)
                        : "no time was left for the nudge";
        String why = "%s by %s".formatted(decision.kind(), who.label());
        return Replies.outcome(
                Kind.DECIDED,
                problem.isEmpty() ? why : why + "; the keeper nudges, because " + problem,
                decision.guardrail(),
                key);
    }
}
