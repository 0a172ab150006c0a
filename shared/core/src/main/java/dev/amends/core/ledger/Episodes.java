package dev.amends.core.ledger;

import static dev.amends.core.ledger.Answer.Reason.BUSY;
import static dev.amends.core.ledger.Answer.Reason.DUPLICATE;
import static dev.amends.core.ledger.Answer.Reason.NOTHING_OPEN;
import static dev.amends.core.ledger.Answer.Reason.NOT_MINE;
import static dev.amends.core.ledger.Answer.Reason.STALE;
import static dev.amends.core.ledger.Answer.Reason.STANDS;

import dev.amends.core.guardrail.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table state × step → state: the one place that says how a finding moves. Pure; the ledger
 * makes each move with a conditional write, so that of two writers one is refused and asks again
 * with what the other left. docs/architecture.md holds the same table for reading; a test compares
 * them.
 */
public final class Episodes {
    /** How long a worker may take from claim to outcome before another takes over. */
    public static final Duration LEASE = Duration.ofMinutes(5);

    /** So many fixes of one resource within {@link #BREAKER_SPAN} and we stop fixing it. */
    public static final int BREAKER_FIXES = 3;

    /** The span the breaker looks back over, and how long it then rests. */
    public static final Duration BREAKER_SPAN = Duration.ofHours(1);

    /** How long after our own write a read may still show the state before it. */
    public static final Duration STALE_READ = Duration.ofMinutes(2);

    private Episodes() {}

    /**
     * A step somebody wants to take.
     *
     * @param subject which finding
     * @param step what happened
     * @param seen the violation; needed by the steps that open an episode
     * @param decision the sentence that says what was done, or why nothing was
     * @param worker who takes the step; a lease is theirs alone
     * @param at when
     * @param by who settled it, where it was not us
     * @param restore for {@link Step#RESTORE}: the remedy that puts the owner's value back
     */
    public record Move(
            Subject subject,
            Step step,
            @Nullable Seen seen,
            String decision,
            String worker,
            Instant at,
            @Nullable String by,
            @Nullable Remedy restore) {}

    /** The answer to a step, given the finding as it is now (null when there is none). */
    public static Answer answer(@Nullable Finding now, Move move) {
        if (now == null) {
            return first(move);
        }
        return switch (move.step()) {
            case FLAG, ASK, FIX, UNSURE, UNREADABLE -> violation(now, move);
            case DONE, FAILED -> outcome(now, move);
            case FINE -> fine(now, move);
            case OWNER -> owner(now, move);
            case RESTORE -> restore(now, move);
            case GONE -> gone(now, move);
        };
    }

    private static Answer first(Move move) {
        return switch (move.step()) {
            case FLAG, ASK, FIX, UNSURE, UNREADABLE -> open(null, move);
            case DONE, FAILED -> new Answer.Refused(NOT_MINE, null);
            case FINE, OWNER, RESTORE, GONE -> new Answer.Refused(NOTHING_OPEN, null);
        };
    }

    private static Answer violation(Finding now, Move move) {
        boolean same = now.seen().same(seen(move));
        return switch (now.state()) {
            case RESOLVED, GONE -> open(now, move);
            case FIXED -> same && justFixed(now, move) ? refuse(STALE, now) : open(now, move);
            case YIELDED -> same ? refuse(STANDS, now) : open(now, move);
            case OPEN, AWAITING, UNKNOWN -> same ? refuse(DUPLICATE, now) : open(now, move);
            case FAILED ->
                    // A permission that is missing is said once, however many events meet it; what
                    // could not be fixed is tried again at the next event.
                    same && (move.step() == Step.UNREADABLE || sameEvent(now, move))
                            ? refuse(DUPLICATE, now)
                            : open(now, move);
            case HELD -> {
                if (!same) {
                    yield open(now, move);
                }
                // The breaker's rest is over and it is still wrong: now a person decides.
                yield over(now, move) && move.step() != Step.FIX
                        ? moved(now, move, state(now, move))
                        : refuse(DUPLICATE, now);
            }
            case ACTING -> {
                if (!free(now, move)) {
                    yield refuse(BUSY, now);
                }
                // Its worker died. The same violation is finished by whoever finds it; the claim's
                // before-image stays the one the ledger holds.
                yield same && move.step() == Step.FIX
                        ? moved(now, move, State.ACTING)
                        : open(now, move);
            }
        };
    }

    private static Answer outcome(Finding now, Move move) {
        if (now.state() != State.ACTING || !free(now, move)) {
            return refuse(NOT_MINE, now);
        }
        if (move.step() == Step.FAILED) {
            return moved(now, move, State.FAILED);
        }
        // Putting an owner's value back ends in their favour, not in ours.
        return moved(now, move, now.settledBy() == null ? State.FIXED : State.YIELDED);
    }

