package dev.amends.cli;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.ledger.Choices;
import dev.amends.core.ledger.Decision.Kind;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done about findings, in words: what they should know before they say yes.
 *
 * @param kind what they want
 * @param until for an exemption: when it ends; otherwise null
 * @param reason why; empty where none is asked for
 */
record Wish(Kind kind, @Nullable Instant until, String reason) {

    static Wish of(Kind kind) {
        return new Wish(kind, null, "");
    }

    /** The command that does it. */
    static String command(Kind kind) {
        return switch (kind) {
            case FIX -> "approve";
            case UNDO -> "undo";
            case EXEMPT -> "exempt";
            case LOOK -> "look";
        };
    }

    /** Why it cannot be done, with what can; null when it can. */
    @Nullable String refusal(Finding finding, Instant now) {
        Set<Kind> choices = Choices.of(finding, now);
        if (choices.contains(kind)) {
            return null;
        }
        List<String> possible =
                choices.stream()
                        .map(each ->
                                "amends %s %s".formatted(command(each), FindingLookup.id(finding)))
                        .toList();
        return "%s. %s"
                .formatted(
                        because(finding, now),
                        possible.isEmpty()
                                ? "There is nothing to decide about it."
                                : "Possible: " + String.join(", ", possible) + ".");
    }

    private String because(Finding finding, Instant now) {
        if (!finding.subject().target().isResource()) {
            return "it is about no resource that could be read again";
        }
        Instant ends = finding.ends();
        if (kind == Kind.FIX
                && finding.state() == State.AWAITING
                && ends != null
                && !ends.isAfter(now)) {
            return "the time to approve it is over";
        }
        if (kind == Kind.FIX && finding.state().open() && finding.seen().remedy() == null) {
            return "only a person can put it right by hand";
        }
        if (kind == Kind.UNDO && finding.state() == State.FIXED) {
            Remedy remedy = finding.seen().remedy();
            return remedy != null && remedy.undoable()
                    ? "a fix can be undone for %d days, and that time is over"
                            .formatted(Episodes.UNDO_SPAN.toDays())
                    : "what was done cannot be undone";
        }
        return "it is " + FindingTable.word(finding.state());
    }

    /**
     * What it is about and what would happen, line by line.
     *
     * @param reopens whether an undone fix is open again, rather than left so
     */
    List<String> lines(Finding finding, boolean reopens) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  %s  %s  %s"
                        .formatted(
                                FindingLookup.id(finding),
                                FindingTable.word(finding.state()),
                                finding.subject().target().name(),
                                finding.subject().guardrail()));
        lines.add("  " + finding.text());
        Remedy remedy = finding.seen().remedy();
        switch (kind) {
            case FIX -> {
                if (remedy != null) {
                    lines.add("  It would " + remedy.does() + ":");
                    lines.addAll(changes(remedy));
                    lines.add("  " + risk(remedy));
                }
            }
            case UNDO -> {
                if (remedy != null) {
                    lines.add("  It would " + remedy.inverse().does() + ":");
                    lines.addAll(changes(remedy.inverse()));
                    lines.add(
                            (reopens
                                            ? "  It is open again then, and waits for somebody to approve the fix or to exempt it."
                                            : "  Amends then leaves it so.")
                                    + " If it is no longer as Amends left it, nothing is changed.");
                }
            }
            case EXEMPT -> lines.add("  It would be left alone " + untilWhen() + ".");
            case LOOK ->
                    lines.add(
                            finding.state() == State.EXEMPT
                                    ? "  The exemption would end; it is read and judged again, and said again if it is still wrong."
                                    : "  It would be read and judged again, and said again if it is still wrong.");
        }
        return lines;
    }

    /** Until when, and why. */
    String untilWhen() {
        return "until %s: %s".formatted(until == null ? "?" : Times.moment(until), reason);
    }

    private static String risk(Remedy remedy) {
        String undo =
                remedy.undoable()
                        ? "It can be undone for %d days.".formatted(Episodes.UNDO_SPAN.toDays())
                        : "It CANNOT be undone.";
        String risk = remedy.risk();
        return risk == null ? undo : undo + " What undoing does not bring back: " + risk;
    }

    private static List<String> changes(Remedy remedy) {
        List<String> lines = new ArrayList<>();
        Map<String, @Nullable String> after = new TreeMap<>(remedy.after());
        after.forEach((field, value) ->
                lines.add(
                        "    %s: %s -> %s"
                                .formatted(
                                        field, shown(remedy.before().get(field)), shown(value))));
        return lines;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not set" : value;
    }

    /** Whether a finding that the function has dealt with ended as it was wanted. */
    boolean cameTrue(Finding finding) {
        return switch (kind) {
            case FIX, EXEMPT -> !finding.state().open();
            case UNDO -> finding.state() == State.UNDONE || finding.reopened();
            case LOOK -> true;
        };
    }
}
