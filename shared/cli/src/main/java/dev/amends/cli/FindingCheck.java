package dev.amends.cli;

import dev.amends.core.ledger.Choices;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger knows about a resource. */
final class FindingCheck {
    private static final int STEPS = 5;

    private FindingCheck() {}

    static Found look(@Nullable Finding finding, Instant now) {
        if (finding == null) {
            return Found.note("finding", "none: Amends has never found anything wrong with it.");
        }
        Instant ends = finding.ends();
        String can = can(finding, now);
        String text =
                "%s %s%s: %s%s%s"
                        .formatted(
                                FindingLookup.id(finding),
                                FindingTable.word(finding.state()),
                                ends == null ? "" : " until " + Times.moment(ends),
                                finding.decision(),
                                refusal(finding.decided()),
                                can.isEmpty() ? "" : " Possible: " + can + ".");
        return switch (finding.state()) {
            case RESOLVED, GONE -> Found.note("finding", text);
            default -> Found.reason("finding", text);
        };
    }

    private static String refusal(@Nullable Decided decided) {
        return decided == null || decided.refusal().isEmpty()
                ? ""
                : " Last, %s was not carried out: %s"
                        .formatted(Wish.command(decided.kind()), decided.refusal());
    }

    private static String can(Finding finding, Instant now) {
        return String.join(
                ", ",
                Choices.of(finding, now).stream()
                        .map(kind ->
                                "amends %s %s"
                                        .formatted(Wish.command(kind), FindingLookup.id(finding)))
                        .toList());
    }

    /** Its last steps, oldest first. */
    static List<String> history(@Nullable Finding finding) {
        if (finding == null) {
            return List.of();
        }
        List<String> history = finding.history();
        return history.subList(Math.max(0, history.size() - STEPS), history.size());
    }
}
