package dev.amends.template;

import dev.amends.core.guardrail.Severity;
import java.util.LinkedHashMap;
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

    /** The option that switches a rule on which is off by default. */
    private static final String ON = "on";

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

    /** The same rule, which is only looked for when somebody asks for it. */
    public RuleInfo offByDefault() {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(ON, "true looks for it; it is off by default");
        return new RuleInfo(id, title, severity, security, since, quote, more);
    }

    /** Whether it is only looked for when somebody asks for it. */
    public boolean isOffByDefault() {
        return options.containsKey(ON);
    }

    /** The setting that asks for it where it is off by default, as an option of a review. */
    public Map<String, String> on() {
        return Map.of(id + "." + ON, "true");
    }

    boolean wanted(Review review) {
        return !isOffByDefault() || review.option(this, ON, "false").equals("true");
    }

    /** The page that explains it, relative to the documentation's root. */
    public String page() {
        return "guardrails/" + id + ".md";
    }
}
