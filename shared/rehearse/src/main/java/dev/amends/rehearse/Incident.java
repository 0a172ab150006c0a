package dev.amends.rehearse;

import dev.amends.core.change.Tool;
import dev.amends.core.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that a guardrail would have spoken of.
 *
 * @param at when the change was made
 * @param would what would have been done: fixed, asked, flagged, held, failed or unknown
 * @param guardrail the guardrail's id
 * @param severity low, medium or high
 * @param who who made the change
 * @param tool with what, as it stands after "through"
 * @param event the call
 * @param account the resource's account
 * @param region its Region
 * @param resource its ARN
 * @param name what a person calls it
 * @param sentence what is wrong, and what would have been done or why nothing
 * @param remedy what would mend it; empty when only a person can
 * @param cost what it costs; empty when that is not known
 * @param channel the Slack channel; empty without one
 * @param ended how the finding would have ended in the records: resolved, gone, yielded or expired;
 *     empty when it would not
 * @param stood how long the mistake really stood until somebody put it right; null when nobody did
 * @param mendedBy who did; empty when nobody did
 * @param foughtBy who set another value over the fix, and with what; empty when nobody did
 */
public record Incident(
        Instant at,
        Outcome.Kind would,
        String guardrail,
        String severity,
        String who,
        String tool,
        String event,
        String account,
        String region,
        String resource,
        String name,
        String sentence,
        String remedy,
        String cost,
        String channel,
        String ended,
        @Nullable Duration stood,
        String mendedBy,
        String foughtBy) {

    private static final List<Tool> PEOPLE = List.of(Tool.CONSOLE, Tool.CLI);

    Incident ended(String how) {
        return new Incident(
                at, would, guardrail, severity, who, tool, event, account, region, resource, name,
                sentence, remedy, cost, channel, how, stood, mendedBy, foughtBy);
    }

    Incident mended(Duration after, String by) {
        return new Incident(
                at, would, guardrail, severity, who, tool, event, account, region, resource, name,
                sentence, remedy, cost, channel, ended, after, by, foughtBy);
    }

    Incident fought(String by) {
        return new Incident(
                at, would, guardrail, severity, who, tool, event, account, region, resource, name,
                sentence, remedy, cost, channel, ended, stood, mendedBy, by);
    }

    /**
     * Whether a tool, and not a person at the console or a terminal, set another value over the
     * fix: it would do so again and again.
     */
    public boolean foughtByTool() {
        return !foughtBy.isEmpty()
                && PEOPLE.stream().noneMatch(each -> foughtBy.contains(" through " + each.label()));
    }
}
