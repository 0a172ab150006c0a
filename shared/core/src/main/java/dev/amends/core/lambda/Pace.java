package dev.amends.core.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps us a polite guest in the account's API quotas: at most three calls a second to one API over
 * a function's two concurrent environments, with a small burst; fewer where the quota is lower.
 */
public final class Pace {
    /** Two environments share three calls a second. */
    private static final Duration EACH = Duration.ofMillis(667);

    private static final int BURST = 3;

    /**
     * API Gateway's GetResources is 5 per 2 seconds for the whole account, fixed (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">quotas</a>):
     * one per 2 seconds and environment, one after the other.
     */
    private static final Map<String, Duration> SLOWER =
            Map.of("GetResources", Duration.ofSeconds(2));

    private final Clock clock;
    private final Consumer<Duration> sleep;

    /** For each API, until when its bucket is used up, in milliseconds. */
    private final Map<String, Long> usedUntil = new HashMap<>();

    public Pace(Clock clock) {
        this(clock, Pace::sleep);
    }

    /** One that waits in another way than by sleeping. */
    public Pace(Clock clock, Consumer<Duration> sleep) {
        this.clock = clock;
        this.sleep = sleep;
    }

    /** Waits until one more call of this API is polite. */
    public synchronized void take(String api) {
        long now = clock.millis();
        Duration slower = SLOWER.get(api);
        long each = slower == null ? EACH.toMillis() : slower.toMillis();
        long until = Math.max(now, usedUntil.getOrDefault(api, 0L)) + each;
        usedUntil.put(api, until);
        long wait = until - now - (slower == null ? BURST : 1) * each;
        if (wait > 0) {
            sleep.accept(Duration.ofMillis(wait));
        }
    }

    /** Waits; what another try needs after a conflict, say. */
    public void pause(Duration time) {
        if (time.isPositive()) {
            sleep.accept(time);
        }
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            // The function is being stopped; the call itself will notice.
            Thread.currentThread().interrupt();
        }
    }
}
