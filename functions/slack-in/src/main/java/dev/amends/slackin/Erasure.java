package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.slack.SlackApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the buttons off a card at once, so that nobody presses what is being done. A courtesy:
 * slack-out does it where there is no time for it here, and draws the whole card anew when there is
 * an outcome.
 */
final class Erasure {
    /** What the person who pressed can wait for it. */
    static final Duration PATIENCE = Duration.ofMillis(800);

    /** With less it is not worth the try. */
    private static final Duration LEAST = Duration.ofMillis(200);

    /** Whether people see it. */
    enum Shown {
        /** The buttons are gone. */
        YES,
        /** They are not, and nothing is under way. */
        NO,
        /** It may get there yet. */
        UNKNOWN
    }

    private final QuickSlack slack;

    Erasure(QuickSlack slack) {
        this.slack = slack;
    }

    /**
     * Draws the message without its buttons.
     *
     * @param message the message as it is: {@code text} and {@code blocks}
     * @param line what stands in place of the buttons; escaped
     * @param patience how much time there is
     */
    Shown erase(String channel, String ts, Node message, String line, Duration patience) {
        if (channel.isEmpty()
                || ts.isEmpty()
                || !message.at("blocks").isList()
                || patience.compareTo(LEAST) < 0) {
            return Shown.NO;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("ts", ts);
        body.put("text", message.textOr(line, "text"));
        body.put("blocks", without(message.at("blocks"), line));
        return switch (slack.call("chat.update", body, patience)) {
            case SlackApi.Reply.Ok _ -> Shown.YES;
            case SlackApi.Reply.Refused _ -> Shown.NO;
            case SlackApi.Reply.Later _ -> Shown.UNKNOWN;
        };
    }

    private static List<Object> without(Node blocks, String line) {
        List<Object> kept = new ArrayList<>();
        for (Node block : blocks.items()) {
            Object value = block.value();
            if (value != null && !"actions".equals(block.text("type"))) {
                kept.add(value);
            }
        }
        kept.add(
                Map.of(
                        "type",
                        "context",
                        "elements",
                        List.of(Map.of("type", "mrkdwn", "text", line, "verbatim", true))));
        return kept;
    }
}
