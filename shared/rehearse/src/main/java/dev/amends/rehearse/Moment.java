package dev.amends.rehearse;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a rehearsal: that of the record which is played. */
final class Moment extends Clock {
    private Instant now = Instant.EPOCH;

    /** Goes on to a time; never back. */
    void reach(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a rehearsal has no time zones");
    }
}
