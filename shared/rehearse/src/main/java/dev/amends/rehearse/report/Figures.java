package dev.amends.rehearse.report;

import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Incident;
import dev.amends.rehearse.Played;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Figures as people read them, the same in every form of the report. */
final class Figures {
    /** What would have been done about a mistake, gravest first. */
    static final List<Outcome.Kind> DONE =
            List.of(
                    Outcome.Kind.FIXED,
                    Outcome.Kind.ASKED,
                    Outcome.Kind.FLAGGED,
                    Outcome.Kind.HELD,
                    Outcome.Kind.FAILED,
                    Outcome.Kind.UNKNOWN);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    static String moment(Instant time) {
        return MOMENT.format(time);
    }

    /** "3 days", "5 h", "12 min", "40 s". */
    static String time(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " h";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    static Duration median(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }

    static Duration longest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    static List<Incident> foughtByTools(Played played) {
        return played.incidents().stream().filter(Incident::foughtByTool).toList();
    }

    static List<Incident> foughtByPeople(Played played) {
        return played.incidents().stream()
                .filter(each -> !each.foughtBy().isEmpty() && !each.foughtByTool())
                .toList();
    }

    /** How often a guardrail's judgement depends on what no event shows. */
    static int notShown(Played played, String guardrail) {
        return played.notShown().getOrDefault(guardrail, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** All messages of some days. */
    static int sum(SortedMap<LocalDate, Integer> days) {
        return days.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those of the busiest day. */
    static int most(SortedMap<LocalDate, Integer> days) {
        return days.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    static String readNow(Played played) {
        return "Read as they are now, because nothing has happened to them since: %,d. What came of it is counted beside."
                .formatted(played.readNow());
    }

    /** What became of the records, in one line. */
    static String records(Played.Records records) {
        StringBuilder line =
                new StringBuilder(
                        records.all() == 1 ? "1 record" : "%,d records".formatted(records.all()));
        line.append(": %,d played".formatted(records.played()));
        part(line, records.foreign(), "of no concern");
        part(line, records.failed(), "of calls that failed");
        part(line, records.own(), "Amends' own");
        part(line, records.twice(), "delivered twice");
        part(line, records.late(), "of those played were late");
        part(line, records.broken(), "no CloudTrail records");
        return line.toString();
    }

    private static void part(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(", %,d %s".formatted(count, what));
        }
    }
}
