package dev.amends.cli;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that was looked at.
 *
 * @param file as it was named
 * @param unreadable why it could not be reviewed; null when it could
 */
record Checked(
        String file,
        String source,
        List<Violation> violations,
        @Nullable UnreadableTemplate unreadable) {

    /** Whether anything so grave was found. */
    boolean atLeast(Severity least) {
        return violations.stream().anyMatch(each -> each.severity().compareTo(least) >= 0);
    }
}
