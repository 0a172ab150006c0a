package dev.amends.rehearse.report;

import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Incident;
import dev.amends.rehearse.Played;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** For a terminal. */
public final class TextReport {
    /** So many incidents are listed; all of them are in the other forms. */
    private static final int LISTED = 40;

    private static final int TROUBLES = 10;

    private final Rehearsed rehearsed;
    private final Played played;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Rehearsed rehearsed) {
        this.rehearsed = rehearsed;
        this.played = rehearsed.played();
    }

    /** Its lines. */
    public static List<String> of(Rehearsed rehearsed) {
        return new TextReport(rehearsed).write();
    }

    private List<String> write() {
        head();
        guardrails();
        incidents();
        fights();
        messages();
        stood();
        gaps();
        proposal();
        return lines;
    }

    private void head() {
        lines.add(
                "Rehearsed %s%s."
                        .formatted(
                                rehearsed.source(),
                                played.from() == null || played.to() == null
                                        ? ""
                                        : ", %s to %s UTC"
                                                .formatted(
                                                        Figures.moment(played.from()),
                                                        Figures.moment(played.to()))));
        lines.add(Figures.records(played.records()) + ".");
        rehearsed.troubles().stream()
                .limit(TROUBLES)
                .forEach(trouble -> lines.add("Not read: " + trouble));
        if (rehearsed.troubles().size() > TROUBLES) {
            lines.add("Not read: %d more".formatted(rehearsed.troubles().size() - TROUBLES));
        }
    }

    private void guardrails() {
        title("What Amends would have done");
        lines.add(
                "%-26s %7s %7s %7s %9s %9s"
                        .formatted("", "fixed", "asked", "flagged", "fine", "not told"));
        for (String id : played.guardrails()) {
            lines.add(
                    "%-26s %7d %7d %7d %9d %9d"
                            .formatted(
                                    id,
                                    played.count(id, Outcome.Kind.FIXED),
                                    played.count(id, Outcome.Kind.ASKED),
                                    played.count(id, Outcome.Kind.FLAGGED),
                                    played.count(id, Outcome.Kind.COMPLIANT)
                                            + played.count(id, Outcome.Kind.IGNORED),
                                    played.count(id, Outcome.Kind.UNKNOWN)
                                            + Figures.notShown(played, id)));
        }
        played.notShown()
                .forEach((id, what) ->
                        what.forEach((missing, count) ->
                                lines.add(
                                        "  %s: %d not told, because no event shows %s"
                                                .formatted(id, count, missing))));
        readNow();
    }

    private void readNow() {
        if (played.readNow() > 0) {
            lines.add("  " + Figures.readNow(played));
        }
        played.notRead().forEach(each -> lines.add("  not read: " + each));
    }

    private void incidents() {
        if (played.incidents().isEmpty()) {
            return;
        }
        title("When, for whom, on what");
        played.incidents().stream().limit(LISTED).forEach(this::incident);
        int left = played.incidents().size() + played.more() - LISTED;
        if (left > 0) {
            lines.add("%,d more: --output html=FILE or json=FILE has them.".formatted(left));
        }
    }

    private void incident(Incident each) {
        lines.add(
                "%s  %-7s %-6s %s"
                        .formatted(
                                Figures.moment(each.at()),
                                each.would().name().toLowerCase(Locale.ROOT),
                                each.severity(),
                                each.name()));
        lines.add("    " + each.sentence());
        lines.add(
                "    %s by %s through %s%s"
                        .formatted(
                                each.event(),
                                each.who(),
                                each.tool(),
                                each.stood() == null
                                        ? ""
                                        : "; stood for %s until %s"
                                                .formatted(
                                                        Figures.time(each.stood()),
                                                        each.mendedBy())));
        if (!each.cost().isEmpty()) {
            lines.add("    " + each.cost());
        }
    }

    private void fights() {
        fights("Fixes that a tool would have set over", Figures.foughtByTools(played));
        fights("Fixes over which people set another value", Figures.foughtByPeople(played));
    }

    private void fights(String title, List<Incident> fought) {
        if (fought.isEmpty()) {
            return;
        }
        title(title);
        fought.stream()
                .limit(TROUBLES)
                .forEach(each -> lines.add("  %s: %s".formatted(each.name(), each.foughtBy())));
        if (fought.size() > TROUBLES) {
            lines.add("  and %d more".formatted(fought.size() - TROUBLES));
        }
    }

    private void messages() {
        title("Messages in Slack");
        if (played.messages().isEmpty()) {
            lines.add("None.");
        }
        played.messages()
                .forEach((channel, days) ->
                        lines.add(
                                "  %s: %d in %s, %s"
                                        .formatted(
                                                channel,
                                                Figures.sum(days),
                                                played.span(),
                                                busiest(days))));
    }

    private static String busiest(SortedMap<LocalDate, Integer> days) {
        Map.Entry<LocalDate, Integer> most =
                days.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        return "%d on the busiest day, %s".formatted(most.getValue(), most.getKey());
    }

    private void stood() {
        if (played.mended().isEmpty()) {
            return;
        }
        title("How long mistakes stood until somebody put them right");
        for (Map.Entry<String, List<Duration>> each : played.mended().entrySet()) {
            lines.add(
                    "  %s: %d, median %s, longest %s"
                            .formatted(
                                    each.getKey(),
                                    each.getValue().size(),
                                    Figures.time(Figures.median(each.getValue())),
                                    Figures.time(Figures.longest(each.getValue()))));
        }
    }

    private void gaps() {
        if (!played.missed().isEmpty()) {
            title("Records that no rule of template.yaml takes, and should");
            played.missed().forEach(each -> lines.add("  " + each));
        }
        if (played.unstated() > 0) {
            lines.add("");
            lines.add(
                    "Of %d changes the outcome is not known; please report that."
                            .formatted(played.unstated()));
        }
    }

    private void proposal() {
        title(
                "Settings for at most %d messages a day (busiest day: %d with these, %d with those that were rehearsed)"
                        .formatted(
                                rehearsed.wanted(),
                                rehearsed.proposal().busiest(),
                                rehearsed.proposal().before()));
        lines.addAll(rehearsed.proposal().lines());
        if (!rehearsed.proposal().reached()) {
            lines.add(
                    "# More than wanted are left: what is about who can get in is never switched off here.");
        }
    }

    private void title(String title) {
        lines.add("");
        lines.add(title);
    }
}
