package dev.amends.slackout;

import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.ledger.Finding;
import dev.amends.slack.Mrkdwn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes of a finding that is made of several, worst first, one section for each severity.
 */
final class MistakeList {
    /** Of the characters of all blocks; what has no room is in the thread. */
    private static final int ROOM = 5_600;

    /** A section's 3,000, with room for what Slack counts otherwise. */
    private static final int SECTION = 2_800;

    private MistakeList() {}

    /** The sections; none for a finding that is no such. */
    static List<Object> blocks(Finding finding) {
        List<Object> blocks = new ArrayList<>();
        if (!shown(finding)) {
            return blocks;
        }
        int room = ROOM;
        int left = finding.seen().mistakes().size();
        for (Severity severity : worstFirst()) {
            StringBuilder section = new StringBuilder();
            for (Mistake mistake : of(finding, severity)) {
                String line = line(mistake);
                if (section.isEmpty()) {
                    line = "*" + heading(severity) + "*" + line;
                }
                if (line.length() > room || section.length() + line.length() > SECTION) {
                    break;
                }
                section.append(line);
                room -= line.length();
                left--;
            }
            if (!section.isEmpty()) {
                blocks.add(Blocks.section(section.toString()));
            }
        }
        if (left > 0) {
            blocks.add(Blocks.section("And %d more; all are in the thread.".formatted(left)));
        }
        return blocks;
    }

    /**
     * All of them as text, where the card has no room for them or for their snippets; else null.
     */
    static @Nullable String whole(Finding finding) {
        List<Mistake> mistakes = finding.seen().mistakes();
        boolean snippets = mistakes.stream().anyMatch(each -> each.snippet() != null);
        if (!shown(finding) || (!snippets && !cut(finding))) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Severity severity : worstFirst()) {
            for (Mistake mistake : of(finding, severity)) {
                text.append(text.isEmpty() ? "" : "\n\n")
                        .append(severity.name().toLowerCase(Locale.ROOT))
                        .append("  ")
                        .append(mistake.name())
                        .append('\n')
                        .append(mistake.sentence());
                if (mistake.where() != null) {
                    text.append('\n').append(mistake.where());
                }
                if (mistake.snippet() != null) {
                    text.append("\nInstead:\n").append(mistake.snippet().indent(2).stripTrailing());
                }
            }
        }
        return text.toString();
    }

    private static boolean cut(Finding finding) {
        int length = finding.seen().mistakes().stream().mapToInt(each -> line(each).length()).sum();
        return length > ROOM - 100;
    }

    private static boolean shown(Finding finding) {
        return finding.state().open() && !finding.seen().mistakes().isEmpty();
    }

    private static String line(Mistake mistake) {
        String where = mistake.where();
        return "\n• "
                + Mrkdwn.escape(mistake.sentence(), 600)
                + (where == null ? "" : "\n    " + Mrkdwn.code(where, 200))
                + "\n    "
                + Mrkdwn.code(mistake.name(), 300);
    }

    private static List<Mistake> of(Finding finding, Severity severity) {
        return finding.seen().mistakes().stream()
                .filter(each -> each.severity() == severity)
                .toList();
    }

    private static List<Severity> worstFirst() {
        return List.of(Severity.values()).stream().sorted(Comparator.reverseOrder()).toList();
    }

    private static String heading(Severity severity) {
        String name = severity.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
