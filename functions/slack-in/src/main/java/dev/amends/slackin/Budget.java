package dev.amends.slackin;

import java.time.Duration;

/** How much of Slack's three seconds is left; the way there and back needs some of them. */
final class Budget {
    /** From when Lambda hands us the request. */
    private static final Duration WHOLE = Duration.ofMillis(2_500);

    /** What one call of AWS may need at worst. */
    static final Duration CALL = Duration.ofMillis(600);

    private final long start = System.nanoTime();

    /** Whether so much time is left. */
    boolean leaves(Duration needed) {
        return System.nanoTime() - start + needed.toNanos() < WHOLE.toNanos();
    }

    /** As much as is left, but no more than that. */
    Duration atMost(Duration most) {
        Duration left = WHOLE.minusNanos(System.nanoTime() - start);
        return left.compareTo(most) < 0 ? left : most;
    }
}
