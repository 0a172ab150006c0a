package dev.amends.template;

import java.util.List;

/** Knows one mistake as it looks in a template. Pure. Found by {@link java.util.ServiceLoader}. */
public interface Rule {

    RuleInfo info();

    /** Every place where the template makes the mistake for certain, in the order of the source. */
    List<Violation> check(Review review);
}
