package dev.amends.core.ledger;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Target;

/**
 * Which mistake of which resource a finding is about.
 *
 * @param guardrail the guardrail's id
 * @param title the mistake in a few words
 * @param page the page that explains it, relative to the documentation's root
 * @param target the resource
 */
public record Subject(String guardrail, String title, String page, Target target) {

    public static Subject of(About about, Target target) {
        return new Subject(about.id(), about.title(), about.page(), target);
    }

    /** The finding's key in the ledger. */
    public String key() {
        return Keys.finding(guardrail, target.account(), target.region(), target.arn());
    }
}
