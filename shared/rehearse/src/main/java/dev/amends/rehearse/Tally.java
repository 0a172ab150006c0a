package dev.amends.rehearse;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Finding;
import dev.amends.core.report.Report;
import dev.amends.core.run.Outcome;
import dev.amends.core.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what would have been done and said. */
final class Tally implements Notes, Report {
    /** So many incidents are kept; a report of more says nothing that these do not. */
    static final int KEPT = 20_000;

    private static final String NO_CHANNEL = "(no channel)";

    private final Settings settings;
    private final Moment now;

    final SortedMap<String, Map<Outcome.Kind, Integer>> outcomes = new TreeMap<>();
    final SortedMap<String, Map<String, Integer>> notShown = new TreeMap<>();
    final List<Incident> incidents = new ArrayList<>();
    final SortedMap<String, SortedMap<LocalDate, Integer>> messages = new TreeMap<>();
    final SortedMap<String, SortedMap<LocalDate, Integer>> byGuardrail = new TreeMap<>();
    final SortedMap<String, List<Duration>> mended = new TreeMap<>();
    int more;

    /** The episode of each finding that was said last. */
    private final Map<String, Integer> said = new HashMap<>();

    /** Where the last incident of a guardrail and resource is. */
    private final Map<String, Integer> places = new HashMap<>();

    /** New cards of a guardrail within one minute. */
    private final Map<String, Integer> minute = new HashMap<>();

    private Instant minuteOf = Instant.EPOCH;

    Tally(Settings settings, Moment now) {
        this.settings = settings;
        this.now = now;
    }

    void outcome(About about, Outcome.Kind kind) {
        outcomes.computeIfAbsent(about.id(), id -> new EnumMap<>(Outcome.Kind.class))
                .merge(kind, 1, Integer::sum);
    }

    void notShown(About about, String what) {
        notShown.computeIfAbsent(about.id(), id -> new TreeMap<>()).merge(what, 1, Integer::sum);
    }

    /** What an outcome left in the ledger. */
    void incident(Outcome outcome, Finding finding) {
        String place = place(outcome.guardrail(), finding.subject().target().arn());
        switch (outcome.kind()) {
            case FLAGGED, ASKED, FIXED, HELD, FAILED, UNKNOWN -> {
                if (incidents.size() >= KEPT) {
                    more++;
                    places.remove(place);
                    return;
                }
                places.put(place, incidents.size());
                incidents.add(incident(outcome.kind(), finding));
            }
            case RESOLVED, GONE, YIELDED, EXPIRED ->
                    change(place, outcome.name(), (incident, how) -> incident.ended(how));
            default -> {}
        }
    }

    private Incident incident(Outcome.Kind kind, Finding finding) {
        Target target = finding.subject().target();
        Cause cause = finding.seen().cause();
        Remedy remedy = finding.seen().remedy();
        return new Incident(
                cause.time(),
                kind,
                finding.subject().guardrail(),
                finding.seen().severity().name().toLowerCase(Locale.ROOT),
                cause.actor(),
                cause.tool().label(),
                cause.eventName(),
                target.account(),
                target.region(),
                target.arn(),
                target.name(),
                finding.text(),
                remedy == null ? "" : remedy.does(),
                Objects.requireNonNullElse(finding.seen().cost(), ""),
                channel(finding),
                "",
                null,
                "",
                "");
    }

    private String channel(Finding finding) {
        return settings.channel(
                finding.subject().guardrail(),
                finding.seen().severity(),
                Objects.requireNonNullElse(finding.seen().owner(), ""));
    }

    /** A new episode is a new message; everything else draws the card anew. */
    @Override
    public void say(Finding finding) {
        Integer before = said.put(finding.key(), finding.episode());
        if (before != null && before == finding.episode()) {
            return;
        }
        String guardrail = finding.subject().guardrail();
        if (!minuteOf.equals(now.instant().truncatedTo(ChronoUnit.MINUTES))) {
            minuteOf = now.instant().truncatedTo(ChronoUnit.MINUTES);
            minute.clear();
        }
        // What comes beyond the burst is counted on one card.
        if (minute.merge(guardrail, 1, Integer::sum) > settings.burst() + 1) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(now.instant(), ZoneOffset.UTC);
        String channel = channel(finding);
        count(messages, channel.isEmpty() ? NO_CHANNEL : channel, day);
        count(byGuardrail, guardrail, day);
    }

    private static void count(
            SortedMap<String, SortedMap<LocalDate, Integer>> counts, String name, LocalDate day) {
        counts.computeIfAbsent(name, each -> new TreeMap<>()).merge(day, 1, Integer::sum);
    }

    @Override
    public void fought(About guardrail, Target target, Change by) {
        change(
                place(guardrail.id(), target.arn()),
                "%s through %s, %s"
                        .formatted(by.actor().name(), by.actor().tool().label(), by.eventName()),
                Incident::fought);
    }

    @Override
    public void ended(About guardrail, Target target, Instant since, Change by, boolean gone) {
        Duration stood = Duration.between(since, by.time());
        mended.computeIfAbsent(guardrail.id(), id -> new ArrayList<>()).add(stood);
        change(
                place(guardrail.id(), target.arn()),
                gone ? "it was deleted" : by.actor().name(),
                (incident, who) -> incident.mended(stood, who));
    }

    private static String place(String guardrail, String arn) {
        return guardrail + " " + arn;
    }

    private interface Changing {
        Incident with(Incident incident, String word);
    }

    private void change(String place, String word, Changing changing) {
        Integer index = places.get(place);
        if (index != null) {
            incidents.set(index, changing.with(incidents.get(index), word));
        }
    }
}
