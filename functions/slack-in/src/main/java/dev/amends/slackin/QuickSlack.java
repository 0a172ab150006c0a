package dev.amends.slackin;

import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackApi.Reply;
import dev.amends.slack.SlackSecret;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls Slack and waits no longer than it says, whatever a connection does: socket time-outs count
 * from byte to byte, the person who pressed counts from the press. Never fails.
 */
final class QuickSlack {
    private final SlackApi slack;
    private final SlackSecret secret;

    QuickSlack(SlackApi slack, SlackSecret secret) {
        this.slack = slack;
        this.secret = secret;
    }

    /**
     * Calls a method.
     *
     * @param most how long to wait; then it is broken off, and what is under way may still get
     *     there
     */
    Reply call(String method, Map<String, Object> body, Duration most) {
        FutureTask<Reply> call =
                new FutureTask<>(() -> slack.call(method, secret.botToken(), body));
        // Virtual: an interrupt closes the socket of such a thread (java.net.Socket,
        // "Interruptible").
        Thread.ofVirtual().name(method).start(call);
        try {
            Reply reply = call.get(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS);
            if (reply instanceof Reply.Refused refused && refused.error().contains("auth")) {
                // invalid_auth, not_authed: the token may have been rotated.
                secret.refused();
            }
            return reply;
        } catch (TimeoutException e) {
            // Lambda freezes what is under way when we answer. What was not sent by then would be
            // sent with the next request, on top of whatever Slack shows by then.
            call.cancel(true);
            return new Reply.Later(0, "Slack did not answer within " + most.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Reply.Refused("not called: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Later(0, "interrupted");
        }
    }

    /** What went wrong; empty when nothing did. */
    static String problem(Reply reply) {
        return switch (reply) {
            case Reply.Ok _ -> "";
            case Reply.Refused refused -> refused.error();
            case Reply.Later later -> later.why();
        };
    }
}
