package dev.amends.slackout;

import dev.amends.core.ledger.State;

/** The states in words. */
final class Words {
    private Words() {}

    /** The same about some of them: "12 wait for a decision". */
    static String counted(State state, int count) {
        boolean one = count == 1;
        return count
                + " "
                + switch (state) {
                    case OPEN -> one ? "needs a person" : "need a person";
                    case AWAITING -> one ? "waits for a decision" : "wait for a decision";
                    case EXPIRED -> one ? "was not decided in time" : "were not decided in time";
                    case HELD -> one ? "is held by the breaker" : "are held by the breaker";
                    case PAUSED -> one ? "is held by a pause" : "are held by a pause";
                    case ACTING -> one ? "is being fixed" : "are being fixed";
                    case FIXED -> one ? "was fixed" : "were fixed";
                    case UNDONE -> one ? "was undone" : "were undone";
                    case EXEMPT -> one ? "is exempt for now" : "are exempt for now";
                    case YIELDED -> one ? "was left to its owner" : "were left to their owners";
                    case RESOLVED -> one ? "was put right" : "were put right";
                    case FAILED -> "could not be fixed";
                    case GONE -> one ? "is gone" : "are gone";
                    case UNKNOWN -> "could not be judged";
                };
    }
}
