package dev.amends.template;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.ignore.Ignores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** All rules. */
public final class Rules {
    private static final List<Rule> ALL =
            ServiceLoader.load(Rule.class, Rules.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(rule -> rule.info().id()))
                    .toList();

    /** Under this id stands what is wrong with a template as a template. */
    public static final String TEMPLATE = "amends-template";

    private static final RuleInfo ABOUT_TEMPLATES =
            new RuleInfo(
                    TEMPLATE,
                    "Template that contradicts itself",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "");

    private Rules() {}

    /** A review that was not finished; nothing can be said of it. */
    public static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super("there was not enough time");
        }
    }

    /** By id. */
    public static List<Rule> all() {
        return ALL;
    }

    /** Every id under which something can be found, by id: the rules, and what is no rule. */
    public static List<RuleInfo> infos() {
        return Stream.concat(
                        ALL.stream().map(Rule::info), Stream.of(Ignores.ABOUT, ABOUT_TEMPLATES))
                .sorted(Comparator.comparing(RuleInfo::id))
                .toList();
    }

    /** What {@link #review} finds and nobody wants left alone. */
    public static List<Violation> check(Review review) {
        return review(review).violations();
    }

    /** What a rule found. */
    private record Found(Rule rule, List<Violation> violations) {}

    /**
     * All of it. What would not be found if parameters had no defaults is said to be so by default,
     * by its rule or here.
     */
    private static List<Violation> withDefaultsSaid(List<Found> found, Review review) {
        Optional<Template> less =
                found.stream().allMatch(each -> each.violations.isEmpty())
                        ? Optional.empty()
                        : review.template().withoutDefaults();
        if (less.isEmpty()) {
            return found.stream().flatMap(each -> each.violations.stream()).toList();
        }
        List<Violation> all = new ArrayList<>();
        for (Found each : found) {
            if (each.violations.isEmpty()) {
                continue;
            }
            List<Violation> left = new ArrayList<>(each.rule.check(review.of(less.get())));
            for (Violation violation : each.violations) {
                boolean rests = !took(left, violation) && !said(violation);
                all.add(rests ? violation.byDefault() : violation);
            }
        }
        return all;
    }

    /** Whether one like it was among them, which then counts no more. */
    private static boolean took(List<Violation> sure, Violation violation) {
        return sure.stream()
                .filter(each ->
                        each.at().equals(violation.at())
                                && each.path().equals(violation.path())
                                && each.severity() == violation.severity())
                .min(
                        Comparator.comparing(
                                each -> !each.sentence().startsWith(violation.sentence())))
                .map(sure::remove)
                .orElse(false);
    }

    private static boolean said(Violation violation) {
        return violation.sentence().contains("by default");
    }

    /**
     * What all of them find, and what is wrong with the template itself, less what is to be left
     * alone.
     */
    public static Reviewed review(Review review) {
        return review(review, () -> false);
    }

    /**
     * The same, with an end.
     *
     * @param late whether there is no time for another rule
     * @throws OutOfTime when it was not all looked at
     */
    public static Reviewed review(Review review, BooleanSupplier late) {
        List<Violation> found = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        List<Found> asked = new ArrayList<>();
        for (Rule rule : ALL) {
            if (late.getAsBoolean()) {
                throw new OutOfTime();
            }
            ids.add(rule.info().id());
            if (rule.info().wanted(review)) {
                asked.add(new Found(rule, rule.check(review)));
            }
        }
        found.addAll(withDefaultsSaid(asked, review));
        ids.add(TEMPLATE);
        for (Template.Problem problem : review.template().problems()) {
            found.add(
                    new Violation(
                            TEMPLATE,
                            "",
                            List.of(),
                            problem.at(),
                            Severity.MEDIUM,
                            problem.sentence(),
                            null));
        }
        return Ignores.apply(review.template(), review.today(), ids, found);
    }
}
