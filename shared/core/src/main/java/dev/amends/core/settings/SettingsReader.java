package dev.amends.core.settings;

/** Tells what people laid down. */
@FunctionalInterface
public interface SettingsReader {

    /** Settings, pause and the guardrail's exemptions as they are now. */
    InForce inForce(String guardrail);
}
