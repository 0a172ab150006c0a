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
 * slack-out draws the whole card anew when there is an outcome.
 */
final class Erasure {
    /** What the person who pressed can wait for it. */
    static final Duration PATIENCE = Duration.ofMillis(800);

    /**
     * How long slack-out's next drawing must wait when it is not known whether ours is still under
     * way: the older must never cover the newer.
     */
    private static final Duration DISTANCE = Duration.ofSeconds(3);

    private final QuickSlack slack;

    Erasure(QuickSlack slack) {
        this.slack = slack;
    }

    /**
     * Draws the message without its buttons.
     *
     * @param message the message as it is: {@code text} and {@code blocks}
     * @param line what stands in place of the buttons; escaped
     * @return how long the work has to wait
     */
    Duration erase(String channel, String ts, Node message, String line) {
        if (channel.isEmpty() || ts.isEmpty() || !message.at("blocks").isList()) {
            return Duration.ZERO;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("ts", ts);
        body.put("text", message.textOr(line, "text"));
        body.put("blocks", without(message.at("blocks"), line));
        return switch (slack.call("chat.update", body, PATIENCE)) {
            case SlackApi.Reply.Ok _ -> Duration.ZERO;
            case SlackApi.Reply.Refused _ -> Duration.ZERO;
            // It may have got there, or be about to.
            case SlackApi.Reply.Later _ -> DISTANCE;
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
