package dev.amends.core.run;

import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Exemption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decisions about many findings at once: what a digest card counted, or all resources of some name.
 * Each finding then gets a nudge of its own and is looked at like any other.
 */
final class Bulk {
    /** So many findings at once; the card says so, and the rest is offered again. */
    static final int MOST = 500;

    private final Books books;

    Bulk(Books books) {
        this.books = books;
    }

    /**
     * Notes what must be noted once and finds the findings concerned.
     *
     * @return their keys
     */
    List<String> prepare(Decision decision, Instant now) {
        return switch (decision.scope()) {
            case Decision.One one -> List.of(one.finding());
            case Decision.Many many -> keys(decision, List.of(many.state()));
            case Decision.Names names -> byName(decision, names.pattern(), now);
        };
    }

    private List<String> byName(Decision decision, String pattern, Instant now) {
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
                return List.of();
            }
            return keys(
                    decision,
                    List.of(State.OPEN, State.AWAITING, State.EXPIRED, State.HELD, State.FAILED));
        }
        if (decision.kind() == Decision.Kind.LOOK) {
            books.exemptions().remove(decision.guardrail(), pattern, now);
            return keys(decision, List.of(State.EXEMPT));
        }
        // Fixing and undoing apply to what somebody has seen, never to names to come.
        return List.of();
    }

    private List<String> keys(Decision decision, List<State> states) {
        List<String> keys = new ArrayList<>();
        for (State state : states) {
            for (Finding finding : books.index().inState(state, Instant.EPOCH, LedgerIndex.ALL)) {
                if (finding.subject().guardrail().equals(decision.guardrail())
                        && decision.covers(finding)
                        && keys.size() < MOST) {
                    keys.add(finding.key());
                }
            }
        }
        return keys;
    }
}
