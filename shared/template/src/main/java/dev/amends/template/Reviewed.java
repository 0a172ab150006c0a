package dev.amends.template;

import java.util.List;

/**
 * What came of a review.
 *
 * @param violations what is wrong, in the order of the source
 * @param ignored what is wrong and left alone, because somebody says so in the template
 */
public record Reviewed(List<Violation> violations, List<Ignored> ignored) {}