    private static Answer fine(Finding now, Move move) {
        return switch (now.state()) {
            case OPEN, AWAITING, HELD, FAILED, UNKNOWN -> moved(now, move, State.RESOLVED);
            case ACTING -> free(now, move) ? moved(now, move, State.RESOLVED) : refuse(BUSY, now);
            case FIXED, YIELDED, RESOLVED, GONE -> refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer owner(Finding now, Move move) {
        return switch (now.state()) {
            case FIXED -> moved(now, move, State.YIELDED);
            case ACTING -> free(now, move) ? moved(now, move, State.YIELDED) : refuse(BUSY, now);
            case OPEN, AWAITING, HELD, FAILED, UNKNOWN -> moved(now, move, State.RESOLVED);
            case YIELDED, RESOLVED, GONE -> refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer restore(Finding now, Move move) {
        return switch (now.state()) {
            case FIXED -> moved(now, move, State.ACTING);
            case ACTING -> free(now, move) ? moved(now, move, State.ACTING) : refuse(BUSY, now);
            case OPEN, AWAITING, HELD, YIELDED, RESOLVED, FAILED, GONE, UNKNOWN ->
                    refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer gone(Finding now, Move move) {
        return switch (now.state()) {
            case OPEN, AWAITING, HELD, FAILED, UNKNOWN -> moved(now, move, State.GONE);
            case ACTING -> free(now, move) ? moved(now, move, State.GONE) : refuse(BUSY, now);
            // What is settled stays as it was said: deleting a group later is no news.
            case FIXED, YIELDED, RESOLVED, GONE -> refuse(NOTHING_OPEN, now);
        };
    }

    /** Opens the next episode; the breaker's memory is all that it inherits. */
    private static Answer open(@Nullable Finding before, Move move) {
        List<Instant> fixes = before == null ? List.of() : before.fixes();
        boolean held = move.step() == Step.FIX && tripped(fixes, move.at());
        State to = held ? State.HELD : state(before, move);
        String decision =
                held
                        ? "Left alone: it was fixed %d times within an hour and keeps coming back, so something sets it again each time. Amends rests for an hour, looks again, and then asks."
                                .formatted(BREAKER_FIXES)
                        : move.decision();
        return new Answer.Moved(
                new Finding(
                        move.subject(),
                        seen(move),
                        before == null ? 1 : before.episode() + 1,
                        before == null ? 1 : before.rev() + 1,
                        to,
                        decision,
                        to == State.ACTING ? move.worker() : null,
                        until(to, move.at()),
                        fixes,
                        move.at(),
                        move.at(),
                        null,
                        to != State.ACTING,
                        List.of(line(move.at(), "none", to, decision))));
    }

    private static Answer moved(Finding now, Move move, State to) {
        List<Instant> fixes = now.fixes();
        if (to == State.FIXED) {
            fixes = new ArrayList<>(fixes);
            fixes.addFirst(move.at());
            fixes = List.copyOf(fixes.subList(0, Math.min(BREAKER_FIXES, fixes.size())));
        }
        List<String> history = new ArrayList<>(now.history());
        history.add(
                line(move.at(), now.state().name().toLowerCase(Locale.ROOT), to, move.decision()));
        if (history.size() > Finding.HISTORY) {
            history.removeFirst();
        }
        Remedy restore = move.restore();
        return new Answer.Moved(
                new Finding(
                        now.subject(),
                        restore == null ? now.seen() : now.seen().with(restore),
                        now.episode(),
                        now.rev() + 1,
                        to,
                        move.decision(),
                        to == State.ACTING ? move.worker() : null,
                        until(to, move.at()),
                        fixes,
                        now.openedAt(),
                        move.at(),
                        move.by() == null ? now.settledBy() : move.by(),
                        to != State.ACTING,
                        List.copyOf(history)));
    }

    private static State state(@Nullable Finding before, Move move) {
        return switch (move.step()) {
            case FLAG -> State.OPEN;
            case ASK -> State.AWAITING;
            case FIX -> State.ACTING;
            case UNSURE -> State.UNKNOWN;
            case UNREADABLE -> State.FAILED;
            case DONE, FAILED, FINE, OWNER, RESTORE, GONE ->
                    throw new IllegalArgumentException(
                            move.step()
                                    + " opens no episode "
                                    + (before == null ? "" : before.key()));
        };
    }

    private static boolean tripped(List<Instant> fixes, Instant at) {
        return fixes.size() >= BREAKER_FIXES
                && fixes.get(BREAKER_FIXES - 1).isAfter(at.minus(BREAKER_SPAN));
    }

    private static boolean justFixed(Finding now, Move move) {
        return now.updatedAt().isAfter(move.at().minus(STALE_READ));
    }

    private static boolean sameEvent(Finding now, Move move) {
        return now.seen().cause().eventId().equals(seen(move).cause().eventId());
    }

    /**
     * Whether the mover may act on a claim: its own, or one whose lease is over. Workers are named
     * after the message they work on, which is delivered again only when the delivery before it has
     * ended; so a redelivery goes on where the one before it died.
     */
    private static boolean free(Finding now, Move move) {
        return move.worker().equals(now.lease()) || over(now, move);
    }

    private static boolean over(Finding now, Move move) {
        Instant until = now.until();
        return until == null || !until.isAfter(move.at());
    }

    private static @Nullable Instant until(State to, Instant at) {
        return switch (to) {
            case ACTING -> at.plus(LEASE);
            case HELD -> at.plus(BREAKER_SPAN);
            case OPEN, AWAITING, FIXED, YIELDED, RESOLVED, FAILED, GONE, UNKNOWN -> null;
        };
    }

    private static Seen seen(Move move) {
        Seen seen = move.seen();
        if (seen == null) {
            throw new IllegalArgumentException(move.step() + " needs what was seen");
        }
        return seen;
    }

    private static Answer refuse(Answer.Reason reason, Finding now) {
        return new Answer.Refused(reason, now);
    }

    private static String line(Instant at, String from, State to, String decision) {
        return at + " " + from + " -> " + to.name().toLowerCase(Locale.ROOT) + ": " + decision;
    }
}
