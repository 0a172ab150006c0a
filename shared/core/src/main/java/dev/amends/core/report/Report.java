package dev.amends.core.report;

import dev.amends.core.ledger.Finding;

/** Tells others that a finding has moved. Saying the same revision twice does no harm. */
@FunctionalInterface
public interface Report {
    void say(Finding finding);
}
