package dev.amends.core.ledger;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a finding looks after a step that {@link Episodes} lets through. */
final class Transition {
    /** For so long a service may still tell of the end of what somebody began. */
    private static final Duration SAME_CHANGE = Duration.ofDays(1);

    private Transition() {}

    /** Opens the next episode; the breaker's memory is all that it inherits. */
    static Answer open(@Nullable Finding before, Move move) {
        List<Instant> fixes = before == null ? List.of() : before.fixes();
        boolean held = move.step() == Step.FIX && tripped(fixes, move.at());
        State to = held ? State.HELD : state(move);
        String decision = held ? heldBecause() : move.decision();
        Seen seen = opened(before, move);
        return new Answer.Moved(
                new Finding(
                        move.subject(),
                        seen,
                        before == null ? 1 : before.episode() + 1,
                        before == null ? 1 : before.rev() + 1,
                        to,
                        decision,
                        to == State.ACTING ? move.worker() : null,
                        to == State.ACTING ? Intent.FIX : null,
                        to == State.ACTING ? new Finding.Claim(move.at(), null) : null,
                        until(to, move),
                        ends(to, move, null),
                        fixes,
                        move.at(),
                        move.at(),
                        null,
                        move.decided(),
                        // What a pattern exempts from the start was never said and need not be.
                        to != State.EXEMPT && said(to, seen.severity()),
                        List.of(line(move.at(), "none", to, decision))));
    }

    /** Goes on within the episode, unless it would be one fix too many. */
    static Answer advance(Finding now, Move move) {
        State to =
                move.step() == Step.FIX && tripped(now.fixes(), move.at())
                        ? State.HELD
                        : state(move);
        return moved(now, move, to);
    }

    static Answer moved(Finding now, Move move, State to) {
        List<Instant> fixes = now.fixes();
        Intent intent = intent(now, move, to);
        boolean fixed = to == State.FIXED && now.state() == State.ACTING;
        if (fixed && now.intent() != Intent.UNDO) {
            fixes = new ArrayList<>(fixes);
            fixes.addFirst(move.at());
            fixes = List.copyOf(fixes.subList(0, Math.min(Episodes.BREAKER_FIXES, fixes.size())));
        }
        String decision =
                to == State.HELD && now.state() != State.HELD ? heldBecause() : move.decision();
        List<String> history = new ArrayList<>(now.history());
        history.add(line(move.at(), now.state().name().toLowerCase(Locale.ROOT), to, decision));
        if (stays(move)) {
            decision = now.decision();
        }
        if (history.size() > Finding.HISTORY) {
            history.removeFirst();
        }
        return new Answer.Moved(
                new Finding(
                        now.subject(),
                        seen(now, move),
                        now.episode(),
                        now.rev() + 1,
                        to,
                        decision,
                        to == State.ACTING ? move.worker() : null,
                        intent,
                        claim(now, move, to),
                        stays(move) ? now.until() : until(to, move, now),
                        stays(move) ? now.ends() : ends(to, move, now),
                        fixes,
                        now.openedAt(),
                        move.at(),
                        move.by() == null ? now.settledBy() : move.by(),
                        decided(now, move),
                        unsaid(now, to),
                        List.copyOf(history)));
    }

    /** Who exempted it, until when and why, stays known whatever else was asked for in vain. */
    private static @Nullable Decided decided(Finding now, Move move) {
        boolean inVain = stays(move) && now.state() == State.EXEMPT;
        return move.decided() == null || inVain ? now.decided() : move.decided();
    }

    /** A note changes nothing but what is said. */
    private static boolean stays(Move move) {
        return move.step() == Step.NOTE;
    }

    private static @Nullable Intent intent(Finding now, Move move, State to) {
        if (to != State.ACTING) {
            return to == State.FIXED && now.intent() == Intent.UNDO ? Intent.FIX : now.intent();
        }
        return switch (move.step()) {
            case UNDO -> Intent.UNDO;
            case RESTORE -> Intent.RESTORE;
            case UNCONFIRMED -> now.intent();
            default -> Intent.FIX;
        };
    }

    private static Finding.@Nullable Claim claim(Finding now, Move move, State to) {
        if (to != State.ACTING) {
            return null;
        }
        Finding.Claim claim = now.claim();
        return new Finding.Claim(
                claim == null ? move.at() : claim.since(),
                move.step() == Step.UNCONFIRMED ? move.at() : null);
    }

