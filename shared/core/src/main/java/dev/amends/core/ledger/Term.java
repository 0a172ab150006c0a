package dev.amends.core.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something stands: an approval that waits, an exemption, a pause.
 *
 * @param remindAt when people are told that it ends soon; not after {@code ends}
 * @param ends when it is over
 */
public record Term(Instant remindAt, Instant ends) {

    /** A term from now on, with a reminder so long before its end. */
    public static Term of(Instant now, Instant ends, Duration before) {
        Instant remind = ends.minus(before);
        return new Term(remind.isAfter(now) ? remind : ends, ends);
    }
}
