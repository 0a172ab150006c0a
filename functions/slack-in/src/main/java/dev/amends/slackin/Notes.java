package dev.amends.slackin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells one person something that only they see. */
final class Notes {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final QuickSlack slack;

    Notes(QuickSlack slack) {
        this.slack = slack;
    }

    /**
     * Says it.
     *
     * @return empty, or why Slack did not take it
     */
    String tell(String channel, Who who, Replies.Note note, Budget budget) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("user", who.id());
        body.putAll(note.body());
        return QuickSlack.problem(slack.call("chat.postEphemeral", body, budget.atMost(PATIENCE)));
    }
}
