package dev.amends.slackin;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.HttpCall;
import dev.amends.core.lambda.HttpHandler;
import dev.amends.core.lambda.HttpReply;
import dev.amends.core.run.Outcome.Kind;
import java.util.Optional;

/**
 * What Slack calls. First whether Slack sent it, then what it is, then who wants it: in this order,
 * so that nothing of a request is read before it is known whose it is.
 */
final class SlackIn implements HttpHandler {
    private final Verification verification;
    private final Press press;
    private final Submission submission;
    private final Commands commands;

    SlackIn(Verification verification, Press press, Submission submission, Commands commands) {
        this.verification = verification;
        this.press = press;
        this.submission = submission;
        this.commands = commands;
    }

    @Override
    public HttpReply handle(HttpCall call) {
        Budget budget = new Budget(call.receivedAt());
        return switch (verification.check(call)) {
            case Verification.Result.Refused(int status, String why) ->
                    Replies.status(status, why, "");
            case Verification.Result.Genuine genuine -> genuine(genuine, budget);
        };
    }

    private HttpReply genuine(Verification.Result.Genuine genuine, Budget budget) {
        Optional<Form> form = Form.parse(genuine.body());
        if (form.isEmpty()) {
            return Replies.status(400, "signed, but not a form", "");
        }
        if (form.get().has("command")) {
            return commands.handle(form.get(), genuine.at());
        }
        if (!form.get().has("payload")) {
            return Replies.status(400, "signed, but neither a command nor an interaction", "");
        }
        Payload payload;
        try {
            payload = new Payload(Node.parse(form.get().field("payload")));
        } catch (BadJson e) {
            return Replies.status(400, "signed, but not JSON", "");
        }
        return switch (payload.type()) {
            case "block_actions" -> press.handle(payload, budget);
            case "view_submission" -> submission.handle(payload, budget);
            // Nothing that Amends offers sends it.
            default ->
                    Replies.ok(
                            Replies.outcome(Kind.IGNORED, "an interaction of another kind", "", ""),
                            payload.who());
        };
    }
}
