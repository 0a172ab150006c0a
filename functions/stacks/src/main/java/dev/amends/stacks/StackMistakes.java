package dev.amends.stacks;

import dev.amends.core.guardrail.Mistake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reviewing a stack.
 *
 * @param mistakes worst first, then in the order of the template
 * @param pending how many of them only a change set has that was not executed yet
 * @param exempt how many an exemption leaves out
 * @param unreadable why it could not be reviewed; null when it could
 */
record StackMistakes(List<Mistake> mistakes, int pending, int exempt, @Nullable String unreadable) {
    StackMistakes {
        mistakes = List.copyOf(mistakes);
    }

    List<String> names() {
        return mistakes.stream().map(Mistake::name).toList();
    }
}
