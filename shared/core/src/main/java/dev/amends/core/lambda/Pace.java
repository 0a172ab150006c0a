package dev.amends.core.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps us a polite guest in the account's API quotas: at most three calls a second to one API over
 * a function's two concurrent environments, with a small burst.
 */
public final class Pace {
    /** Two environments share three calls a second. */
    private static final Duration EACH = Duration.ofMillis(667);

    private static final int BURST = 3;

    private final Clock clock;

    /** For each API, until when its bucket is used up, in milliseconds. */
    private final Map<String, Long> usedUntil = new HashMap<>();

    public Pace(Clock clock) {
        this.clock = clock;
    }

    /** Waits until one more call of this API is polite. */
    public synchronized void take(String api) {
        long now = clock.millis();
        long until = Math.max(now, usedUntil.getOrDefault(api, 0L)) + EACH.toMillis();
        usedUntil.put(api, until);
        long wait = until - now - BURST * EACH.toMillis();
        if (wait > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(wait);
            } catch (InterruptedException e) {
                // The function is being stopped; the call itself will notice.
                Thread.currentThread().interrupt();
            }
        }
    }
}
