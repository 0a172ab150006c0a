package dev.amends.slackout;

import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Mrkdwn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a finding looks in Slack (Block Kit). The whole sentence stands in {@code text} as well,
 * which notifications and screen readers use; nothing is said by colour or picture alone.
 */
final class CardView {
    /** Slack's limits, with room for what surrounds the text. */
    private static final int SECTION = 2_900;

    private static final int FIELD = 1_900;
    private static final int HEADER = 150;
    private static final int TEXT = 3_500;

    private CardView() {}

    /** Text and blocks of the message; the caller adds the channel. */
    static Map<String, Object> body(Finding finding, Settings settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", Mrkdwn.escape(label(finding.state()) + ": " + finding.text(), TEXT));
        body.put("blocks", blocks(finding, settings));
        return body;
    }

    private static List<Object> blocks(Finding finding, Settings settings) {
        List<Object> blocks = new ArrayList<>();
        String title = label(finding.state()) + ": " + finding.subject().title();
        blocks.add(
                Map.of(
                        "type",
                        "header",
                        "text",
                        Map.of(
                                "type",
                                "plain_text",
                                "text",
                                title.length() > HEADER
                                        ? title.substring(0, HEADER - 1) + "…"
                                        : title)));
        blocks.add(section(Mrkdwn.escape(finding.text(), SECTION)));
        blocks.add(Map.of("type", "section", "fields", fields(finding, settings)));
        Remedy remedy = finding.seen().remedy();
        if (remedy != null && finding.state().open()) {
            byHand(blocks, finding, remedy);
        }
        String stack = finding.seen().stack();
        if (remedy != null && stack != null) {
            blocks.add(
                    section(
                            "CloudFormation stack %s made it without this property. Set `%s` in its template, too, or the next reader will wonder."
                                    .formatted(
                                            Mrkdwn.code(stack, 300),
                                            Mrkdwn.escape(remedy.cloudFormation(), 300))));
        }
        blocks.add(Map.of("type", "context", "elements", List.of(mrkdwn(link(finding, settings)))));
        return blocks;
    }

    private static List<Object> fields(Finding finding, Settings settings) {
        Cause cause = finding.seen().cause();
        Target target = finding.subject().target();
        List<Object> fields = new ArrayList<>();
        fields.add(field("Resource", Mrkdwn.code(target.name(), FIELD)));
        fields.add(
                field(
                        "Who",
                        Mrkdwn.escape(cause.actor() + " through " + cause.tool().label(), FIELD)));
        fields.add(
                field(
                        "What and when",
                        Mrkdwn.escape(cause.eventName(), 300)
                                + ", "
                                + "<!date^%d^{date_short_pretty} {time_secs}|%s>"
                                        .formatted(cause.time().getEpochSecond(), cause.time())));
        fields.add(
                field(
                        "Account",
                        Mrkdwn.escape(account(settings, target) + ", " + target.region(), FIELD)));
        add(fields, "Cost", finding.seen().cost());
        add(fields, "Settled by", finding.settledBy());
        return fields;
    }

    private static void add(List<Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.add(field(name, Mrkdwn.escape(value, FIELD)));
        }
    }

    private static String account(Settings settings, Target target) {
        String name = settings.accountName();
        return name.isEmpty() ? target.account() : name + " (" + target.account() + ")";
    }

    private static void byHand(List<Object> blocks, Finding finding, Remedy remedy) {
        Tool tool = finding.seen().cause().tool();
        if (tool == Tool.TERRAFORM) {
            blocks.add(section("In Terraform:\n```" + inCode(remedy.terraform()) + "```"));
        } else if (finding.seen().stack() == null && !remedy.byHand().isEmpty()) {
            blocks.add(
                    section(
                            "To "
                                    + Mrkdwn.escape(remedy.does(), 200)
                                    + " by hand, in "
                                    + finding.subject().target().region()
                                    + ":\n```"
                                    + inCode(String.join("\n", remedy.byHand()))
                                    + "```"));
        }
    }

    private static String inCode(String text) {
        return Mrkdwn.escape(text.replace("```", "'''"), SECTION - 300);
    }

    private static String link(Finding finding, Settings settings) {
        String page = finding.subject().page();
        String why =
                settings.docs().isEmpty()
                        ? "What this is and why: docs/" + page
                        : "<" + settings.docs() + "/" + page + "|What this is and why>";
        return why + " · " + finding.key();
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", mrkdwn(text));
    }

    private static Map<String, Object> field(String name, String value) {
        return mrkdwn("*" + name + "*\n" + value);
    }

    private static Map<String, Object> mrkdwn(String text) {
        // verbatim: Slack must not turn names that look like links or channels into such.
        return Map.of("type", "mrkdwn", "text", text, "verbatim", true);
    }

    /** The state in words. */
    static String label(State state) {
        return switch (state) {
            case OPEN -> "Needs a person";
            case AWAITING -> "Waits for a decision";
            case EXPIRED -> "Nobody decided in time";
            case HELD -> "Held by the breaker";
            case PAUSED -> "Held by a pause";
            case ACTING -> "Being fixed";
            case FIXED -> "Fixed";
            case UNDONE -> "Undone";
            case EXEMPT -> "Exempt for now";
            case YIELDED -> "Left to its owner";
            case RESOLVED -> "Put right";
            case FAILED -> "Could not be fixed";
            case GONE -> "Gone";
            case UNKNOWN -> "Could not be judged";
        };
    }
}
