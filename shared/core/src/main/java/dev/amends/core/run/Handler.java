package dev.amends.core.run;

import java.util.List;

/** What a function does with one message. */
@FunctionalInterface
public interface Handler {

    /**
     * Handles one message to its end.
     *
     * @return one outcome for each guardrail concerned, at least one
     * @throws RetryLater when it must come back
     * @throws Unreadable when it is not a message for us; it comes back, too, and ends in the
     *     dead-letter queue
     */
    List<Outcome> handle(Message message) throws RetryLater, Unreadable;

    /** Called when all messages of a batch have been handled; nothing of them may depend on it. */
    default void batchEnded() {}
}
