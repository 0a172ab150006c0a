package dev.amends.policy;

/** How much a grant matters. */
public enum Risk {
    /** Nothing to look at. */
    NONE,
    LOW,
    MEDIUM,
    HIGH
}
