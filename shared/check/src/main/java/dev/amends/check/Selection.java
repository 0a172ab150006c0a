package dev.amends.check;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Guess;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.util.Collection;
import java.util.List;
import java.util.Set;

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

    boolean takes(String rule) {
        return (only.isEmpty() || only.contains(rule)) && !skip.contains(rule);
    }
}
