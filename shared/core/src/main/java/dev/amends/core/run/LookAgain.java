package dev.amends.core.run;

import java.time.Duration;

/** Puts a message into our own inbox for later. */
@FunctionalInterface
public interface LookAgain {
    void in(Duration delay, String body);
}
