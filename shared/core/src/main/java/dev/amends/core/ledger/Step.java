package dev.amends.core.ledger;

/** What can happen to a finding. */
public enum Step {
    /** A violation was seen; it is said and left alone. */
    FLAG,
    /** A violation was seen; its remedy is proposed. */
    ASK,
    /** A violation was seen; a worker claims it to apply the remedy. */
    FIX,
    /** The resource could not be judged. */
    UNSURE,
    /** The role may not read the resource. */
    UNREADABLE,
    /** The remedy was applied. */
    DONE,
    /** The remedy could not be applied. */
    FAILED,
    /** The state was read and is fine. */
    FINE,
    /** The owner set a value of their own after ours. */
    OWNER,
    /** Our write raced over the owner's; a worker claims it to put theirs back. */
    RESTORE,
    /** The resource is no longer there. */
    GONE
}
