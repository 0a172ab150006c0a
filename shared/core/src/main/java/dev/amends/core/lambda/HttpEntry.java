package dev.amends.core.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.amends.core.aws.AwsErrors;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.crac.Core;

/**
 * Where Lambda comes in for a function behind a REST API. Every request ends in one log line.
 * Before a SnapStart checkpoint it runs the whole way on samples, like {@link FunctionEntry}.
 */
public abstract class HttpEntry implements RequestStreamHandler {
    private static final Outcome AWAKE = new Outcome(Outcome.Kind.AWAKE, "kept awake", "", "", "");

    private final PrimingHook hook;
    private final Clients clients;
    private final HttpHandler handler;

    /**
     * Puts the function together.
     *
     * @param live for real work
     * @param build makes the function, for real work and for each rehearsal
     * @param sample makes a payload of {@code priming.json} one that the function takes, for
     *     instance by signing it
     * @param hosts with which, beside AWS, one TLS handshake is made each before a checkpoint
     */
    protected HttpEntry(
            Clients live,
            Function<Clients, HttpHandler> build,
            UnaryOperator<String> sample,
            List<URI> hosts) {
        this.clients = live;
        this.handler = build.apply(live);
        this.hook =
                new PrimingHook(
                        getClass(),
                        (canned, log) -> {
                            HttpHandler rehearsing = build.apply(canned);
                            return payload -> {
                                HttpReply reply =
                                        run(
                                                sample.apply(payload),
                                                "priming",
                                                rehearsing,
                                                canned,
                                                log);
                                return reply.status() == 200
                                        && reply.outcome().kind() != Outcome.Kind.REFUSED;
                            };
                        },
                        hosts);
        Core.getGlobalContext().register(hook);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        String id = context == null ? "by-hand" : context.getAwsRequestId();
        output.write(
                answer(payload, id, handler, clients, System.out).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One request from API Gateway's event to its answer, as Lambda takes it; also for those who
     * stand in for Lambda.
     *
     * @param clients whose calls the log line counts
     * @param lines where the log line goes
     */
    public static String answer(
            String event, String id, HttpHandler handler, Clients clients, PrintStream lines) {
        return run(event, id, handler, clients, new Log(lines)).toJson();
    }

    private static HttpReply run(
            String payload, String id, HttpHandler handler, Clients clients, Log log) {
        // Not in the log: what the request says is not ours to keep.
        Message message = new Message(id, "", null, false);
        clients.callsSinceLastAsked();
        try {
            Node event = Node.parse(payload);
            // Only who may invoke the function can say this; what Slack sends is in its body.
            HttpReply reply =
                    "heartbeat".equals(event.text("amends"))
                            ? new HttpReply(200, "", AWAKE, "")
                            : handler.handle(HttpCall.of(id, event));
            int calls = clients.callsSinceLastAsked();
            log.outcome(message, reply.outcome(), reply.user(), calls, Instant.now());
            return reply;
        } catch (BadJson e) {
            log.failure(message, "unreadable", e, clients.callsSinceLastAsked(), Instant.now());
            return failed(400, "not an event of API Gateway");
        } catch (RuntimeException | StackOverflowError e) {
            // The answer is the same: whoever called has to come again. Only what is a mistake of
            // ours needs somebody who looks at its stack trace.
            String kind = AwsErrors.passes(e) ? "retry" : "error";
            log.failure(message, kind, e, clients.callsSinceLastAsked(), Instant.now());
            return failed(500, "an error of ours");
        }
    }

    /** The caller learns nothing more: who calls is not known at this point. */
    private static HttpReply failed(int status, String why) {
        return new HttpReply(status, "", new Outcome(Outcome.Kind.FAILED, why, "", "", ""), "");
    }
}
