package dev.amends.check;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Guess;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rules count.
 *
 * @param only empty means all
 */
record Selection(Set<String> only, Set<String> skip) {

    /**
     * Nothing when there are such ids.
     *
     * @throws Cannot when one is misspelt: it would quietly do nothing
     */
    static void known(Collection<String> ids) throws Cannot {
        List<String> known = Rules.infos().stream().map(RuleInfo::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                String guess = Guess.didYouMean(id, known);
                throw Cannot.because(
                        "there is no rule %s%s"
                                .formatted(
                                        id, guess.isEmpty() ? "; amends rules lists them" : guess));
            }
        }
    }

    /**
     * Nothing when that rule lets that be set.
     *
     * @throws Cannot when it does not: it would quietly do nothing
     */
    static void settable(String rule, String name) throws Cannot {
        known(Set.of(rule));
        Set<String> names =
                Rules.infos().stream()
                        .filter(info -> info.id().equals(rule))
                        .findFirst()
                        .map(info -> info.options().keySet())
                        .orElse(Set.of());
        if (!names.contains(name)) {
            throw Cannot.because(
                    names.isEmpty()
                            ? "nothing can be set for " + rule
                            : "%s has no setting %s; it has: %s"
                                    .formatted(
                                            rule, name, String.join(", ", new TreeSet<>(names))));
        }
    }

    boolean takes(String rule) {
        return (only.isEmpty() || only.contains(rule)) && !skip.contains(rule);
    }
}
