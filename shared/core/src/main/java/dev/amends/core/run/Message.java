package dev.amends.core.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to a function.
 *
 * @param id the delivery's name: SQS's message id, the same for every delivery of it; also the name
 *     under which a claim is taken
 * @param body its text
 * @param sentAt when it entered the inbox; null when it was handed in directly
 * @param byHand whether a person handed it in
 */
public record Message(String id, String body, @Nullable Instant sentAt, boolean byHand) {}
