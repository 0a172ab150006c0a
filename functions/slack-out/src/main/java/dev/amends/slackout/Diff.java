package dev.amends.slackout;

import dev.amends.core.guardrail.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a remedy changes, from → to, as people read it. */
final class Diff {
    /** Values up to here stand side by side. */
    private static final int SHORT = 60;

    /** Unchanged lines that are shown around changed ones. */
    private static final int AROUND = 2;

    private Diff() {}

    static String of(Remedy remedy) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(remedy.after())
                .forEach((field, after) -> field(lines, field, remedy.before().get(field), after));
        return String.join("\n", lines);
    }

    private static void field(
            List<String> lines, String field, @Nullable String before, @Nullable String after) {
        if (fits(before) && fits(after)) {
            lines.add(field + ": " + shown(before) + " → " + shown(after));
            return;
        }
        lines.add(field + ":");
        List<String> old = before == null ? List.of("(not set)") : before.lines().toList();
        List<String> now = after == null ? List.of("(not set)") : after.lines().toList();
        int most = Math.min(old.size(), now.size());
        int head = 0;
        while (head < most && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        add(lines, "  ", old.subList(Math.max(0, head - AROUND), head));
        add(lines, "- ", old.subList(head, old.size() - tail));
        add(lines, "+ ", now.subList(head, now.size() - tail));
        int end = old.size() - tail;
        add(lines, "  ", old.subList(end, Math.min(old.size(), end + AROUND)));
    }

    private static void add(List<String> lines, String sign, List<String> more) {
        more.forEach(line -> lines.add(sign + line));
    }

    private static boolean fits(@Nullable String value) {
        return value == null || (value.length() <= SHORT && value.indexOf('\n') < 0);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not set" : value.isEmpty() ? "(empty)" : value;
    }
}
