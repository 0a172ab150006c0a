package dev.amends.core.run;

import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Exemption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decisions about many findings at once: what a digest card counted, or all resources of some name.
 * Each finding then gets a nudge of its own and is looked at like any other.
 */
final class Bulk {
    /** So many findings at once: as many messages are sent within one run of the function. */
    static final int MOST = 2_000;

    private final Books books;

    Bulk(Books books) {
        this.books = books;
    }

    /**
     * Notes what must be noted once and finds the findings concerned.
     *
     * @return their keys; empty when it cannot be carried out, because there are too many
     *     exemptions by name already
     */
    Optional<List<String>> prepare(Decision decision, Instant now) {
        return switch (decision.scope()) {
            case Decision.One one -> Optional.of(List.of(one.finding()));
            case Decision.Many many ->
                    Optional.of(keys(decision, List.of(many.state()), finding -> true));
            case Decision.Names names -> byName(decision, names.pattern(), now);
        };
    }

    private Optional<List<String>> byName(Decision decision, String pattern, Instant now) {
        Instant until = decision.until();
        if (decision.kind() == Decision.Kind.EXEMPT && until != null) {
            Exemption exemption =
                    new Exemption(
                            decision.key(),
                            pattern,
                            until,
                            decision.reason(),
                            decision.by(),
                            decision.at());
            if (!books.exemptions().add(decision.guardrail(), exemption, now)) {
                return Optional.empty();
            }
            return Optional.of(
                    keys(
                            decision,
                            List.of(
                                    State.OPEN,
                                    State.AWAITING,
                                    State.EXPIRED,
                                    State.HELD,
                                    State.FAILED),
                            finding -> true));
        }
        if (decision.kind() == Decision.Kind.LOOK) {
            Set<String> ended = books.exemptions().remove(decision.guardrail(), pattern, now);
            // What somebody exempted on its own stays exempt, whatever its name.
            return Optional.of(
                    keys(decision, List.of(State.EXEMPT), finding -> by(finding, ended)));
        }
        // Fixing and undoing apply to what somebody has seen, never to names to come.
        return Optional.of(List.of());
    }

    private static boolean by(Finding finding, Set<String> decisions) {
        Decided decided = finding.decided();
        return decided != null && decisions.contains(decided.id());
    }

    private List<String> keys(Decision decision, List<State> states, Predicate<Finding> concerned) {
        List<String> keys = new ArrayList<>();
        for (State state : states) {
            for (Finding finding : books.index().inState(state, Instant.EPOCH, LedgerIndex.ALL)) {
                if (finding.subject().guardrail().equals(decision.guardrail())
                        && decision.covers(finding)
                        && concerned.test(finding)
                        && keys.size() < MOST) {
                    keys.add(finding.key());
                }
            }
        }
        return keys;
    }
}
