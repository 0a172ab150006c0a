package dev.amends.check.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A template to be reviewed.
 *
 * @param name as people know it
 * @param path null for standard input, and for what is not there
 * @param chosen whether a person named it; what merely lies in a folder is left out when it does
 *     not look like a template
 * @param problem why there is nothing to review; null when there is
 */
public record Input(String name, @Nullable Path path, boolean chosen, @Nullable String problem) {

    static Input missing(String name, String problem) {
        return new Input(name, null, true, problem);
    }

    /** Whether it is what is piped in. */
    public boolean piped() {
        return path == null && problem == null;
    }
}
