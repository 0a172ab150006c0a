package dev.amends.core.run;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Intent;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What people read about decisions, pauses and exemptions. */
final class Sentences {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Sentences() {}

    static String held(Pause pause) {
        return "Held: %s paused Amends until %s (%s). It is judged afresh after that."
                .formatted(pause.by(), moment(pause.until()), pause.reason());
    }

    static String exempt(Instant until, String reason) {
        return "Left alone until %s: %s".formatted(moment(until), reason);
    }

    static String expired(Finding waiting) {
        return "Nobody decided within %s; nothing was changed. Ask for a fresh look to decide after all."
                .formatted(hours(Duration.between(waiting.openedAt(), ends(waiting))));
    }

    private static Instant ends(Finding waiting) {
        Instant ends = waiting.ends();
        return ends == null ? waiting.updatedAt() : ends;
    }

    private static String hours(Duration time) {
        long hours = Math.max(1, Math.round(time.toMinutes() / 60.0));
        return hours == 1 ? "an hour" : hours + " hours";
    }

    static String denied(Remedy remedy, Denied denied) {
        String why =
                denied.why()
                        .orElse(
                                "the role may not call %s. Deploy with Powers that allow it, or do it by hand"
                                        .formatted(denied.action()));
        return "Could not %s: %s.".formatted(remedy.does(), why);
    }

    /** The remedy is applied; who wanted it, where a person did. */
    static String done(Remedy remedy, Finding acting) {
        Decided decided = acting.decided();
        Intent intent = acting.intent();
        if (decided == null) {
            return remedy.done();
        }
        if (intent == Intent.UNDO) {
            return "Undone, as %s asked: it is as it was before Amends changed it."
                    .formatted(decided.by());
        }
        return intent == Intent.FIX && decided.kind() == Decision.Kind.FIX
                ? "%s %s approved it.".formatted(remedy.done(), decided.by())
                : remedy.done();
    }

    /** A decision that was not carried out. */
    static String refused(Decision decision, String why) {
        String wanted =
                switch (decision.kind()) {
                    case FIX -> "approval";
                    case UNDO -> "undo";
                    case EXEMPT -> "exemption";
                    case LOOK -> "fresh look";
                };
        return "The %s that %s asked for was not carried out: %s"
                .formatted(wanted, decision.by(), why);
    }

    static String moment(Instant time) {
        return MOMENT.format(time);
    }
}
