package dev.amends.core.settings;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a guardrail at the moment, read in one call before anything is changed.
 *
 * @param settings empty when there are none, or something could not be read: then nothing may be
 *     changed
 * @param pause the last one, over or not; null when there was none
 * @param exemptions the guardrail's exemptions by name, over or not
 * @param why why nothing may be changed while there are no settings, as a sentence
 */
public record InForce(
        Optional<Settings> settings,
        @Nullable Pause pause,
        List<Exemption> exemptions,
        String why) {

    /** For callers that could read nothing. */
    static final InForce NOTHING = new InForce(Optional.empty(), null, List.of());

    public InForce(Optional<Settings> settings, @Nullable Pause pause, List<Exemption> exemptions) {
        this(
                settings,
                pause,
                exemptions,
                "there are no settings that could be read, so nothing is changed.");
    }

    /**
     * For callers that may read nothing.
     *
     * @param why which permission is missing, as half a sentence
     */
    static InForce denied(String why) {
        return new InForce(
                Optional.empty(),
                null,
                List.of(),
                "the settings cannot be read, because %s. Nothing is changed without them."
                        .formatted(why));
    }

    /** The pause, while it lasts. */
    public @Nullable Pause paused(Instant now) {
        return pause != null && pause.lasts(now) ? pause : null;
    }

    /** The exemption that covers a name now; the one that ends last, where there are several. */
    public Optional<Exemption> exemption(String name, Instant now) {
        return exemptions.stream()
                .filter(each -> each.covers(name, now))
                .max(Comparator.comparing(Exemption::until));
    }
}
