package dev.amends.slackin;

import java.time.Duration;
import java.time.Instant;

/** How much of Slack's three seconds is left; the way there and back needs some of them. */
final class Budget {
    /** From when API Gateway received the request: a start of the function is part of it. */
    private static final Duration WHOLE = Duration.ofMillis(2_500);

    /** API Gateway has given up long before (29 s). */
    private static final Duration LIKELY = Duration.ofSeconds(29);

    /** What one call of AWS may need at worst. */
    static final Duration CALL = Duration.ofMillis(600);

    private final long start;

    /**
     * @param receivedAt when API Gateway received the request; what cannot be, because two clocks
     *     differ, counts as now
     */
    Budget(Instant receivedAt) {
        Duration gone = Duration.between(receivedAt, Instant.now());
        boolean likely = !gone.isNegative() && gone.compareTo(LIKELY) < 0;
        this.start = System.nanoTime() - (likely ? gone.toNanos() : 0);
    }

    /** As much as is left, but no more than that. */
    Duration atMost(Duration most) {
        Duration left = WHOLE.minusNanos(System.nanoTime() - start);
        return left.compareTo(most) < 0 ? left : most;
    }
}
