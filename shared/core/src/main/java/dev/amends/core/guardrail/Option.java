package dev.amends.core.guardrail;

import dev.amends.core.json.Node;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting of a guardrail.
 *
 * @param name as it stands in settings.yaml
 * @param otherwise its value where the file does not give one
 * @param help what it does, in a sentence
 * @param problem says what is wrong with a value, or nothing when it is right
 */
public record Option(
        String name, Object otherwise, String help, Function<Node, Optional<String>> problem) {}
