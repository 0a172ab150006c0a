package dev.amends.keeper;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.List;

/** After a pause, what was held is looked at again: some each minute, oldest first, not at once. */
final class Held {
    /** What the account's API quotas and the channel bear in a minute. */
    private static final int BATCH = 50;

    private final LedgerIndex index;

    Held(LedgerIndex index) {
        this.index = index;
    }

    /** The keys of the findings whose turn it is. */
    List<String> next() {
        List<Finding> held = index.inState(State.PAUSED, Instant.EPOCH, LedgerIndex.ALL);
        return held.reversed().stream().limit(BATCH).map(Finding::key).toList();
    }
}
