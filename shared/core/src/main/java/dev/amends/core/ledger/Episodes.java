package dev.amends.core.ledger;

import static dev.amends.core.ledger.Answer.Reason.BUSY;
import static dev.amends.core.ledger.Answer.Reason.CHANGED;
import static dev.amends.core.ledger.Answer.Reason.DUPLICATE;
import static dev.amends.core.ledger.Answer.Reason.EXEMPT;
import static dev.amends.core.ledger.Answer.Reason.EXPIRED;
import static dev.amends.core.ledger.Answer.Reason.NOTHING_OPEN;
import static dev.amends.core.ledger.Answer.Reason.NOT_MINE;
import static dev.amends.core.ledger.Answer.Reason.STALE;
import static dev.amends.core.ledger.Answer.Reason.STANDS;

import java.time.Duration;
import java.time.Instant;
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

    /** A claim that could not be carried out for so long, by whichever workers, has failed. */
    public static final Duration CLAIM_LIMIT = Duration.ofMinutes(30);

    /** How long a fix can be undone. */
    public static final Duration UNDO_SPAN = Duration.ofDays(30);

    private Episodes() {}

    /** The answer to a step, given the finding as it is now (null when there is none). */
    public static Answer answer(@Nullable Finding now, Move move) {
        if (now == null) {
            return first(move);
        }
        return switch (move.step()) {
            case FLAG, ASK, FIX, HOLD, EXEMPT, UNSURE, UNREADABLE -> violation(now, move);
            case APPROVE -> approve(now, move);
            case UNDO -> undo(now, move);
            case REMIND -> remind(now, move);
            case EXPIRE -> expire(now, move);
            case NOTE -> note(now, move);
            case DONE, UNCONFIRMED, REOPENED, HALFWAY, FAILED -> outcome(now, move);
            case FINE -> fine(now, move);
            case OWNER -> owner(now, move);
            case RESTORE -> restore(now, move);
            case GONE -> gone(now, move);
        };
    }

    private static Answer first(Move move) {
        return switch (move.step()) {
            case FLAG, ASK, FIX, HOLD, EXEMPT, UNSURE, UNREADABLE -> Transition.open(null, move);
            case DONE, UNCONFIRMED, REOPENED, HALFWAY, FAILED -> new Answer.Refused(NOT_MINE, null);
            case APPROVE, UNDO, REMIND, EXPIRE, NOTE, FINE, OWNER, RESTORE, GONE ->
                    new Answer.Refused(NOTHING_OPEN, null);
        };
    }

    private static Answer violation(Finding now, Move move) {
        if (now.state() == State.ACTING) {
            return violationWhileActing(now, move);
        }
        Seen seen = Transition.seen(move);
        if (chosenSince(now, move)) {
            return refuse(STANDS, now);
        }
        if (!now.seen().same(seen)) {
            // No mistake that was not there: that belongs on the card that is there, and is no
            // alarm.
            boolean within = move.step() == Step.FLAG && seen.within(now.seen());
            return within && now.state() == State.OPEN && !move.afresh()
                    ? Transition.moved(now, move, State.OPEN)
                    : Transition.open(now, move);
        }
        boolean exempts = move.step() == Step.EXEMPT;
        return switch (now.state()) {
            case RESOLVED, GONE -> Transition.open(now, move);
            case FIXED -> justFixed(now, move) ? refuse(STALE, now) : Transition.open(now, move);
            case YIELDED, UNDONE ->
                    move.afresh() || exempts ? Transition.open(now, move) : refuse(STANDS, now);
            case OPEN, AWAITING, EXPIRED, UNKNOWN -> {
                if (exempts) {
                    yield Transition.moved(now, move, State.EXEMPT);
                }
                // After an undo it waits without an end; made again by another event, it is news.
                if (move.afresh() || (now.reopened() && !sameEvent(now, move))) {
                    yield Transition.open(now, move);
                }
                // What could only be flagged, because settings could not be read or allowed no
                // more, is asked about or fixed once that is possible.
                boolean more = move.step() == Step.ASK || move.step() == Step.FIX;
                yield now.state() == State.OPEN && more
                        ? Transition.advance(now, move)
                        : refuse(DUPLICATE, now);
            }
            case FAILED -> {
                if (exempts) {
                    yield Transition.moved(now, move, State.EXEMPT);
                }
                // A permission that is missing is said once, however many events meet it; what
                // could not be fixed is tried again at the next event, though not in a pause.
                boolean known =
                        move.step() == Step.UNREADABLE
                                || move.step() == Step.HOLD
                                || sameEvent(now, move);
                yield known && !move.afresh() ? refuse(DUPLICATE, now) : Transition.open(now, move);
            }
            case HELD -> {
                if (exempts) {
                    yield Transition.moved(now, move, State.EXEMPT);
                }
                // The breaker's rest is over and it is still wrong: now a person decides.
                boolean asks = move.step() != Step.FIX && move.step() != Step.HOLD;
                yield over(now, move) && asks
                        ? Transition.moved(now, move, Transition.state(move))
                        : refuse(DUPLICATE, now);
            }
            case PAUSED ->
                    // Held on while the pause lasts; after it, judged as if it had just happened.
                    move.step() == Step.HOLD && !over(now, move)
                            ? refuse(DUPLICATE, now)
                            : Transition.advance(now, move);
            case EXEMPT -> exempted(now, move);
            case ACTING -> throw new IllegalStateException("answered above");
        };
    }

    /**
     * Whether a record older than the one by which somebody chose the present value led here: what
     * was true then is no news, and their choice stands.
     */
    private static boolean chosenSince(Finding now, Move move) {
        Seen seen = Transition.seen(move);
        return now.state() == State.OPEN
                && now.seen().chosen()
                && !seen.chosen()
                && now.seen().incarnation().equals(seen.incarnation())
                && seen.cause().time().isBefore(now.seen().cause().time());
    }

    private static Answer violationWhileActing(Finding now, Move move) {
        if (!free(now, move)) {
            return refuse(BUSY, now);
        }
        // Its worker died. The same violation is finished by whoever finds it; the claim's
        // before-image stays the one the ledger holds.
        return now.seen().same(Transition.seen(move)) && move.step() == Step.FIX
                ? Transition.moved(now, move, State.ACTING)
                : Transition.open(now, move);
    }

    private static Answer exempted(Finding now, Move move) {
        if (lapsed(now, move) || move.afresh()) {
            return Transition.open(now, move);
        }
        boolean another = move.decided() != null && !move.decided().equals(now.decided());
        return move.step() == Step.EXEMPT && another
                ? Transition.moved(now, move, State.EXEMPT)
                : refuse(EXEMPT, now);
    }

    private static Answer approve(Finding now, Move move) {
        boolean same = now.seen().same(Transition.seen(move));
        return switch (now.state()) {
            case AWAITING, HELD, FAILED -> {
                if (now.state() == State.AWAITING && lapsed(now, move)) {
                    yield refuse(EXPIRED, now);
                }
                yield same ? Transition.moved(now, move, State.ACTING) : refuse(CHANGED, now);
            }
            case ACTING ->
                    free(now, move) && same && now.intent() == Intent.FIX
                            ? Transition.moved(now, move, State.ACTING)
                            : refuse(BUSY, now);
            case EXPIRED -> refuse(EXPIRED, now);
            case OPEN, PAUSED, FIXED, UNDONE, EXEMPT, YIELDED, RESOLVED, GONE, UNKNOWN ->
                    refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer undo(Finding now, Move move) {
        return switch (now.state()) {
            case FIXED -> {
                Instant fixed = now.fixes().isEmpty() ? now.updatedAt() : now.fixes().getFirst();
                yield fixed.plus(UNDO_SPAN).isBefore(move.at())
                        ? refuse(EXPIRED, now)
                        : Transition.moved(now, move, State.ACTING);
            }
            case ACTING ->
                    free(now, move) && now.intent() == Intent.UNDO
                            ? Transition.moved(now, move, State.ACTING)
                            : refuse(BUSY, now);
            case OPEN,
                    AWAITING,
                    EXPIRED,
                    HELD,
                    PAUSED,
                    UNDONE,
                    EXEMPT,
                    YIELDED,
                    RESOLVED,
                    FAILED,
                    GONE,
                    UNKNOWN ->
                    refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer remind(Finding now, Move move) {
        boolean waits = now.state() == State.AWAITING || now.state() == State.EXEMPT;
        return waits && now.until() != null && over(now, move) && !lapsed(now, move)
                ? Transition.moved(now, move, now.state())
                : refuse(NOTHING_OPEN, now);
    }

    private static Answer expire(Finding now, Move move) {
        return now.state() == State.AWAITING && lapsed(now, move)
                ? Transition.moved(now, move, State.EXPIRED)
                : refuse(NOTHING_OPEN, now);
    }

    private static Answer note(Finding now, Move move) {
        if (now.state() == State.ACTING) {
            return refuse(BUSY, now);
        }
        // There the decision in vain is not kept, so the history has to tell a second delivery.
        boolean said =
                now.state() == State.EXEMPT
                        && !now.history().isEmpty()
                        && now.history().getLast().endsWith(": " + move.decision());
        Decided decided = move.decided();
        return said || (decided != null && decided.equals(now.decided()))
                ? refuse(DUPLICATE, now)
                : Transition.moved(now, move, now.state());
    }

    private static Answer outcome(Finding now, Move move) {
        if (now.state() != State.ACTING || !free(now, move)) {
            return refuse(NOT_MINE, now);
        }
        Intent intent = now.intent() == null ? Intent.FIX : now.intent();
        return Transition.moved(
                now,
                move,
                switch (move.step()) {
                    case UNCONFIRMED -> State.ACTING;
                    case HALFWAY -> State.FAILED;
                    case REOPENED -> State.AWAITING;
                    // An undo that failed leaves our fix as it was.
                    case FAILED -> intent == Intent.UNDO ? State.FIXED : State.FAILED;
                    default ->
                            switch (intent) {
                                case FIX -> State.FIXED;
                                case RESTORE -> State.YIELDED;
                                case UNDO -> State.UNDONE;
                            };
                });
    }

    private static Answer fine(Finding now, Move move) {
        return switch (now.state()) {
            case OPEN, AWAITING, EXPIRED, HELD, PAUSED, FAILED, UNKNOWN ->
                    Transition.moved(now, move, State.RESOLVED);
            case ACTING ->
                    free(now, move)
                            ? Transition.moved(now, move, State.RESOLVED)
                            : refuse(BUSY, now);
            // An exemption stands for its whole time, whatever the value is meanwhile.
            case EXEMPT ->
                    lapsed(now, move) || move.afresh()
                            ? Transition.moved(now, move, State.RESOLVED)
                            : refuse(NOTHING_OPEN, now);
            case FIXED, UNDONE, YIELDED, RESOLVED, GONE -> refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer owner(Finding now, Move move) {
        return switch (now.state()) {
            case FIXED -> Transition.moved(now, move, State.YIELDED);
            case ACTING ->
                    free(now, move)
                            ? Transition.moved(now, move, State.YIELDED)
                            : refuse(BUSY, now);
            case OPEN, AWAITING, EXPIRED, HELD, PAUSED, FAILED, UNKNOWN ->
                    Transition.moved(now, move, State.RESOLVED);
            case UNDONE, EXEMPT, YIELDED, RESOLVED, GONE -> refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer restore(Finding now, Move move) {
        return switch (now.state()) {
            case FIXED -> Transition.moved(now, move, State.ACTING);
            case ACTING ->
                    free(now, move) ? Transition.moved(now, move, State.ACTING) : refuse(BUSY, now);
            case OPEN,
                    AWAITING,
                    EXPIRED,
                    HELD,
                    PAUSED,
                    UNDONE,
                    EXEMPT,
                    YIELDED,
                    RESOLVED,
                    FAILED,
                    GONE,
                    UNKNOWN ->
                    refuse(NOTHING_OPEN, now);
        };
    }

    private static Answer gone(Finding now, Move move) {
        return switch (now.state()) {
            case OPEN, AWAITING, EXPIRED, HELD, PAUSED, EXEMPT, FAILED, UNKNOWN ->
                    Transition.moved(now, move, State.GONE);
            case ACTING ->
                    free(now, move) ? Transition.moved(now, move, State.GONE) : refuse(BUSY, now);
            // What is settled stays as it was said: deleting a group later is no news.
            case FIXED, UNDONE, YIELDED, RESOLVED, GONE -> refuse(NOTHING_OPEN, now);
        };
    }

    private static boolean justFixed(Finding now, Move move) {
        return now.updatedAt().isAfter(move.at().minus(STALE_READ));
    }

    private static boolean sameEvent(Finding now, Move move) {
        return now.seen().cause().eventId().equals(Transition.seen(move).cause().eventId());
    }

    /**
     * Whether the mover may act on a claim: its own, or one whose lease is over. Workers are named
     * after the message they work on, which is delivered again only when the delivery before it has
     * ended; so a redelivery goes on where the one before it died.
     */
    private static boolean free(Finding now, Move move) {
        return move.worker().equals(now.lease()) || over(now, move);
    }

    /** Whether the moment has come at which somebody was to look again. */
    private static boolean over(Finding now, Move move) {
        Instant until = now.until();
        return until == null || !until.isAfter(move.at());
    }

    /** Whether the time for which the state was to stand has passed. */
    private static boolean lapsed(Finding now, Move move) {
        Instant ends = now.ends();
        return ends != null && !ends.isAfter(move.at());
    }

    private static Answer refuse(Answer.Reason reason, Finding now) {
        return new Answer.Refused(reason, now);
    }
}
