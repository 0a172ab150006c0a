package dev.amends.core.change;

/** How a change reached us; it decides whether a fix may be made unasked. */
public enum Origin {
    /** CloudTrail told of it as it happened. */
    EVENT,
    /** A person handed the record in; treated like the event it is. */
    MANUAL,
    /**
     * It came back from the dead-letter queue, perhaps days later: ask before changing anything.
     */
    REDRIVE
}
