package dev.amends.slackout;

import dev.amends.core.ledger.Finding;
import dev.amends.core.settings.Settings;

/** Which channel a finding belongs to. */
final class Routes {
    private Routes() {}

    /** Its channel's name or id; empty when there is none. */
    static String channel(Finding finding, Settings settings) {
        String owner = finding.seen().owner();
        return settings.channel(
                finding.subject().guardrail(),
                finding.seen().severity(),
                owner == null ? "" : owner);
    }
}
