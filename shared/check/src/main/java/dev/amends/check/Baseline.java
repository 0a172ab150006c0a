package dev.amends.check;

import dev.amends.check.input.Texts;
import dev.amends.check.terminal.Cannot;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings that were there when somebody began to check, kept in a file: only what is new counts.
 * Recognised by file, rule, resource and path, and how many of the same there are; never by line.
 */
final class Baseline {
    private static final int VERSION = 1;

    private final Map<Entry, Integer> entries = new LinkedHashMap<>();

    private Baseline() {}

    private record Entry(String file, Finding.Key key) {}

    /**
     * What {@link #apply} leaves.
     *
     * @param gone what is in the baseline and was looked for in vain
     */
    record Applied(List<Checked> files, List<Report.Gone> gone) {}

    static Baseline read(Path file, String name) throws Cannot {
        Node root;
        try {
            root = Node.parse(Texts.of(file));
        } catch (Cannot e) {
            throw Cannot.because(
                    "the baseline %s: %s; --write-baseline makes one"
                            .formatted(name, e.getMessage()));
        } catch (BadJson e) {
            throw Cannot.because("the baseline %s is no JSON: %s".formatted(name, e.getMessage()));
        }
        Long version = root.number("version");
        if (version == null || version != VERSION) {
            throw Cannot.because(
                    "the baseline %s is not of a kind that this version writes (version %d)"
                            .formatted(name, VERSION));
        }
        Baseline baseline = new Baseline();
        for (Node each : root.at("findings").items()) {
            Entry entry =
                    new Entry(
                            each.textOr("", "file"),
                            new Finding.Key(
                                    each.textOr("", "rule"),
                                    each.textOr("", "resource"),
                                    each.textOr("", "path")));
            Long count = each.number("count");
            baseline.entries.put(
                    entry, count == null ? 1 : Math.toIntExact(Math.min(count, 1_000_000)));
        }
        return baseline;
    }

    /** The text of a baseline of everything that counts, in an order that does not change. */
    static String of(List<Checked> files) {
        Map<Entry, Integer> counts = new LinkedHashMap<>();
        for (Checked file : files) {
            file.open().forEach(each -> counts.merge(entry(file, each), 1, Integer::sum));
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((entry, count) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", entry.file());
            line.put("rule", entry.key().rule());
            line.put("resource", entry.key().resource());
            line.put("path", entry.key().path());
            if (count > 1) {
                line.put("count", count);
            }
            lines.add("    " + Node.write(line));
        });
        lines.sort(String::compareTo);
        // One line for each, so that a change of the file is read, and merged, line by line.
        return "{\n  \"version\": %d,\n  \"findings\": [%s]\n}\n"
                .formatted(
                        VERSION, lines.isEmpty() ? "" : "\n" + String.join(",\n", lines) + "\n  ");
    }

    Applied apply(List<Checked> files, Selection selection) {
        Map<Entry, Integer> left = new LinkedHashMap<>(entries);
        Set<String> reviewed = new HashSet<>();
        List<Checked> applied = new ArrayList<>();
        for (Checked file : files) {
            if (file.unreadable() == null) {
                reviewed.add(file.uri());
            }
            applied.add(
                    file.with(
                            file.findings().stream().map(each -> take(left, file, each)).toList()));
        }
        List<Report.Gone> gone = new ArrayList<>();
        left.forEach((entry, count) -> {
            if (count > 0
                    && reviewed.contains(entry.file())
                    && selection.takes(entry.key().rule())) {
                gone.add(new Report.Gone(entry.file(), entry.key()));
            }
        });
        return new Applied(List.copyOf(applied), List.copyOf(gone));
    }

    private static Finding take(Map<Entry, Integer> left, Checked file, Finding finding) {
        Entry entry = entry(file, finding);
        int count = left.getOrDefault(entry, 0);
        if (!finding.open() || count == 0) {
            return finding;
        }
        left.put(entry, count - 1);
        return finding.known();
    }

    private static Entry entry(Checked file, Finding finding) {
        return new Entry(file.uri(), finding.key());
    }
}
