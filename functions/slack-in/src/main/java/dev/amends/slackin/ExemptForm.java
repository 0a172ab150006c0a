package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.slack.Mrkdwn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form for an exemption.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit">docs.slack.dev, Block Kit</a> for its
 *     limits
 */
final class ExemptForm {
    static final String CALLBACK = "exempt";

    /** The fields: block and action have the same name. */
    static final String UNTIL = "until";

    static final String DATE = "date";
    static final String REASON = "reason";
    static final String SCOPE = "scope";
    static final String MISTAKE = "mistake";
    static final String PATTERN = "pattern";

    /** So many options a list may have. */
    private static final int OPTIONS = 100;

    static final int REASON_LEAST = 3;
    static final int REASON_MOST = 500;

    /** Longer than any name that AWS gives a resource we know. */
    static final int PATTERN_MOST = 512;

    /** What an option's text may have. */
    private static final int OPTION = 75;

    /** Slack's trigger lives three seconds, some of which are over when we get it. */
    private static final Duration PATIENCE = Duration.ofMillis(1_800);

    private final QuickSlack slack;

    ExemptForm(QuickSlack slack) {
        this.slack = slack;
    }

    /** Opens it at once; null when it is open. */
    @Nullable Refusal open(Payload payload, Checked.Shown shown, Budget budget) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("trigger_id", payload.trigger());
        body.put("view", view(shown, payload.channel(), payload.ts()));
        String problem =
                QuickSlack.problem(slack.call("views.open", body, budget.atMost(PATIENCE)));
        return problem.isEmpty()
                ? null
                : new Refusal(
                        "the form was not opened: " + problem,
                        "Slack did not open the form (%s). Nothing was changed; press again."
                                .formatted(Mrkdwn.escape(problem, 200)));
    }

    static Map<String, Object> view(Checked.Shown shown, String channel, String ts) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("value", shown.value().text());
        metadata.put("channel", channel);
        metadata.put("ts", ts);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("type", "modal");
        view.put("callback_id", CALLBACK);
        view.put("private_metadata", Node.write(metadata));
        view.put("title", plain("Exempt for a while"));
        view.put("submit", plain("Exempt"));
        view.put("close", plain("Cancel"));
        view.put("blocks", blocks(shown));
        return view;
    }

    private static List<Object> blocks(Checked.Shown shown) {
        String name = shown.name();
        List<Object> blocks = new ArrayList<>();
        blocks.addAll(
                Replies.Note.of(
                                "Amends leaves %s alone until the day you choose, says so before it ends, and then looks again."
                                        .formatted(Mrkdwn.code(name, 600)))
                        .blocks());
        blocks.add(
                input(
                        UNTIL,
                        "For how long",
                        false,
                        radios(
                                List.of(
                                        option("7 days", "7"),
                                        option("30 days", "30"),
                                        option("90 days", "90")))));
        blocks.add(
                input(
                        DATE,
                        "Or to the end of another day (UTC, within a year)",
                        true,
                        element("datepicker", Map.of())));
        blocks.add(
                input(
                        REASON,
                        "Why",
                        false,
                        element(
                                "plain_text_input",
                                Map.of(
                                        "multiline",
                                        true,
                                        "min_length",
                                        REASON_LEAST,
                                        "max_length",
                                        REASON_MOST))));
        List<Map<String, Object>> scopes = new ArrayList<>();
        List<String> mistakes = mistakes(shown);
        if (!mistakes.isEmpty()) {
            scopes.add(option("One of its mistakes, chosen below", MISTAKE));
        }
        scopes.add(
                option(
                        cut(
                                mistakes.isEmpty()
                                        ? "Only " + name
                                        : "All that is wrong with " + name + " now",
                                OPTION),
                        "one"));
        scopes.add(option("Names like the pattern below, those to come as well", "names"));
        blocks.add(input(SCOPE, "What", false, radios(scopes)));
        if (!mistakes.isEmpty()) {
            blocks.add(input(MISTAKE, "Which mistake", true, select(mistakes)));
        }
        blocks.add(
                input(
                        PATTERN,
                        "Pattern; * stands for any characters",
                        true,
                        element(
                                "plain_text_input",
                                Map.of(
                                        "initial_value",
                                        cut(name, PATTERN_MOST),
                                        "max_length",
                                        PATTERN_MOST))));
        return blocks;
    }

    /** The names of its mistakes, each once, as many as a list may have. */
    static List<String> mistakes(Checked.Shown shown) {
        return shown.finding().seen().names().stream().distinct().limit(OPTIONS).toList();
    }

    /** A value is the name's place in the list: names can be longer than a value may be. */
    private static Map<String, Object> select(List<String> names) {
        List<Map<String, Object>> options = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            // The stack is the same for all; what tells them apart is the end.
            String end =
                    name.length() <= OPTION
                            ? name
                            : "…" + name.substring(name.length() - OPTION + 1);
            options.add(option(end, Integer.toString(i)));
        }
        return element("static_select", Map.of("options", options));
    }

    private static Map<String, Object> input(
            String id, String label, boolean optional, Map<String, Object> element) {
        Map<String, Object> named = new LinkedHashMap<>(element);
        named.put("action_id", id);
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "input");
        block.put("block_id", id);
        block.put("label", plain(label));
        block.put("optional", optional);
        block.put("element", named);
        return block;
    }

    /** The first is chosen unless somebody chooses another: the shortest, the narrowest. */
    private static Map<String, Object> radios(List<Map<String, Object>> options) {
        return element(
                "radio_buttons", Map.of("options", options, "initial_option", options.getFirst()));
    }

    private static Map<String, Object> element(String type, Map<String, Object> more) {
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("type", type);
        element.putAll(more);
        return element;
    }

    private static Map<String, Object> option(String text, String value) {
        return Map.of("text", plain(text), "value", value);
    }

    private static Map<String, Object> plain(String text) {
        // Plain text: Slack shows it as it is, only emoji would be drawn.
        return Map.of("type", "plain_text", "text", text, "emoji", false);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
