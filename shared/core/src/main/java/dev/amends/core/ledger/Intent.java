package dev.amends.core.ledger;

/** What a claim is for; it decides where its success ends. */
public enum Intent {
    /** The remedy: ends in {@link State#FIXED}. */
    FIX,
    /** An owner's value that ours was written over: ends in {@link State#YIELDED}. */
    RESTORE,
    /** The state before our fix, because a person wants it back: ends in {@link State#UNDONE}. */
    UNDO
}
