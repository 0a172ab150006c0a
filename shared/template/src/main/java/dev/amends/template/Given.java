package dev.amends.template;

import java.util.Map;

/**
 * What is known beside the template's text.
 *
 * @param parameters the values that are given; a parameter without one has its default
 * @param pseudo values of pseudo parameters where they are known, such as {@code AWS::Region}
 */
public record Given(Map<String, String> parameters, Map<String, String> pseudo) {
    /** Nothing but the text. */
    public static final Given NOTHING = new Given(Map.of(), Map.of());
}
