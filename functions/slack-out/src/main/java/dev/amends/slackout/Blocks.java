package dev.amends.slackout;

import dev.amends.slack.Mrkdwn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pieces of Block Kit that cards are made of. */
final class Blocks {
    /** Slack's limits (https://docs.slack.dev/reference/block-kit/blocks/header-block). */
    private static final int HEADER = 150;

    /** https://docs.slack.dev/reference/block-kit/block-elements/button-element. */
    static final int LABEL = 75;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Blocks() {}

    static Map<String, Object> header(String text) {
        return Map.of("type", "header", "text", plain(text, HEADER));
    }

    static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", mrkdwn(text));
    }

    static Map<String, Object> fields(List<Object> fields) {
        return Map.of("type", "section", "fields", fields);
    }

    static Map<String, Object> field(String name, String value) {
        return mrkdwn("*" + name + "*\n" + value);
    }

    static Map<String, Object> context(String text) {
        return Map.of("type", "context", "elements", List.of(mrkdwn(text)));
    }

    static Map<String, Object> actions(List<Object> buttons) {
        return Map.of("type", "actions", "elements", buttons);
    }

    static Map<String, Object> mrkdwn(String text) {
        // verbatim: Slack must not turn names that look like links or channels into such.
        return Map.of("type", "mrkdwn", "text", text, "verbatim", true);
    }

    /** Text in which nothing has a meaning for Slack. */
    static Map<String, Object> plain(String text, int most) {
        return Map.of("type", "plain_text", "text", cut(text, most));
    }

    /** A button that is sent to us. */
    static Map<String, Object> button(String action, String text, String value, String label) {
        Map<String, Object> button = new LinkedHashMap<>();
        button.put("type", "button");
        button.put("action_id", action);
        button.put("text", plain(text, LABEL));
        button.put("value", value);
        button.put("accessibility_label", cut(label, LABEL));
        return button;
    }

    /** A button that opens a page. */
    static Map<String, Object> link(String action, String text, String url, String label) {
        Map<String, Object> button = new LinkedHashMap<>();
        button.put("type", "button");
        button.put("action_id", action);
        button.put("text", plain(text, LABEL));
        button.put("url", url);
        button.put("accessibility_label", cut(label, LABEL));
        return button;
    }

    /** The question that is asked before a press counts. */
    static Map<String, Object> confirm(String title, String text, String yes, boolean danger) {
        Map<String, Object> confirm = new LinkedHashMap<>();
        confirm.put("title", plain(title, 100));
        confirm.put("text", plain(text, 300));
        confirm.put("confirm", plain(yes, 30));
        confirm.put("deny", plain("Cancel", 30));
        if (danger) {
            confirm.put("style", "danger");
        }
        return confirm;
    }

    /** A block of code. */
    static String fenced(String text, int most) {
        return "```" + Mrkdwn.escape(text.replace("```", "'''"), most) + "```";
    }

    /** A moment in the reader's own time zone; older clients show UTC. */
    static String date(Instant time) {
        return "<!date^%d^{date_short_pretty} {time}|%s>"
                .formatted(time.getEpochSecond(), moment(time));
    }

    /** A moment for texts in which Slack puts no dates. */
    static String moment(Instant time) {
        return MOMENT.format(time);
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
