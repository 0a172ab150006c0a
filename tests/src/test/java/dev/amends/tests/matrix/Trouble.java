package dev.amends.tests.matrix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What goes wrong, and when. */
interface Trouble {
    /**
     * What the call ends in; null when it goes through.
     *
     * @param delivered counts the invocations of functions
     */
    @Nullable Fault fault(Call call, int delivered, Instant now);

    /** Whether it has struck a call. */
    boolean begun();

    /** Whether it has been and is no more. */
    boolean over(Instant now);
}
