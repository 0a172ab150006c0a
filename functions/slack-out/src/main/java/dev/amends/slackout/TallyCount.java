package dev.amends.slackout;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a digest card counts.
 *
 * @param byState findings of the storm by state; states without any are left out
 * @param more whether some moved too recently to be counted
 */
record TallyCount(Map<State, List<Finding>> byState, boolean more) {
    private static final List<State> STATES =
            List.of(
                    State.AWAITING,
                    State.OPEN,
                    State.EXPIRED,
                    State.HELD,
                    State.PAUSED,
                    State.FAILED,
                    State.UNKNOWN,
                    State.FIXED,
                    State.UNDONE,
                    State.EXEMPT,
                    State.YIELDED,
                    State.RESOLVED,
                    State.GONE);

    static TallyCount of(LedgerIndex index, String guardrail, Instant from, Instant shownAt) {
        Map<State, List<Finding>> byState = new LinkedHashMap<>();
        boolean more = false;
        for (State state : STATES) {
            List<Finding> counted = new ArrayList<>();
            for (Finding finding : index.inState(state, from, LedgerIndex.ALL)) {
                if (finding.subject().guardrail().equals(guardrail)
                        && !finding.openedAt().isBefore(from)) {
                    if (finding.updatedAt().isAfter(shownAt)) {
                        more = true;
                    } else {
                        counted.add(finding);
                    }
                }
            }
            counted.sort(Comparator.comparing(finding -> finding.subject().target().name()));
            if (!counted.isEmpty()) {
                byState.put(state, counted);
            }
        }
        return new TallyCount(byState, more);
    }

    int total() {
        return byState.values().stream().mapToInt(List::size).sum();
    }

    List<Finding> in(State state) {
        return byState.getOrDefault(state, List.of());
    }

    /** Those of whose end people have to be reminded. */
    List<Finding> ending(State state) {
        return in(state).stream()
                .filter(each ->
                        Story.since(each, 0).stream()
                                .anyMatch(news -> news.kind() == Story.Kind.REMINDER))
                .toList();
    }

    Finding first() {
        return byState.values().iterator().next().getFirst();
    }

    List<Finding> unsaid() {
        return byState.values().stream().flatMap(List::stream).filter(Finding::unsaid).toList();
    }
}
