package dev.amends.core.ledger;

/** What can happen to a finding. */
public enum Step {
    /** A violation was seen; it is said and left alone. */
    FLAG,
    /** A violation was seen; its remedy is proposed. */
    ASK,
    /** A violation was seen; a worker claims it to apply the remedy. */
    FIX,
    /** A violation was seen while everything is paused. */
    HOLD,
    /** A violation was seen that somebody has exempted. */
    EXEMPT,
    /** The resource could not be judged. */
    UNSURE,
    /** The role may not read the resource. */
    UNREADABLE,
    /** A person approved the remedy; a worker claims it to apply it. */
    APPROVE,
    /** A person wants our fix undone; a worker claims it to bring the old state back. */
    UNDO,
    /** The approval or the exemption ends soon; people are told. */
    REMIND,
    /** Nobody approved in time. */
    EXPIRE,
    /** A person's decision could not be carried out; the finding stays as it is, and says why. */
    NOTE,
    /** The remedy was applied, and what it sets is in force. */
    DONE,
    /** AWS accepted the write and its effect was not seen: what is in force is read again. */
    UNCONFIRMED,
    /** Our fix was undone, and a person has to decide about the violation that is back. */
    REOPENED,
    /** The remedy was applied in part; what is there now was judged again. */
    HALFWAY,
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
