package dev.amends.tests.behaviour;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a guardrail does, on record: {@code tests/behaviour/<guardrail>.md}, a section for each kind
 * of scenario. A section is compared as a whole; {@code -Damends.behaviour=write} writes it.
 */
public final class BehaviourRecord {
    /** How the record is written anew, for the message of a failed comparison. */
    static final String COMMAND = "tests/behaviour/record";

    private static final Pattern HASH = Pattern.compile("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])");
    private static final int DIFFERENCES = 40;
    private static final int AROUND = 2;

    private final Path folder;
    private final Names names;
    private final boolean write;

    BehaviourRecord(Path folder, Names names, boolean write) {
        this.folder = folder;
        this.names = names;
        this.write = write;
    }

    /**
     * The record of a project.
     *
     * @param root where the project is
     */
    public static BehaviourRecord in(Path root) throws IOException {
        Path folder = root.resolve("tests/behaviour");
        return new BehaviourRecord(
                folder,
                Names.read(folder.resolve("names.txt")),
                "write".equals(System.getProperty("amends.behaviour")));
    }

    Names names() {
        return names;
    }

    /**
     * Compares a section with the record, or writes it.
     *
     * @return what differs, for people; empty when nothing does
     */
    public String compare(String guardrail, String section, List<String> lines) throws IOException {
        List<String> now = names.old(String.join("\n", lines)).lines().toList();
        Path file = folder.resolve(names.old(guardrail) + ".md");
        Map<String, List<String>> sections = sections(file);
        List<String> before = sections.getOrDefault(section, List.of());
        if (before.equals(now)) {
            return "";
        }
        if (write) {
            // The tests of the account run beside the others, and both may write.
            try (FileChannel lock =
                            FileChannel.open(
                                    folder.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                assert held.isValid();
                Map<String, List<String>> latest = sections(file);
                latest.put(section, now);
                write(file, names.old(guardrail), latest);
            }
            return "";
        }
        return """
        The behaviour of %s differs from tests/behaviour/%s, section "%s" (- on record, + now):
        %s
        If this is meant: %s writes it anew; commit it with the reason.\
        """
                .formatted(
                        guardrail, file.getFileName(), section, difference(before, now), COMMAND);
    }

    /**
     * A scenario with its hashes numbered as they come: which are equal is behaviour, how they are
     * made is not.
     */
    static List<String> masked(List<String> scenario) {
        Map<String, String> numbers = new HashMap<>();
        return scenario.stream()
                .map(line ->
                        HASH.matcher(line)
                                .replaceAll(match ->
                                        numbers.computeIfAbsent(
                                                match.group(),
                                                hash -> "hash-" + (numbers.size() + 1))))
                .toList();
    }

    private static Map<String, List<String>> sections(Path file) throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        if (!Files.exists(file)) {
            return sections;
        }
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("## ")) {
                current = new ArrayList<>();
                sections.put(line.substring(3), current);
            } else {
                current.add(line);
            }
        }
        sections.replaceAll((name, lines) -> trimmed(lines));
        return sections;
    }

    private static List<String> trimmed(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isEmpty()) {
            from++;
        }
        while (from < to && lines.get(to - 1).isEmpty()) {
            to--;
        }
        return lines.subList(from, to);
    }

    private static void write(Path file, String guardrail, Map<String, List<String>> sections)
            throws IOException {
        StringBuilder text = new StringBuilder("# " + guardrail + "\n\n");
        text.append("What this guardrail does, on record. ").append(COMMAND);
        text.append(" writes it; CONTRIBUTING.md says when that is right.\n");
        for (String name : List.of("Samples", "Crashes", "End to end")) {
            if (sections.containsKey(name)) {
                text.append("\n## ").append(name).append("\n\n");
                text.append(String.join("\n", sections.get(name))).append("\n");
            }
        }
        Files.writeString(file, text.toString());
    }

    /** The lines that differ, each with the scenario it stands in. */
    static String difference(List<String> before, List<String> now) {
        int[][] common = new int[before.size() + 1][now.size() + 1];
        int head = 0;
        while (head < Math.min(before.size(), now.size())
                && before.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), now.size()) - head
                && before.get(before.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        List<String> old = before.subList(head, before.size() - tail);
        List<String> fresh = now.subList(head, now.size() - tail);
        List<String> shown = new ArrayList<>();
        String scenario = "";
        for (String line : before.subList(0, head)) {
            scenario = line.startsWith("### ") ? line : scenario;
        }
        shown.add("  " + scenario);
        before.subList(Math.max(0, head - AROUND), head).forEach(line -> shown.add("  " + line));
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(fresh.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        int same = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                if (old.get(i).startsWith("### ") || same++ < AROUND) {
                    shown.add("  " + old.get(i));
                }
                i++;
                j++;
                continue;
            }
            same = 0;
            boolean gone =
                    j == fresh.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1]);
            shown.add(gone ? "- " + old.get(i++) : "+ " + fresh.get(j++));
        }
        List<String> most = shown.subList(0, Math.min(shown.size(), DIFFERENCES));
        return String.join("\n", most)
                + (shown.size() > DIFFERENCES
                        ? "\n  … and %d more lines".formatted(shown.size() - DIFFERENCES)
                        : "");
    }
}
