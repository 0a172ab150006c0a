package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Text;
import org.jspecify.annotations.Nullable;

/** Why somebody wants something; others read it later. */
final class Reason {
    private static final int LONGEST = 300;

    private Reason() {}

    static String of(@Nullable String given) throws Cannot {
        String reason = given == null ? "" : given.strip();
        if (reason.isEmpty()) {
            throw Cannot.because("say why with --reason TEXT: it is shown to everybody");
        }
        if (reason.length() > LONGEST || !Text.clean(reason).equals(reason)) {
            throw Cannot.because(
                    "--reason must be one line of at most %d characters".formatted(LONGEST));
        }
        return reason;
    }
}
