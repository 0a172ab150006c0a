package dev.amends.local.slack;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a method may be called. Slack takes one message a second in a channel and tolerates
 * short bursts; chat.update has a tier of its own (50 a minute).
 */
final class Pace {

    /** A bucket that holds so many calls and fills up by one in so many milliseconds. */
    record Allowance(int burst, long millisPerCall) {}

    static final Allowance POST = new Allowance(5, 1000);
    static final Allowance UPDATE = new Allowance(50, 1200);

    // Slack's tiers are so many calls a minute: 20, 50 and 100.
    static final Allowance TIER_2 = new Allowance(20, 3000);
    static final Allowance TIER_3 = new Allowance(50, 1200);
    static final Allowance TIER_4 = new Allowance(100, 600);

    private record Bucket(double calls, long at) {}

    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes one call: 0 when it may go on, else the whole seconds to wait. */
    synchronized int secondsToWait(String key, Allowance allowance) {
        long now = clock.millis();
        Bucket bucket = buckets.getOrDefault(key, new Bucket(allowance.burst(), now));
        double filled = bucket.calls() + (double) (now - bucket.at()) / allowance.millisPerCall();
        double calls = Math.min(allowance.burst(), filled);
        if (calls >= 1) {
            buckets.put(key, new Bucket(calls - 1, now));
            return 0;
        }
        buckets.put(key, new Bucket(calls, now));
        return (int) Math.max(1, Math.ceil((1 - calls) * allowance.millisPerCall() / 1000));
    }

    synchronized void forget() {
        buckets.clear();
    }
}
