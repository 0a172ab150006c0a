package dev.amends.template;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.ignore.Ignores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

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

    /** Under this id stands what is wrong with a template as a template. */
    public static final String TEMPLATE = "amends-template";

    /**
     * What all of them find and nobody wants left alone, and what is wrong with the template
     * itself, in the order of the source.
     */
    public static List<Violation> check(Review review) {
        List<Violation> found = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (Rule rule : ALL) {
            ids.add(rule.info().id());
            found.addAll(rule.check(review));
        }
        List<Violation> violations = Ignores.apply(review.template(), review.today(), ids, found);
        for (Template.Problem problem : review.template().problems()) {
            violations.add(
                    new Violation(
                            TEMPLATE,
                            "",
                            List.of(),
                            problem.at(),
                            Severity.MEDIUM,
                            problem.sentence(),
                            null));
        }
        violations.sort(Comparator.comparing(Violation::at).thenComparing(Violation::rule));
        return violations;
    }
}
