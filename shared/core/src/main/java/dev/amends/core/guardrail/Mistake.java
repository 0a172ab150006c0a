package dev.amends.core.guardrail;

import org.jspecify.annotations.Nullable;

/**
 * One of several mistakes that make up a violation, where a resource can have many at once, such as
 * a stack.
 *
 * @param name tells it from the resource's others and stays the same while it is there; also what
 *     an exemption by name is held against
 * @param severity how much it matters
 * @param sentence what is wrong, naming the part by the name a person knows
 * @param where where a person finds it; null when that cannot be said
 * @param snippet how it would look if it were right, to paste; null when there is nothing
 */
public record Mistake(
        String name,
        Severity severity,
        String sentence,
        @Nullable String where,
        @Nullable String snippet) {}
