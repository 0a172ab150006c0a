package dev.amends.tests.matrix;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a bench: it passes when the bench says so, and where a function would sleep. */
final class Time implements InstantSource {
    private Instant now;

    Time(Instant now) {
        this.now = now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void until(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }
}
