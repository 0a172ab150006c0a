package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Guess;
import dev.amends.core.guardrail.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guardrails that people name on the command line. */
final class Guardrails {
    private Guardrails() {}

    /**
     * Nothing when there is such a guardrail, or none was named.
     *
     * @throws Cannot when it is not known here
     */
    static void known(World world, @Nullable String id) throws Cannot {
        List<String> ids = world.abouts().stream().map(About::id).toList();
        if (id != null && !ids.contains(id)) {
            throw Cannot.because(
                    "no guardrail is called %s%s; there are: %s"
                            .formatted(id, Guess.didYouMean(id, ids), String.join(", ", ids)));
        }
    }
}
