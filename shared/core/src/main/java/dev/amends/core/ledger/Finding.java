package dev.amends.core.ledger;

import dev.amends.core.guardrail.Remedy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mistake of one resource, as the ledger holds it. A finding lives in episodes: each new
 * violation opens one, and each episode has its own card.
 *
 * @param subject which mistake of which resource
 * @param seen the violation the present episode was opened with
 * @param episode counts from 1
 * @param rev counts every write; each write is conditional on the one before
 * @param state where the episode stands
 * @param decision what was done about it, or why nothing was; a sentence
 * @param lease while {@link State#ACTING}: whose it is; otherwise null
 * @param intent what the last claim was for; null before the first
 * @param claim while {@link State#ACTING}: how long it has been; otherwise null
 * @param until when it is due to be looked at again: a lease, a breaker's rest, a pause, the time
 *     before a reminder, an approval or an exemption ends; otherwise null
 * @param ends when an approval, an exemption or a pause is over; otherwise null
 * @param fixes when this resource was fixed, newest first, at most three: the breaker's memory
 * @param openedAt when the episode began
 * @param updatedAt when it was last written
 * @param settledBy who ended it or whose value stands, where it was not us; otherwise null
 * @param decided what a person decided last in this episode; null when nobody has
 * @param unsaid whether this revision has yet to be shown to people
 * @param history one line for each step, oldest first, at most {@value #HISTORY}
 */
public record Finding(
        Subject subject,
        Seen seen,
        int episode,
        int rev,
        State state,
        String decision,
        @Nullable String lease,
        @Nullable Intent intent,
        @Nullable Claim claim,
        @Nullable Instant until,
        @Nullable Instant ends,
        List<Instant> fixes,
        Instant openedAt,
        Instant updatedAt,
        @Nullable String settledBy,
        @Nullable Decided decided,
        boolean unsaid,
        List<String> history) {

    /** How many steps of its history an item keeps. */
    public static final int HISTORY = 20;

    /**
     * How long a claim has been held, by whichever workers.
     *
     * @param since when the first of them took it
     * @param written when AWS accepted a write whose effect was not seen; null while there was none
     */
    public record Claim(Instant since, @Nullable Instant written) {}

    /** The change under way while {@link State#ACTING}, or the one that was made last. */
    public @Nullable Remedy change() {
        Remedy remedy = seen.remedy();
        return remedy != null && intent == Intent.UNDO ? remedy.inverse() : remedy;
    }

    /** Whether our fix was undone and the violation waits for a person since. */
    public boolean reopened() {
        return state == State.AWAITING && intent == Intent.UNDO;
    }

    /** Its key in the ledger. */
    public String key() {
        return subject.key();
    }

    /**
     * What a person should know, in full sentences; also what a screen reader reads of the card.
     */
    public String text() {
        return seen.sentence() + " " + decision;
    }
}
