package dev.amends.slack;

import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.State;

/** The states in words, the same on cards and in what people are told. */
public final class Labels {
    private Labels() {}

    /** What a card is headed with. */
    public static String of(State state) {
        return switch (state) {
            case OPEN -> "Needs a person";
            case AWAITING -> "Waits for a decision";
            case EXPIRED -> "Nobody decided in time";
            case HELD -> "Held by the breaker";
            case PAUSED -> "Held by a pause";
            case ACTING -> "Being changed";
            case FIXED -> "Fixed";
            case UNDONE -> "Undone";
            case EXEMPT -> "Exempt for now";
            case YIELDED -> "Left to its owner";
            case RESOLVED -> "Put right";
            case FAILED -> "Could not be fixed";
            case GONE -> "Gone";
            case UNKNOWN -> "Could not be judged";
        };
    }

    /**
     * A decision that was taken and has no outcome yet.
     *
     * @param who who decided, as Slack shows them
     */
    public static String pending(Decision.Kind kind, String who) {
        return switch (kind) {
            case FIX -> "Approved by " + who + ", being applied";
            case UNDO -> "Undo requested by " + who + ", being applied";
            case EXEMPT -> "Exempted by " + who + ", being recorded";
            case LOOK -> "Recheck requested by " + who + ", under way";
        };
    }
}
