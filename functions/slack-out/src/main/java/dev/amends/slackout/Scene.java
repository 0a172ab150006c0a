package dev.amends.slackout;

import dev.amends.core.settings.Settings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a drawing depends on beside what it shows.
 *
 * @param settings the settings in force
 * @param now when it is drawn
 * @param token what its buttons' values carry
 * @param deciding how people can decide
 * @param person the Slack user who made the change; null or empty when none is known
 */
record Scene(
        Settings settings, Instant now, String token, Deciding deciding, @Nullable String person) {

    /** How people can decide. */
    enum Deciding {
        /** With buttons. */
        BUTTONS,
        /** Nobody could press a button: with the command line. */
        COMMANDS,
        /** Not here: another card takes this one's place. */
        NOWHERE
    }

    /** The same, as it stays when a newer card takes its place. */
    Scene plain() {
        return new Scene(settings, now, "", Deciding.NOWHERE, person);
    }
}
