package dev.amends.stacks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template as somebody gave it to CloudFormation.
 *
 * @param original its text
 * @param processed what macros and transforms made of it, as JSON; null when it uses none, empty
 *     when it uses some and CloudFormation did not return what they made
 * @param parameters the values of its parameters, as far as CloudFormation tells them
 */
record Submitted(String original, @Nullable String processed, Map<String, String> parameters) {
    /** Whether all of it is there. */
    boolean whole() {
        return processed == null || !processed.isEmpty();
    }
}
