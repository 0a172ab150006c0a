package dev.amends.slackin;

import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells one person something that only they see. */
final class Notes {
    private final SlackApi slack;
    private final SlackSecret secret;

    Notes(SlackApi slack, SlackSecret secret) {
        this.slack = slack;
        this.secret = secret;
    }

    /**
     * Says it.
     *
     * @return empty, or why Slack did not take it
     */
    String tell(String channel, Who who, Replies.Note note) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("user", who.id());
        body.putAll(note.body());
        return switch (slack.call("chat.postEphemeral", secret.botToken(), body)) {
            case SlackApi.Reply.Ok _ -> "";
            case SlackApi.Reply.Refused refused -> refused.error();
            case SlackApi.Reply.Later later -> later.why();
        };
    }
}
