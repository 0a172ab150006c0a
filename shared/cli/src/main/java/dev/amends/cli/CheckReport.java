package dev.amends.cli;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Position;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what was found in templates, and counts it. */
final class CheckReport {
    private static final int SHOWN = 120;

    private final World world;
    private final Map<Severity, Integer> found = new EnumMap<>(Severity.class);

    CheckReport(World world) {
        this.world = world;
    }

    /** One finding, with the line it is in. */
    void show(String file, String source, Violation violation) {
        found.merge(violation.severity(), 1, Integer::sum);
        Position at = violation.at();
        world.say(
                "%s:%d:%d  %s  %s"
                        .formatted(
                                file,
                                at.line(),
                                at.column(),
                                name(violation.severity()),
                                violation.rule()));
        world.say("  " + violation.sentence());
        line(source, at.line())
                .ifPresent(line -> {
                    world.say("  %5d | %s".formatted(at.line(), Text.cut(line, SHOWN)));
                    if (at.column() <= SHOWN) {
                        world.say("        | " + " ".repeat(at.column() - 1) + "^");
                    }
                });
        if (violation.snippet() != null) {
            world.say("  Instead: " + violation.snippet());
        }
        world.say("");
    }

    /** The last line. */
    void summary(int files) {
        String where = files == 1 ? "1 file" : files + " files";
        int all = found.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            world.say("No findings in %s.".formatted(where));
            return;
        }
        List<String> parts = new ArrayList<>();
        for (Severity severity : List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            if (found.containsKey(severity)) {
                parts.add(found.get(severity) + " " + name(severity));
            }
        }
        world.say(
                "%d %s in %s: %s."
                        .formatted(
                                all,
                                all == 1 ? "finding" : "findings",
                                where,
                                String.join(", ", parts)));
    }

    /** Whether anything so grave was found. */
    boolean atLeast(Severity least) {
        return found.keySet().stream().anyMatch(severity -> severity.compareTo(least) >= 0);
    }

    private static Optional<String> line(String source, int number) {
        return source.lines().skip(number - 1L).findFirst();
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
