package dev.amends.template;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a rule may look at.
 *
 * @param today for what depends on a date, such as the end of a runtime; never the clock
 * @param files reads a file beside the template by its relative path, for instance a state
 *     machine's definition; empty where there is none or it may not be read
 * @param options settings of rules by {@code <rule id>.<name>}; {@link RuleInfo#options} says which
 *     there are
 */
public record Review(
        Template template,
        LocalDate today,
        Stack stack,
        Function<String, Optional<String>> files,
        Map<String, String> options) {

    /** A template by itself. */
    public static Review of(Template template, LocalDate today) {
        return new Review(template, today, Stack.UNKNOWN, path -> Optional.empty(), Map.of());
    }

    /** A setting of a rule, or what it is when nobody sets it. */
    public String option(RuleInfo rule, String name, String unlessSet) {
        return options.getOrDefault(rule.id() + "." + name, unlessSet);
    }

    /** The same of another template. */
    Review of(Template other) {
        return new Review(other, today, stack, files, options);
    }
}
