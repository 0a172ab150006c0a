package dev.amends.tests.matrix;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fault at one call, and how long it lasts. */
final class Plan implements Trouble {
    /** Five deliveries of a message take less. */
    static final Duration LONG = Duration.ofMinutes(20);

    /** How long a fault lasts. */
    enum Span {
        /** While the message is handled for the first time: it is over when SQS brings it again. */
        ONCE,
        /** Until the message is among the dead letters. */
        ALWAYS
    }

    private final String site;
    private final Fault fault;
    private final Span span;
    private int delivery = -1;
    private @Nullable Instant from;
    private int hits;

    Plan(String site, Fault fault, Span span) {
        this.site = site;
        this.fault = fault;
        this.span = span;
    }

    @Override
    public @Nullable Fault fault(Call call, int delivered, Instant now) {
        if (!site.equals(call.site())) {
            return null;
        }
        if (from == null) {
            from = now;
            delivery = delivered;
        }
        if (span == Span.ONCE ? delivered != delivery : over(now)) {
            return null;
        }
        hits++;
        return fault;
    }

    @Override
    public boolean begun() {
        return from != null;
    }

    @Override
    public boolean over(Instant now) {
        return from != null && (span == Span.ONCE || now.isAfter(from.plus(LONG)));
    }

    /** How many calls it struck. */
    int hits() {
        return hits;
    }
}
