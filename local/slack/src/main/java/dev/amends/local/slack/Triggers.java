package dev.amends.local.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What lets an app open a modal for somebody: good for one modal, and for three seconds. */
final class Triggers {

    static final Duration VALID = Duration.ofSeconds(3);

    private record Trigger(String user, Instant until, boolean used) {}

    private final InstantSource clock;
    private final Map<String, Trigger> triggers = new HashMap<>();

    Triggers(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String issue(String user) {
        String id = Ids.digits(13) + "." + Ids.digits(12) + "." + Ids.random(32);
        triggers.put(id, new Trigger(user, clock.instant().plus(VALID), false));
        return id;
    }

    /** Uses it up and says whose it is. */
    synchronized String exchange(String id) {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            throw new Refused("invalid_trigger_id");
        }
        if (trigger.used()) {
            throw new Refused("exchanged_trigger_id");
        }
        if (clock.instant().isAfter(trigger.until())) {
            throw new Refused("expired_trigger_id");
        }
        triggers.put(id, new Trigger(trigger.user(), trigger.until(), true));
        return trigger.user();
    }

    synchronized void clear() {
        triggers.clear();
    }
}
