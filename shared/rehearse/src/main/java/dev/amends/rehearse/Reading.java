package dev.amends.rehearse;

import dev.amends.core.guardrail.Resources;
import java.util.Map;

/**
 * Permission to read what no event shows: the resources of one account and Region, as they are now.
 *
 * @param account whose resources the credentials reach
 * @param region and where
 * @param resources the AWS sides by guardrail; nothing is ever set through them
 */
public record Reading(String account, String region, Map<String, Resources<?>> resources) {

    /** Nothing may be read. */
    public static final Reading NOTHING = new Reading("", "", Map.of());
}
