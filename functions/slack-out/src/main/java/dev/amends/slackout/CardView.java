package dev.amends.slackout;

import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Labels;
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
    /**
     * So much text together stays below 10,000 characters: Slack refuses about 13,200 in all blocks
     * (https://github.com/slackapi/bolt-js/issues/2509).
     */
    private static final int SECTION = 1_500;

    private static final int FIELD = 560;
    private static final int CHANGE = 1_400;
    private static final int TEXT = 3_500;

    private CardView() {}

    /** Text and blocks of the message; the caller adds the channel. */
    static Map<String, Object> body(Finding finding, Scene scene) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", text(finding));
        body.put("blocks", blocks(finding, scene));
        return body;
    }

    /** The finding in one sentence. */
    static String text(Finding finding) {
        return Mrkdwn.escape(Labels.of(finding.state()) + ": " + finding.text(), TEXT);
    }

    /** The whole change, where the card shows only its beginning; otherwise null. */
    static @Nullable String cutChange(Finding finding) {
        Remedy remedy = finding.seen().remedy();
        if (remedy == null || change(finding.state()) == null) {
            return null;
        }
        String whole = Diff.of(shown(finding, remedy));
        return Mrkdwn.escape(whole, Integer.MAX_VALUE).length() < CHANGE ? null : whole;
    }

    /** The whole text to paste, where the card shows only its beginning; otherwise null. */
    static @Nullable String cutAdvice(Finding finding) {
        String advice = finding.seen().advice();
        return advice == null || Mrkdwn.escape(advice, Integer.MAX_VALUE).length() < CHANGE
                ? null
                : advice;
    }

    private static List<Object> blocks(Finding finding, Scene scene) {
        List<Object> blocks = new ArrayList<>();
        blocks.add(Blocks.header(Labels.of(finding.state()) + ": " + finding.subject().title()));
        blocks.add(Blocks.section(Mrkdwn.escape(finding.text(), SECTION)));
        blocks.addAll(MistakeList.blocks(finding));
        blocks.add(Blocks.fields(fields(finding, scene)));
        Remedy remedy = finding.seen().remedy();
        String change = change(finding.state());
        if (remedy != null && change != null) {
            boolean cut = cutChange(finding) != null;
            blocks.add(
                    Blocks.section(
                            "*%s*\n%s%s"
                                    .formatted(
                                            change,
                                            Blocks.fenced(Diff.of(shown(finding, remedy)), CHANGE),
                                            cut ? "\nThe whole change is in the thread." : "")));
        }
        List<String> decided = DecisionText.lines(finding, scene.now());
        if (!decided.isEmpty()) {
            blocks.add(Blocks.section(String.join("\n", decided)));
        }
        String advice = finding.seen().advice();
        if (advice != null && finding.state().open()) {
            blocks.add(
                    Blocks.section(
                            "*To paste*%s\n%s"
                                    .formatted(
                                            cutAdvice(finding) == null
                                                    ? ""
                                                    : " (whole in the thread)",
                                            Blocks.fenced(advice, CHANGE))));
        }
        CardButtons.add(blocks, finding, scene);
        if (remedy != null && finding.state().open()) {
            byHand(blocks, finding, remedy);
        }
        String stack = finding.seen().stack();
        if (remedy != null && stack != null) {
            blocks.add(
                    Blocks.section(
                            "CloudFormation stack %s made it without this property. Set `%s` in its template, too, or the next reader will wonder."
                                    .formatted(
                                            Mrkdwn.code(stack, 300),
                                            Mrkdwn.escape(remedy.cloudFormation(), 300))));
        }
        blocks.add(Blocks.context(CardButtons.why(finding, scene) + finding.key()));
        return blocks;
    }

    /** The change as the card tells it: what was put back, where a fix was undone. */
    private static Remedy shown(Finding finding, Remedy remedy) {
        return finding.state() == State.UNDONE ? remedy.inverse() : remedy;
    }

    /** How the remedy's change is headed; null where it says nothing any more. */
    private static @Nullable String change(State state) {
        return switch (state) {
            case AWAITING, HELD, FAILED -> "What the fix changes";
            case OPEN, PAUSED, EXPIRED, EXEMPT -> "What would put it right";
            case FIXED -> "What was changed";
            case UNDONE -> "What was put back";
            case ACTING, YIELDED, RESOLVED, GONE, UNKNOWN -> null;
        };
    }

    private static List<Object> fields(Finding finding, Scene scene) {
        Cause cause = finding.seen().cause();
        Target target = finding.subject().target();
        List<Object> fields = new ArrayList<>();
        fields.add(Blocks.field("Resource", Mrkdwn.code(target.name(), FIELD)));
        fields.add(
                Blocks.field(
                        "Who",
                        actor(cause, scene.person())
                                + " through "
                                + Mrkdwn.escape(cause.tool().label(), FIELD)));
        fields.add(
                Blocks.field(
                        "What and when",
                        Mrkdwn.escape(cause.eventName(), 300) + ", " + precise(cause)));
        fields.add(
                Blocks.field(
                        "Account",
                        Mrkdwn.escape(
                                account(scene.settings(), target) + ", " + target.region(),
                                FIELD)));
        add(fields, "Cost", finding.seen().cost());
        add(fields, "Owner", finding.seen().owner());
        add(fields, "Settled by", finding.settledBy());
        return fields;
    }

    private static String precise(Cause cause) {
        return "<!date^%d^{date_short_pretty} {time_secs}|%s>"
                .formatted(cause.time().getEpochSecond(), cause.time());
    }

    private static String actor(Cause cause, @Nullable String person) {
        String name = Mrkdwn.escape(cause.actor(), FIELD);
        return person == null || person.isEmpty() ? name : People.user(person) + ", " + name;
    }

    private static void add(List<Object> fields, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.add(Blocks.field(name, Mrkdwn.escape(value, FIELD)));
        }
    }

    private static String account(Settings settings, Target target) {
        String name = settings.accountName();
        return name.isEmpty() ? target.account() : name + " (" + target.account() + ")";
    }

    private static void byHand(List<Object> blocks, Finding finding, Remedy remedy) {
        Tool tool = finding.seen().cause().tool();
        if (tool == Tool.TERRAFORM) {
            blocks.add(Blocks.section("In Terraform:\n" + Blocks.fenced(remedy.terraform(), 600)));
        } else if (finding.seen().stack() == null && !remedy.byHand().isEmpty()) {
            blocks.add(
                    Blocks.section(
                            "To %s by hand, in %s:\n%s"
                                    .formatted(
                                            Mrkdwn.escape(remedy.does(), 200),
                                            Mrkdwn.escape(finding.subject().target().region(), 50),
                                            Blocks.fenced(
                                                    String.join("\n", remedy.byHand()), 1_200))));
        }
    }
}
