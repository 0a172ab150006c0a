package dev.amends.cli;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Glob;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Exemption;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people laid down about a resource: settings, pause, exemptions by name. */
final class Rules {
    private final About about;
    private final List<String> names;

    /**
     * Looks at what holds for a resource.
     *
     * @param names what it may be called
     */
    Rules(About about, List<String> names) {
        this.about = about;
        this.names = names;
    }

    Found settings(Applied applied) {
        if (!applied.stored()) {
            return Found.reason(
                    "settings",
                    "none were applied yet, so it only flags: amends settings apply settings.yaml");
        }
        if (!applied.settings().isObject()) {
            return Found.reason(
                    "settings",
                    "they cannot be read, so it only flags: amends settings apply settings.yaml");
        }
        Settings settings = new Settings(applied.settings());
        String mode = settings.mode(about).name().toLowerCase(Locale.ROOT);
        return switch (settings.mode(about)) {
            case OFF ->
                    Found.reason(
                            "settings",
                            "mode is off: it does nothing; set guardrails.%s.mode."
                                    .formatted(about.id()));
            case FLAG ->
                    Found.reason(
                            "settings",
                            "mode is flag: it says what it finds and changes nothing; set guardrails.%s.mode."
                                    .formatted(about.id()));
            case ASK, FIX -> kept(settings, mode);
        };
    }

    private Found kept(Settings settings, String mode) {
        var options = settings.options(about);
        if (options.isEmpty()) {
            return Found.reason(
                    "settings",
                    "an option of %s has a value it cannot work with, so nothing is changed: amends settings check FILE"
                            .formatted(about.id()));
        }
        // Every guardrail that can leave names alone calls the option so.
        if (about.options().stream().anyMatch(option -> option.name().equals("keep"))) {
            for (String pattern : options.get().texts("keep")) {
                if (names.stream().anyMatch(name -> Glob.matches(pattern, name))) {
                    return Found.reason(
                            "settings",
                            "names like %s are left alone: guardrails.%s.keep."
                                    .formatted(pattern, about.id()));
                }
            }
        }
        return Found.fine("settings", "mode is " + mode + ".");
    }

    static Found pause(@Nullable Pause pause, boolean readable) {
        if (!readable) {
            return Found.reason(
                    "pause",
                    "there is one that cannot be read, so nothing is changed: amends resume");
        }
        return pause == null
                ? Found.fine("pause", "none.")
                : Found.reason(
                        "pause",
                        "until %s, by %s: %s. What is found is held: amends resume"
                                .formatted(
                                        Times.moment(pause.until()), pause.by(), pause.reason()));
    }

    Found exemptions(List<Exemption> exemptions, Instant now) {
        for (Exemption each : exemptions) {
            if (names.stream().anyMatch(name -> each.covers(name, now))) {
                return Found.reason(
                        "exemption",
                        "names like %s are left alone until %s, by %s: %s. To end it: amends exempt --end --guardrail %s --names '%s'"
                                .formatted(
                                        each.pattern(),
                                        Times.moment(each.until()),
                                        each.by(),
                                        each.reason(),
                                        about.id(),
                                        each.pattern()));
            }
        }
        return Found.fine("exemption", "no exemption of such names.");
    }

    /** What Amends may not do shows as findings of their own. */
    List<Found> permissions(List<Finding> failed) {
        List<Found> found = new ArrayList<>();
        for (Finding each : failed) {
            if (each.subject().guardrail().equals(about.id())
                    && each.state() == State.FAILED
                    && !each.subject().target().isResource()) {
                found.add(Found.reason("permission", each.text()));
            }
        }
        return found;
    }
}
