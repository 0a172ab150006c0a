package dev.amends.core.ledger;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Findings in every state, reached by the steps that lead there. */
final class Examples {
    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    static final Subject SUBJECT =
            new Subject(
                    "leaky-tap",
                    "Tap that drips",
                    "guardrails/leaky-tap.md",
                    new Target("111122223333", "eu-west-1", "arn:aws:x:::tap/kitchen", "kitchen"));

    /** How long approvals, exemptions and pauses last here, and when people are reminded. */
    static final Duration LASTS = Duration.ofHours(3);

    private static final Duration REMINDS = Duration.ofHours(1);

    private Examples() {}

    static Seen seen(String fingerprint, String eventId) {
        Map<String, String> before = new HashMap<>();
        before.put("valve", null);
        return new Seen(
                "2026-03-01T09:59:58Z",
                fingerprint,
                Severity.LOW,
                "The tap in the kitchen drips.",
                "A litre an hour.",
                null,
                null,
                new Cause(
                        eventId,
                        "OpenTap",
                        T0,
                        "ana",
                        "arn:aws:iam::111122223333:user/ana",
                        Tool.CLI,
                        Origin.EVENT),
                new Remedy(
                        "close the valve",
                        "Closed the valve.",
                        before,
                        Map.of("valve", "closed"),
                        true,
                        null,
                        List.of("tap close kitchen"),
                        "Valve: closed",
                        "valve = closed"),
                null,
                mistakes(fingerprint));
    }

    /** "within" is what is left of "same" when one of its two mistakes is gone. */
    private static List<Mistake> mistakes(String fingerprint) {
        Mistake drips = new Mistake("kitchen/drips", Severity.LOW, "It drips.", null, null);
        Mistake rusts = new Mistake("kitchen/rusts", Severity.LOW, "It rusts.", null, null);
        return switch (fingerprint) {
            case "same" -> List.of(drips, rusts);
            case "within" -> List.of(rusts);
            default -> List.of();
        };
    }

    static Move move(Step step, String fingerprint, String worker, Instant at) {
        Seen seen = seen(fingerprint, "event-" + fingerprint);
        Move move = Move.of(SUBJECT, step, worker, at, "decision of " + step).seeing(seen);
        return switch (step) {
            case OWNER -> move.settledBy("the owner");
            case RESTORE -> move.settledBy("the owner").with(seen.remedy());
            case UNDO -> move.with(seen.remedy().inverse());
            case ASK, EXEMPT, HOLD -> move.lasting(new Term(at.plus(REMINDS), at.plus(LASTS)));
            default -> move;
        };
    }

    /** The steps to a state, the last one at {@code T0}. */
    static Finding in(State state) {
        return switch (state) {
            case OPEN -> after(Step.FLAG);
            case AWAITING -> after(Step.ASK);
            case EXPIRED -> expired();
            case PAUSED -> after(Step.HOLD);
            case UNDONE -> after(Step.FIX, Step.DONE, Step.UNDO, Step.DONE);
            case EXEMPT -> after(Step.ASK, Step.EXEMPT);
            case ACTING -> after(Step.FIX);
            case FIXED -> after(Step.FIX, Step.DONE);
            case YIELDED -> after(Step.FIX, Step.DONE, Step.OWNER);
            case RESOLVED -> after(Step.FLAG, Step.FINE);
            case FAILED -> after(Step.FIX, Step.FAILED);
            case GONE -> after(Step.FLAG, Step.GONE);
            case UNKNOWN -> after(Step.UNSURE);
            case HELD -> {
                Finding finding = null;
                for (int minutes = 15; minutes >= 0; minutes -= 5) {
                    Instant at = T0.minus(Duration.ofMinutes(minutes));
                    finding = take(finding, move(Step.FIX, "same", "first", at));
                    if (finding.state() == State.ACTING) {
                        finding = take(finding, move(Step.DONE, "same", "first", at));
                    }
                }
                yield finding;
            }
        };
    }

    private static Finding expired() {
        Finding asked = take(null, move(Step.ASK, "same", "first", T0.minus(LASTS)));
        return take(asked, move(Step.EXPIRE, "same", "first", T0));
    }

    private static Finding after(Step... steps) {
        Finding finding = null;
        for (Step step : steps) {
            finding = take(finding, move(step, "same", "first", T0));
        }
        return finding;
    }

    private static Finding take(Finding finding, Move move) {
        return ((Answer.Moved) Episodes.answer(finding, move)).finding();
    }
}
