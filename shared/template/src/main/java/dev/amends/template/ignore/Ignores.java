package dev.amends.template.ignore;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Ignored;
import dev.amends.template.Reviewed;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Violation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** What the command line and SARIF say about it. */
    public static final RuleInfo ABOUT =
            new RuleInfo(
                    ID,
                    "Wish to leave something alone that does not count",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "");

    private static final Comparator<Violation> ORDER =
            Comparator.comparing(Violation::at).thenComparing(Violation::rule);

    private Ignores() {}

    /**
     * What remains and what is left alone, both in the order of the source.
     *
     * @param rules the ids of all rules
     */
    public static Reviewed apply(
            Template template, LocalDate today, Set<String> rules, List<Violation> violations) {
        List<Violation> remaining = new ArrayList<>(violations);
        List<Ignored> ignored = new ArrayList<>();
        Set<Ignore> used = new HashSet<>();
        List<Ignore> wishes = IgnoreReader.read(template);
        for (Ignore wish : wishes) {
            List<Violation> meant =
                    why(wish, today, rules).isEmpty()
                            ? remaining.stream().filter(each -> about(wish, each)).toList()
                            : List.of();
            if (!meant.isEmpty()) {
                used.add(wish);
                remaining.removeIf(each -> about(wish, each));
                meant.forEach(each -> ignored.add(new Ignored(each, wish.reason(), wish.until())));
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
        remaining.sort(ORDER);
        ignored.sort(Comparator.comparing(Ignored::violation, ORDER));
        return new Reviewed(List.copyOf(remaining), List.copyOf(ignored));
    }

    private static boolean about(Ignore wish, Violation violation) {
        if (!wish.rule().equals(violation.rule())) {
            return false;
        }
        if (!wish.logicalId().isEmpty() && wish.logicalId().equals(violation.logicalId())) {
            return true;
        }
        return wish.line() > 0 ? wish.line() == violation.at().line() : wish.logicalId().isEmpty();
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
