package dev.amends.stacks;

import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Wishes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the settings and exemptions want of a review.
 *
 * @param skip ids of rules that are left out
 * @param least mistakes of less are left out
 * @param rules settings of the rules themselves, {@code <rule id>.<name>}
 * @param exempt whether an exemption covers a mistake's name
 */
record ReviewWishes(
        Set<String> skip, Severity least, Map<String, String> rules, Predicate<String> exempt) {

    /** As when nobody wishes anything. */
    static final ReviewWishes NONE =
            new ReviewWishes(Set.of(), Severity.LOW, Map.of(), name -> false);

    static final String SKIP = "skip";
    static final String LEAST = "least";
    static final String RULES = "rules";

    static ReviewWishes of(Wishes wishes) {
        Options options = wishes.options();
        return new ReviewWishes(
                new HashSet<>(options.texts(SKIP)),
                Severity.valueOf(options.text(LEAST).toUpperCase(Locale.ROOT)),
                settings(options.texts(RULES)),
                wishes::exempt);
    }

    private static Map<String, String> settings(List<String> lines) {
        Map<String, String> settings = new HashMap<>();
        for (String line : lines) {
            String[] pair = line.split("=", 2);
            settings.put(pair[0].strip(), pair.length == 1 ? "" : pair[1].strip());
        }
        return settings;
    }
}
