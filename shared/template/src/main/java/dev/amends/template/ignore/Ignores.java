package dev.amends.template.ignore;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Template;
import dev.amends.template.Violation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out what somebody wants left alone, and says of every such wish that does not count why:
 * without a reason, over, of a rule that is not there, or about nothing.
 */
public final class Ignores {
    /** Under this id stands what is wrong with the wishes themselves. */
    public static final String ID = "amends-ignore";

    private Ignores() {}

    /**
     * What remains.
     *
     * @param rules the ids of all rules
     */
    public static List<Violation> apply(
            Template template, LocalDate today, Set<String> rules, List<Violation> violations) {
        List<Violation> remaining = new ArrayList<>(violations);
        Set<Ignore> used = new HashSet<>();
        List<Ignore> wishes = IgnoreReader.read(template);
        for (Ignore wish : wishes) {
            if (why(wish, today, rules).isEmpty()
                    && remaining.removeIf(violation -> about(wish, violation))) {
                used.add(wish);
            }
        }
        for (Ignore wish : wishes) {
            String why = why(wish, today, rules);
            if (why.isEmpty() && !used.contains(wish)) {
                why = "there is nothing of %s here to leave alone".formatted(wish.rule());
            }
            if (!why.isEmpty()) {
                remaining.add(
                        new Violation(
                                ID,
                                wish.logicalId(),
                                List.of(),
                                wish.at(),
                                Severity.MEDIUM,
                                "This does not count: %s.".formatted(why),
                                null));
            }
        }
        return remaining;
    }

    private static boolean about(Ignore wish, Violation violation) {
        if (!wish.rule().equals(violation.rule())) {
            return false;
        }
        return wish.line() > 0
                ? wish.line() == violation.at().line()
                : wish.logicalId().isEmpty() || wish.logicalId().equals(violation.logicalId());
    }

    private static String why(Ignore wish, LocalDate today, Set<String> rules) {
        if (wish.rule().isEmpty()) {
            return "it names no rule";
        }
        if (!rules.contains(wish.rule())) {
            return "there is no rule %s".formatted(wish.rule());
        }
        if (wish.reason().isEmpty()) {
            return "it gives no reason";
        }
        if (LocalDate.MIN.equals(wish.until())) {
            return "its end is no day like 2027-01-31";
        }
        return wish.lapsed(today) ? "it ended on " + wish.until() : "";
    }
}
