package dev.amends.core.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What a person can still decide about a finding: the buttons of its card, and no others. */
public final class Choices {
    private Choices() {}

    public static Set<Decision.Kind> of(Finding finding, Instant now) {
        Set<Decision.Kind> choices = EnumSet.noneOf(Decision.Kind.class);
        if (!finding.subject().target().isResource()) {
            return choices;
        }
        boolean mendable = finding.seen().remedy() != null;
        switch (finding.state()) {
            case OPEN, PAUSED -> choices.add(Decision.Kind.EXEMPT);
            case AWAITING -> {
                add(choices, Decision.Kind.FIX, mendable && !lapsed(finding, now));
                choices.add(Decision.Kind.EXEMPT);
            }
            case HELD -> {
                add(choices, Decision.Kind.FIX, mendable);
                choices.add(Decision.Kind.EXEMPT);
            }
            case FAILED -> {
                add(choices, Decision.Kind.FIX, mendable);
                choices.add(Decision.Kind.EXEMPT);
                choices.add(Decision.Kind.LOOK);
            }
            case EXPIRED -> {
                choices.add(Decision.Kind.EXEMPT);
                choices.add(Decision.Kind.LOOK);
            }
            case UNKNOWN, EXEMPT -> choices.add(Decision.Kind.LOOK);
            case FIXED -> add(choices, Decision.Kind.UNDO, undoable(finding, now));
            case ACTING, UNDONE, YIELDED, RESOLVED, GONE -> {}
        }
        return choices;
    }

    private static void add(Set<Decision.Kind> choices, Decision.Kind kind, boolean possible) {
        if (possible) {
            choices.add(kind);
        }
    }

    private static boolean lapsed(Finding finding, Instant now) {
        Instant ends = finding.ends();
        return ends != null && !ends.isAfter(now);
    }

    private static boolean undoable(Finding finding, Instant now) {
        var remedy = finding.seen().remedy();
        Instant fixed =
                finding.fixes().isEmpty() ? finding.updatedAt() : finding.fixes().getFirst();
        return remedy != null && remedy.undoable() && !fixed.plus(Episodes.UNDO_SPAN).isBefore(now);
    }
}
