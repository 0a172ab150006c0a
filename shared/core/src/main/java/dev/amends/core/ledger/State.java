package dev.amends.core.ledger;

/** Where a finding's present episode stands. docs/architecture.md shows how it moves. */
public enum State {
    /** Said; only a person can put it right, or nobody allowed more. */
    OPEN,
    /** The remedy is proposed and waits for a person. */
    AWAITING,
    /** It was proposed, and nobody decided in time. */
    EXPIRED,
    /** A breaker stopped us: we had fixed the resource too often. */
    HELD,
    /** It was seen while everything was paused; it is judged afresh afterwards. */
    PAUSED,
    /** One worker is applying the remedy; its lease lasts five minutes. */
    ACTING,
    /** The remedy was applied. */
    FIXED,
    /** The remedy was applied and taken back, because a person wanted it so. */
    UNDONE,
    /** An approver wants it left alone for a while. */
    EXEMPT,
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
            case OPEN, AWAITING, EXPIRED, HELD, PAUSED, ACTING, FAILED, UNKNOWN -> true;
            case FIXED, UNDONE, EXEMPT, YIELDED, RESOLVED, GONE -> false;
        };
    }
}
