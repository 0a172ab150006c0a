package dev.amends.template;

import dev.amends.core.guardrail.Severity;
import java.util.Map;

/**
 * What a rule declares about itself; the command line, the index of guardrails and SARIF read it
 * here.
 *
 * @param id the guardrail's id, the same as where events are watched
 * @param title the mistake in a few words
 * @param severity of its violations, unless one says otherwise
 * @param security whether it is about who can get in
 * @param since the version of Amends that brought it
 * @param quote the talk's words about it
 * @param options what can be set, by name: for people, what it means and what it is when nobody
 *     sets it
 */
public record RuleInfo(
        String id,
        String title,
        Severity severity,
        boolean security,
        String since,
        String quote,
        Map<String, String> options) {

    /** Of a rule of which nothing can be set. */
    public RuleInfo(
            String id,
            String title,
            Severity severity,
            boolean security,
            String since,
            String quote) {
        this(id, title, severity, security, since, quote, Map.of());
    }

    /** The page that explains it, relative to the documentation's root. */
    public String page() {
        return "guardrails/" + id + ".md";
    }
}
