package dev.amends.cli;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Position;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For people: each finding with its line, then one line that counts them. */
final class CheckText {
    private static final int SHOWN = 120;

    private final StringBuilder text = new StringBuilder();

    private CheckText() {}

    static String of(List<Checked> checked) {
        CheckText report = new CheckText();
        Map<Severity, Integer> found = new EnumMap<>(Severity.class);
        for (Checked file : checked) {
            UnreadableTemplate unreadable = file.unreadable();
            if (unreadable != null) {
                report.say(
                        "%s:%d:%d  could not be reviewed: %s"
                                .formatted(
                                        file.file(),
                                        unreadable.at().line(),
                                        unreadable.at().column(),
                                        unreadable.getMessage()));
            }
            for (Violation violation : file.violations()) {
                found.merge(violation.severity(), 1, Integer::sum);
                report.show(file, violation);
            }
        }
        report.summary(checked.size(), found);
        return report.text.toString();
    }

    private void say(String line) {
        text.append(Text.clean(line)).append('\n');
    }

    private void show(Checked file, Violation violation) {
        Position at = violation.at();
        say(
                "%s:%d:%d  %s  %s"
                        .formatted(
                                file.file(),
                                at.line(),
                                at.column(),
                                name(violation.severity()),
                                violation.rule()));
        say("  " + violation.sentence());
        line(file.source(), at.line())
                .ifPresent(line -> {
                    say("  %5d | %s".formatted(at.line(), Text.cut(line, SHOWN)));
                    if (at.column() <= SHOWN) {
                        say("        | " + " ".repeat(at.column() - 1) + "^");
                    }
                });
        if (violation.snippet() != null) {
            say("  Instead: " + violation.snippet());
        }
        say("");
    }

    private void summary(int files, Map<Severity, Integer> found) {
        String where = files == 1 ? "1 file" : files + " files";
        int all = found.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            say("No findings in %s.".formatted(where));
            return;
        }
        List<String> parts = new ArrayList<>();
        for (Severity severity : List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            if (found.containsKey(severity)) {
                parts.add(found.get(severity) + " " + name(severity));
            }
        }
        say(
                "%d %s in %s: %s."
                        .formatted(
                                all,
                                all == 1 ? "finding" : "findings",
                                where,
                                String.join(", ", parts)));
    }

    private static Optional<String> line(String source, int number) {
        return source.lines().skip(number - 1L).findFirst();
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
