package dev.amends.core.run;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Intent;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people read about decisions, pauses and exemptions. */
final class Sentences {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** Why something is asked about that would be fixed if it were seen as it happened. */
    static final String LATE = "this was not seen as it happened.";

    static final String MISFIT =
            "the record that led here does not fit the resource, so it may be late or not genuine.";
    static final String CAME_BACK =
            "it was fixed %d times within an hour and came back.".formatted(Episodes.BREAKER_FIXES);
    static final String EXEMPTION_OVER = "its exemption is over.";
    static final String ASKED_FOR = "somebody asked for a fresh look at it.";

    static final String UNCONFIRMED =
            "AWS accepted the change, and it is not seen in force yet; it is read again in two minutes.";
    static final String REOPENED =
            "It is open again, and waits without an end for somebody to approve the fix or to exempt it.";

    /** A longer value is not repeated. */
    private static final int SHORT = 60;

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

    /** Why a call was not allowed, without a full stop. */
    static String because(Denied denied) {
        return denied.why()
                .map(why -> "Amends may not call %s: %s".formatted(denied.action(), why))
                .orElseGet(() ->
                        "the role may not call %s. Deploy with Powers that allow it, or do it by hand"
                                .formatted(denied.action()));
    }

    /** Why a call will never go through, without a full stop. */
    static String because(Rejected rejected) {
        return "to %s AWS answered %s".formatted(rejected.action(), rejected.answer());
    }

    static String gaveUp() {
        return "AWS has not let it through for %d minutes"
                .formatted(Episodes.CLAIM_LIMIT.toMinutes());
    }

    /**
     * @param change what was to be done; null when that is not known
     * @param why without a full stop
     */
    static String couldNot(@Nullable Remedy change, String why) {
        return "Could not %s: %s."
                .formatted(change == null ? "finish what was begun" : change.does(), why);
    }

    /**
     * @param why without a full stop
     */
    static String halfway(Remedy change, String why) {
        return "Could not %s: %s. A part of it was done before that; this is how things are now."
                .formatted(change.does(), why);
    }

    /** What is in force instead of what was written; without a full stop. */
    static String notInForce(
            Map<String, @Nullable String> written,
            Map<String, @Nullable String> inForce,
            Optional<String> overruled) {
        String fields =
                written.entrySet().stream()
                        .filter(each ->
                                !Objects.equals(each.getValue(), inForce.get(each.getKey())))
                        .map(each -> each.getKey() + " " + shown(inForce.get(each.getKey())))
                        .sorted()
                        .collect(Collectors.joining(", "));
        String differs =
                "AWS accepted it, but two minutes later something else is in force (%s)"
                        .formatted(fields);
        return overruled.map(why -> differs + ". " + half(why)).orElse(differs);
    }

    /** A sentence without its full stop. */
    static String half(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String shown(@Nullable String value) {
        return value == null
                ? "is not set"
                : value.length() > SHORT ? "has another value" : "is " + value;
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
