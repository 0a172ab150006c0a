package dev.amends.core.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.amends.core.aws.AwsErrors;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.run.Handler;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.crac.Core;
import org.jspecify.annotations.Nullable;

/**
 * Where Lambda comes in. A batch from the inbox is handled message by message and answered with the
 * ids of those that must come back, also of those that there is no time for; anything else is taken
 * as one record handed in by a person, and answered with its outcomes. Before a SnapStart
 * checkpoint it runs the whole way on samples against canned answers, so that the first event after
 * a restore finds its classes loaded.
 */
public abstract class FunctionEntry implements RequestStreamHandler {
    /**
     * So much must be left of an invocation before a message is begun: a call that hangs until its
     * time-out, and a little. One that hangs more often gives up by itself, see {@link Clients}.
     */
    private static final Duration MESSAGE = Clients.CALL.plusSeconds(1);

    /** How often SQS delivers a message before it goes to the dead letters; template.yaml. */
    private static final int RECEIVES = 5;

    private final PrimingHook hook;
    private final Clients clients;
    private final Handler handler;

    /** A function that calls nobody but AWS. */
    protected FunctionEntry(Function<Clients, Handler> build) {
        this(build, List.of());
    }

    /**
     * Puts the function together.
     *
     * @param build makes the function, for real work and for each rehearsal
     * @param hosts with which, beside AWS, one TLS handshake is made each before a checkpoint
     */
    protected FunctionEntry(Function<Clients, Handler> build, List<URI> hosts) {
        this.clients = Clients.live();
        this.handler = build.apply(clients);
        this.hook =
                new PrimingHook(
                        getClass(),
                        (canned, log) -> {
                            Handler rehearsing = build.apply(canned);
                            return payload ->
                                    !run(payload, "priming", rehearsing, canned, log)
                                            .contains("itemIdentifier");
                        },
                        hosts);
        Core.getGlobalContext().register(hook);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        String id = context == null ? "by-hand" : context.getAwsRequestId();
        if (context != null) {
            clients.until(() -> Duration.ofMillis(context.getRemainingTimeInMillis()));
        }
        output.write(
                answer(payload, id, handler, clients, System.out).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One event to its answer, as Lambda takes it; also for those who stand in for Lambda.
     *
     * @param clients whose calls the log line counts
     * @param lines where the log lines go
     * @throws IllegalStateException when Lambda would see a failed invocation
     */
    public static String answer(
            String event, String id, Handler handler, Clients clients, PrintStream lines) {
        return run(event, id, handler, clients, new Log(lines));
    }

    private static String run(
            String payload, String requestId, Handler handler, Clients clients, Log log) {
        List<Message> batch = batch(payload);
        if (batch == null) {
            return byHand(new Message(requestId, payload, null, true), handler, clients, log);
        }
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Message message : batch) {
            if (!clients.timeFor(MESSAGE)) {
                failures.add(Map.of("itemIdentifier", message.id()));
                log.failure(message, "retry", noTime(clients), 0, Instant.now());
            } else if (one(message, handler, clients, log) == null) {
                failures.add(Map.of("itemIdentifier", message.id()));
            }
        }
        try {
            handler.batchEnded();
        } catch (RuntimeException e) {
            // Only what nothing depends on is done there; the messages are done.
            log.trouble("batchEnded", e, Instant.now());
        }
        return Node.write(Map.of("batchItemFailures", failures));
    }

    private static RetryLater noTime(Clients clients) {
        return new RetryLater(
                "%d s are left of this invocation, too few for another message"
                        .formatted(clients.left().toSeconds()));
    }

    private static String byHand(Message message, Handler handler, Clients clients, Log log) {
        List<Outcome> outcomes = one(message, handler, clients, log);
        if (outcomes == null) {
            // The caller sees a failed invocation; the log line says why.
            throw new IllegalStateException(
                    "not done; see this request's log line for the reason: " + message.id());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcomes", outcomes.stream().map(Outcome::toMap).toList());
        return Node.write(answer);
    }

    /** One message to its end; null when it must come back. */
    private static @Nullable List<Outcome> one(
            Message message, Handler handler, Clients clients, Log log) {
        clients.callsSinceLastAsked();
        try {
            List<Outcome> outcomes = handler.handle(message);
            int calls = clients.callsSinceLastAsked();
            Instant now = Instant.now();
            outcomes.forEach(outcome -> log.outcome(message, outcome, calls, now));
            return outcomes;
        } catch (RetryLater e) {
            log.failure(message, "retry", e, clients.callsSinceLastAsked(), Instant.now());
        } catch (Unreadable e) {
            log.failure(message, "unreadable", e, clients.callsSinceLastAsked(), Instant.now());
        } catch (RuntimeException | StackOverflowError e) {
            // One bad message must not take the rest of its batch along.
            String kind = AwsErrors.passes(e) ? "retry" : "error";
            log.failure(message, kind, e, clients.callsSinceLastAsked(), Instant.now());
        }
        return null;
    }

    /** The messages of an SQS batch, or null when the payload is none. */
    private static @Nullable List<Message> batch(String payload) {
        Node node;
        try {
            node = Node.parse(payload);
        } catch (BadJson e) {
            return null;
        }
        if (!node.at("Records").isList()) {
            return null;
        }
        List<Message> messages = new ArrayList<>();
        int receives = 1;
        for (Node record : node.at("Records").items()) {
            if (!"aws:sqs".equals(record.text("eventSource"))) {
                return null;
            }
            receives = Math.max(receives, receives(record));
            String body = record.textOr("", "body");
            // Our own messages wait on purpose; only what came from outside tells our own time.
            String sent =
                    body.startsWith("{\"amends\"")
                            ? null
                            : record.text("attributes", "SentTimestamp");
            messages.add(
                    new Message(
                            record.textOr("", "messageId"),
                            body,
                            sent == null ? null : Instant.ofEpochMilli(Long.parseLong(sent)),
                            false));
        }
        // What was received together comes back together. Another one is first each time, so that
        // messages that hang do not keep the same others from being handled until the last receive.
        Collections.rotate(messages, -((receives - 1) % RECEIVES) * messages.size() / RECEIVES);
        return messages;
    }

    private static int receives(Node record) {
        String count = record.textOr("", "attributes", "ApproximateReceiveCount");
        return count.matches("[0-9]{1,6}") ? Integer.parseInt(count) : 1;
    }
}
