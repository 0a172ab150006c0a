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
        /** A person decided about exactly this: an owner's value, or an undone fix, stands. */
        STANDS,
        /** Another worker is at it. */
        BUSY,
        /** We have just fixed exactly this: the read is older than our write. */
        STALE,
        /** The lease was lost to another worker. */
        NOT_MINE,
        /** An approver wants it left alone for now. */
        EXEMPT,
        /** Too late: the approval lapsed, or the fix is too old to be undone. */
        EXPIRED,
        /** It is no longer the violation that was approved. */
        CHANGED
    }
}
