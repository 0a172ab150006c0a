package dev.amends.core.ledger;

import org.jspecify.annotations.Nullable;

/** What the ledger says to a step. */
public sealed interface Answer {

    /** The step is taken; this is the finding now. */
    record Moved(Finding finding) implements Answer {}

    /** It is not, and nothing was written. */
    record Refused(Reason reason, @Nullable Finding finding) implements Answer {}

    /** Why a step is refused. */
    enum Reason {
        /** There is no open episode that the step could end. */
        NOTHING_OPEN,
        /** The same violation is in hand already. */
        DUPLICATE,
        /** An owner decided about exactly this; their value stands. */
        STANDS,
        /** Another worker is at it. */
        BUSY,
        /** We have just fixed exactly this: the read is older than our write. */
        STALE,
        /** The lease was lost to another worker. */
        NOT_MINE
    }
}
