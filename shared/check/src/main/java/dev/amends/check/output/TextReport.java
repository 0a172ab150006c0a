package dev.amends.check.output;

import dev.amends.check.Checked;
import dev.amends.check.Finding;
import dev.amends.check.Report;
import dev.amends.check.terminal.Text;
import dev.amends.core.guardrail.Severity;
import dev.amends.template.Position;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For people: each finding with its line, then one line that counts them. */
final class TextReport {
    private static final int SHOWN = 120;

    /** How much of a long line is shown before the place that is meant. */
    private static final int BEFORE = 60;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        TextReport out = new TextReport(report);
        report.files().forEach(out::file);
        out.summary();
        return out.text.toString();
    }

    private void file(Checked file) {
        Checked.Unreadable unreadable = file.unreadable();
        if (unreadable != null) {
            say(
                    "%s:%d:%d  %s: %s"
                            .formatted(
                                    file.name(),
                                    unreadable.at().line(),
                                    unreadable.at().column(),
                                    bold("could not be reviewed"),
                                    Text.clean(unreadable.why())));
            text.append('\n');
        }
        List<String> lines = file.source().lines().toList();
        file.open().forEach(finding -> show(file, finding.violation(), lines));
    }

    private void show(Checked file, Violation violation, List<String> lines) {
        Position at = violation.at();
        say(
                "%s:%d:%d  %s  %s"
                        .formatted(
                                Text.clean(file.name()),
                                at.line(),
                                at.column(),
                                bold(name(violation.severity())),
                                violation.rule()));
        say("  " + Text.clean(violation.sentence()));
        if (at.line() <= lines.size()) {
            source(lines.get(at.line() - 1), at);
        }
        String snippet = violation.snippet();
        if (snippet != null) {
            fix(snippet);
        }
        text.append('\n');
    }

    /** The line in the source, and a mark under the place that is meant. */
    private void source(String line, Position at) {
        int column = Math.min(at.column(), line.length() + 1) - 1;
        int from = column > SHOWN - 10 ? column - BEFORE : 0;
        int to = Math.min(line.length(), from + SHOWN);
        String shown =
                (from > 0 ? "..." : "")
                        + Text.clean(line.substring(from, to).replace('\t', ' '))
                        + (to < line.length() ? "..." : "");
        say("  %5d | %s".formatted(at.line(), shown));
        say("        | " + " ".repeat(column - from + (from > 0 ? 3 : 0)) + "^");
    }

    private void fix(String snippet) {
        List<String> lines = snippet.strip().lines().map(Text::clean).toList();
        if (lines.size() == 1) {
            say("  Instead: " + lines.getFirst());
            return;
        }
        say("  Instead:");
        lines.forEach(line -> say("    " + line));
    }

    private void summary() {
        for (Report.Gone gone : report.gone()) {
            say(
                    Text.clean(
                            "Gone since the baseline: %s  %s  %s%s"
                                    .formatted(
                                            gone.file(),
                                            gone.key().rule(),
                                            gone.key().resource(),
                                            gone.key().path().isEmpty()
                                                    ? ""
                                                    : "." + gone.key().path())));
        }
        List<String> parts = new ArrayList<>();
        parts.add(found());
        add(parts, report.count(Finding.Standing.KNOWN), "in the baseline");
        add(parts, report.count(Finding.Standing.IGNORED), "left alone with a reason");
        add(parts, report.gone().size(), "gone since the baseline");
        add(
                parts,
                report.files().stream().filter(file -> file.unreadable() != null).count(),
                "of the files could not be reviewed");
        say(String.join("; ", parts) + ".");
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private String found() {
        Map<Severity, Integer> found = new EnumMap<>(Severity.class);
        for (Checked file : report.files()) {
            file.open().forEach(each -> found.merge(each.violation().severity(), 1, Integer::sum));
        }
        String where = report.files().size() == 1 ? "1 file" : report.files().size() + " files";
        int all = found.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return "No findings in " + where;
        }
        List<String> parts = new ArrayList<>();
        for (Severity severity : List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            if (found.containsKey(severity)) {
                parts.add(found.get(severity) + " " + name(severity));
            }
        }
        return "%d %s in %s: %s"
                .formatted(all, all == 1 ? "finding" : "findings", where, String.join(", ", parts));
    }

    private void say(String line) {
        text.append(line).append('\n');
    }

    private String bold(String word) {
        return report.colour() ? "\033[1m" + word + "\033[0m" : word;
    }

    static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
