package dev.amends.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All rules. */
public final class Rules {
    private static final List<Rule> ALL =
            ServiceLoader.load(Rule.class, Rules.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(rule -> rule.info().id()))
                    .toList();

    private Rules() {}

    /** By id. */
    public static List<Rule> all() {
        return ALL;
    }

    /** What all of them find, in the order of the source. */
    public static List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        ALL.forEach(rule -> violations.addAll(rule.check(review)));
        violations.sort(Comparator.comparing(Violation::at).thenComparing(Violation::rule));
        return violations;
    }
}
