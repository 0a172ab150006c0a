package dev.amends.core.guardrail;

import java.util.List;

/**
 * What a guardrail declares about itself. The rule, the role, the page and the settings file are
 * held against it by tests.
 *
 * @param id the guardrail's name everywhere: settings, page, samples, rule, ledger key
 * @param title the mistake in a few words
 * @param defaultMode the mode that the shipped settings.yaml gives it
 * @param security whether tags, names and the tool somebody used must never soften it: those are in
 *     the hands of whoever made the change
 * @param eventSource the service whose calls it watches
 * @param events CloudTrail's names of the events, as {@link
 *     dev.amends.core.change.Change#eventName} has them
 * @param reads IAM actions it reads the resource with
 * @param writes IAM actions its remedies need
 * @param options its own settings
 */
public record About(
        String id,
        String title,
        Mode defaultMode,
        boolean security,
        String eventSource,
        List<String> events,
        List<String> reads,
        List<String> writes,
        List<Option> options) {

    /** The page that explains it, relative to the documentation's root. */
    public String page() {
        return "guardrails/" + id + ".md";
    }
}
