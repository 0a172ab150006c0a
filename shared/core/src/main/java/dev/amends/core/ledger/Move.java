package dev.amends.core.ledger;

import dev.amends.core.guardrail.Remedy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step somebody wants to take.
 *
 * @param subject which finding
 * @param step what happened
 * @param worker who takes the step; a lease is theirs alone
 * @param at when
 * @param decision the sentence that says what was done, or why nothing was
 * @param seen the violation; needed by the steps that open an episode
 * @param by who settled it, where it was not us
 * @param remedy for {@link Step#RESTORE} and {@link Step#UNDO}: what brings the other value back
 * @param term how long the state stands that the step leads to, where it has an end
 * @param decided the person's decision that is carried out
 * @param afresh a person asked for a fresh look: what was said before is said again
 */
public record Move(
        Subject subject,
        Step step,
        String worker,
        Instant at,
        String decision,
        @Nullable Seen seen,
        @Nullable String by,
        @Nullable Remedy remedy,
        @Nullable Term term,
        @Nullable Decided decided,
        boolean afresh) {

    public static Move of(Subject subject, Step step, String worker, Instant at, String decision) {
        return new Move(subject, step, worker, at, decision, null, null, null, null, null, false);
    }

    public Move seeing(@Nullable Seen seen) {
        return new Move(
                subject, step, worker, at, decision, seen, by, remedy, term, decided, afresh);
    }

    public Move settledBy(@Nullable String by) {
        return new Move(
                subject, step, worker, at, decision, seen, by, remedy, term, decided, afresh);
    }

    public Move with(@Nullable Remedy remedy) {
        return new Move(
                subject, step, worker, at, decision, seen, by, remedy, term, decided, afresh);
    }

    public Move lasting(@Nullable Term term) {
        return new Move(
                subject, step, worker, at, decision, seen, by, remedy, term, decided, afresh);
    }

    public Move decided(@Nullable Decided decided) {
        return new Move(
                subject, step, worker, at, decision, seen, by, remedy, term, decided, afresh);
    }

    public Move afresh(boolean afresh) {
        return new Move(
                subject, step, worker, at, decision, seen, by, remedy, term, decided, afresh);
    }
}
