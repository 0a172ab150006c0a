package dev.amends.slack;

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
}