    /** What the finding speaks of from now on; whoever made it still did. */
    private static Seen seen(Finding now, Move move) {
        Remedy remedy = move.remedy();
        if (remedy != null) {
            return now.seen().with(remedy);
        }
        Seen seen = move.seen();
        boolean another =
                switch (move.step()) {
                    case FLAG, HALFWAY, REOPENED -> true;
                    default -> false;
                };
        return another && seen != null ? seen.by(now.seen().cause()) : now.seen();
    }

    /**
     * What a new episode speaks of. A service's own event names nobody; where it only goes on with
     * what could not be judged, or can no longer be, whoever led to that still did.
     */
    private static Seen opened(@Nullable Finding before, Move move) {
        Seen seen = seen(move);
        if (before == null || !before.state().open() || !seen.cause().namesNobody()) {
            return seen;
        }
        boolean goesOn =
                (before.state() == State.UNKNOWN || move.step() == Step.UNSURE)
                        && before.updatedAt().isAfter(move.at().minus(SAME_CHANGE));
        return goesOn ? seen.by(before.seen().cause()) : seen;
    }

    /** What was held quietly need not be said when it has settled by itself. */
    private static boolean unsaid(Finding now, State to) {
        Severity severity = now.seen().severity();
        boolean quiet = now.state() == State.PAUSED && !said(State.PAUSED, severity);
        if (quiet && !to.open()) {
            return now.unsaid();
        }
        return said(to, severity);
    }

    /**
     * Whether a state is news for people. A claim is not: its outcome is. During a pause the
     * channel belongs to those who work on the outage; only what is grave is said.
     */
    private static boolean said(State to, Severity severity) {
        return switch (to) {
            case ACTING -> false;
            case PAUSED -> severity == Severity.HIGH;
            default -> true;
        };
    }

    /** The state that a step opens an episode in. */
    static State state(Move move) {
        return switch (move.step()) {
            case FLAG -> State.OPEN;
            case ASK -> State.AWAITING;
            case FIX -> State.ACTING;
            case HOLD -> State.PAUSED;
            case EXEMPT -> State.EXEMPT;
            case UNSURE -> State.UNKNOWN;
            case UNREADABLE -> State.FAILED;
            case APPROVE,
                    UNDO,
                    REMIND,
                    EXPIRE,
                    NOTE,
                    DONE,
                    UNCONFIRMED,
                    REOPENED,
                    HALFWAY,
                    FAILED,
                    FINE,
                    OWNER,
                    RESTORE,
                    GONE ->
                    throw new IllegalArgumentException(
                            move.step() + " opens no episode of " + move.subject().key());
        };
    }

    static Seen seen(Move move) {
        Seen seen = move.seen();
        if (seen == null) {
            throw new IllegalArgumentException(move.step() + " needs what was seen");
        }
        return seen;
    }

    private static boolean tripped(List<Instant> fixes, Instant at) {
        return fixes.size() >= Episodes.BREAKER_FIXES
                && fixes.get(Episodes.BREAKER_FIXES - 1).isAfter(at.minus(Episodes.BREAKER_SPAN));
    }

    private static String heldBecause() {
        return "Left alone: it was fixed %d times within an hour and keeps coming back, so something sets it again each time. Amends rests for an hour, looks again, and then asks."
                .formatted(Episodes.BREAKER_FIXES);
    }

    private static @Nullable Instant until(State to, Move move) {
        return until(to, move, null);
    }

    private static @Nullable Instant until(State to, Move move, @Nullable Finding now) {
        Duration span =
                switch (to) {
                    case ACTING ->
                            move.step() == Step.UNCONFIRMED ? Episodes.STALE_READ : Episodes.LEASE;
                    case HELD -> Episodes.BREAKER_SPAN;
                    default -> null;
                };
        if (span != null) {
            return move.at().plus(span);
        }
        if (now != null && move.step() == Step.REMIND) {
            return now.ends();
        }
        Term term = move.term();
        return standsForATime(to) && term != null ? term.remindAt() : null;
    }

    private static @Nullable Instant ends(State to, Move move, @Nullable Finding now) {
        if (now != null && move.step() == Step.REMIND) {
            return now.ends();
        }
        Term term = move.term();
        return standsForATime(to) && term != null ? term.ends() : null;
    }

    private static boolean standsForATime(State state) {
        return state == State.AWAITING || state == State.EXEMPT || state == State.PAUSED;
    }

    private static String line(Instant at, String from, State to, String decision) {
        return at + " " + from + " -> " + to.name().toLowerCase(Locale.ROOT) + ": " + decision;
    }
}
