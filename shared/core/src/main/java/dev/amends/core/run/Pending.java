package dev.amends.core.run;

import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.settings.SettingsStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The decisions that people took and that have no outcome yet. Read out of an index, so one of the
 * last moment may be missing: for people to see, never to act on.
 */
public record Pending(List<Decision> decisions) {
    /** As many items are read in one call (DynamoDB, BatchGetItem). */
    private static final int MOST = 100;

    /** Reads them: one call when there are none, otherwise two. */
    public static Pending read(LedgerIndex index, SettingsStore store, Instant now) {
        List<String> keys = index.decisions(now, MOST);
        return new Pending(keys.isEmpty() ? List.of() : Decisions.pending(store.get(keys)));
    }

    /** The decision about a finding that has no outcome yet. */
    public Optional<Decision> about(Finding finding) {
        return decisions.stream()
                .filter(decision ->
                        decision.guardrail().equals(finding.subject().guardrail())
                                && decision.covers(finding))
                .findFirst();
    }
}
