package dev.amends.template;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a rule may look at.
 *
 * @param today for what depends on a date, such as the end of a runtime; never the clock
 * @param tags of the stack, where they are known; empty in a file
 * @param files reads a file beside the template by its relative path, for instance a state
 *     machine's definition; empty where there is none or it may not be read
 * @param options settings of rules by {@code <rule id>.<name>}
 */
public record Review(
        Template template,
        LocalDate today,
        Map<String, String> tags,
        Function<String, Optional<String>> files,
        Map<String, String> options) {}
