package dev.amends.core.ledger;

/** Where a finding's present episode stands. docs/architecture.md shows how it moves. */
public enum State {
    /** Said; only a person can put it right, or nobody allowed more. */
    OPEN,
    /** The remedy is proposed and waits for a person. */
    AWAITING,
    /** A breaker stopped us: we had fixed the resource too often. */
    HELD,
    /** One worker is applying the remedy; its lease lasts five minutes. */
    ACTING,
    /** The remedy was applied. */
    FIXED,
    /** An owner's own value stands. */
    YIELDED,
    /** Somebody else put it right. */
    RESOLVED,
    /** We tried and could not. */
    FAILED,
    /** The resource is no longer there. */
    GONE,
    /** It could not be judged. */
    UNKNOWN;

    /** Whether somebody should still look at it. */
    public boolean open() {
        return switch (this) {
            case OPEN, AWAITING, HELD, ACTING, FAILED, UNKNOWN -> true;
            case FIXED, YIELDED, RESOLVED, GONE -> false;
        };
    }
}
