package dev.amends.cli;

import dev.amends.check.terminal.Text;
import dev.amends.core.ledger.Choices;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Pending;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings as lines with columns. */
final class FindingTable {
    private static final int RESOURCE = 60;

    private FindingTable() {}

    static List<String> lines(List<Finding> findings, Pending pending, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "STATE", "AGE", "UNTIL", "CAN", "RESOURCE", "GUARDRAIL", "WHAT"));
        for (Finding f : findings) {
            Decision decision = pending.about(f).orElse(null);
            rows.add(
                    List.of(
                            FindingLookup.id(f),
                            decision == null ? word(f.state()) : word(decision.kind()),
                            Times.age(Duration.between(f.openedAt(), now)),
                            until(f.ends()),
                            decision == null ? can(f, now) : "-",
                            Text.cut(f.subject().target().name(), RESOURCE),
                            f.subject().guardrail(),
                            f.text()));
        }
        return aligned(rows);
    }

    /** A state as people write it. */
    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** What is being done about a decision, in place of the state. */
    private static String word(Decision.Kind kind) {
        return switch (kind) {
            case FIX -> "approved";
            case UNDO -> "undoing";
            case EXEMPT -> "exempted";
            case LOOK -> "rechecking";
        };
    }

    /** Columns side by side; the last one as long as it is. */
    static List<String> aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns - 1];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
            }
            lines.add(line.append(row.getLast()).toString());
        }
        return lines;
    }

    /** When it ends, to the minute. */
    private static String until(@Nullable Instant ends) {
        return ends == null ? "-" : ends.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String can(Finding finding, Instant now) {
        String can =
                Choices.of(finding, now).stream()
                        .map(Wish::command)
                        .collect(Collectors.joining(","));
        return can.isEmpty() ? "-" : can;
    }
}
