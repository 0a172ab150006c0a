package dev.amends.slackout;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.lambda.Pace;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackApi.Reply;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/** Speaks with Slack at the pace it allows. */
final class Messenger {
    /**
     * Slack takes one message a second in a channel
     * (https://docs.slack.dev/apis/web-api/rate-limits).
     */
    private static final Duration BETWEEN = Duration.ofMillis(1_050);

    /** What we wait at most when Slack asks for it; beyond that the keeper brings it back. */
    private static final int PATIENCE = 8;

    /**
     * What Slack says of a token that may have been rotated
     * (https://docs.slack.dev/reference/methods/chat.postMessage, "Errors").
     */
    private static final Pattern STALE =
            Pattern.compile("invalid_auth|not_authed|account_inactive|token_(expired|revoked).*");

    private final SlackApi slack;
    private final SlackSecret secret;
    private final Clock clock;
    private final Pace pace;

    /** When something was last posted, by channel; a channel's name and id count apart. */
    private final Map<String, Instant> posted = new HashMap<>();

    Messenger(SlackApi slack, SlackSecret secret, Clock clock, Pace pace) {
        this.slack = slack;
        this.secret = secret;
        this.clock = clock;
        this.pace = pace;
    }

    /** Whether there is a Slack to speak with. */
    boolean configured() {
        return secret.configured();
    }

    /** Whether Slack's requests could be told from others, so that buttons work. */
    boolean hears() {
        try {
            return secret.signs();
        } catch (SdkException e) {
            // If that passes, the card is drawn and must have its buttons; otherwise nothing is
            // drawn, and the reason is said there.
            return AwsErrors.passing(e);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Posts a message; {@code body} names its channel. */
    Reply post(Map<String, Object> body) {
        String channel = String.valueOf(body.get("channel"));
        Instant last = posted.getOrDefault(channel, Instant.EPOCH);
        pace.pause(Duration.between(clock.instant(), last.plus(BETWEEN)));
        Map<String, Object> whole = new LinkedHashMap<>(body);
        whole.put("unfurl_links", false);
        whole.put("unfurl_media", false);
        Reply reply = send("chat.postMessage", whole);
        Instant now = clock.instant();
        posted.put(channel, now);
        if (reply instanceof Reply.Ok ok) {
            posted.put(ok.channel(), now);
        }
        return reply;
    }

    /** Changes a message; {@code body} is what it holds from now on. */
    Reply update(String channel, String ts, Map<String, Object> body) {
        Map<String, Object> whole = new LinkedHashMap<>(body);
        whole.put("channel", channel);
        whole.put("ts", ts);
        return send("chat.update", whole);
    }

    /** Asks something; nobody waits long for the answer. */
    Reply read(String method, Map<String, String> arguments) {
        try {
            return noted(slack.read(method, secret.botToken(), arguments));
        } catch (SdkException | IllegalStateException e) {
            return unread(e);
        }
    }

    private Reply send(String method, Map<String, Object> body) {
        try {
            String bearer = secret.botToken();
            Reply reply = slack.call(method, bearer, body);
            if (reply instanceof Reply.Later later
                    && later.seconds() > 0
                    && later.seconds() <= PATIENCE) {
                pace.pause(Duration.ofSeconds(later.seconds()));
                reply = slack.call(method, bearer, body);
            }
            return noted(reply);
        } catch (SdkException | IllegalStateException e) {
            return unread(e);
        }
    }

    private Reply noted(Reply reply) {
        if (reply instanceof Reply.Refused(String error) && STALE.matcher(error).matches()) {
            secret.refused();
        }
        return reply;
    }

    private static Reply unread(RuntimeException e) {
        String why = "the token could not be read: " + e.getMessage();
        return e instanceof SdkException fault && AwsErrors.passing(fault)
                ? new Reply.Later(0, why)
                : new Reply.Refused(why);
    }
}
