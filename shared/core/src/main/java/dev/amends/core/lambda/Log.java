package dev.amends.core.lambda;

import dev.amends.core.json.Node;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON for each outcome: what was decided, on what, and why. The same line carries the
 * metrics in CloudWatch's embedded metric format, so that they cost no call. Only the outcome is a
 * dimension: every series costs money each month.
 */
final class Log {
    private final PrintStream out;

    Log(PrintStream out) {
        this.out = out;
    }

    void outcome(Message message, Outcome outcome, int calls, Instant now) {
        outcome(message, outcome, "", calls, now);
    }

    /**
     * One line.
     *
     * @param user who asked for it; empty when it was no person, or they are not known
     */
    void outcome(Message message, Outcome outcome, String user, int calls, Instant now) {
        Map<String, Object> line = new LinkedHashMap<>(outcome.toMap());
        if (!user.isEmpty()) {
            line.put("user", user);
        }
        line.put("message", message.id());
        line.put("calls", calls);
        Instant sent = message.sentAt();
        if (sent != null) {
            line.put("OwnTime", Math.max(0, Duration.between(sent, now).toMillis()));
        }
        line.put("Handled", 1);
        line.put("_aws", metrics(sent, now));
        out.println(Node.write(line));
    }

    void failure(Message message, String kind, Throwable error, int calls, Instant now) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("outcome", kind);
        line.put("why", reason(error));
        line.put("message", message.id());
        line.put("calls", calls);
        line.put("Handled", 1);
        line.put("_aws", metrics(null, now));
        out.println(Node.write(line));
        if (kind.equals("error")) {
            // A mistake of ours: the stack is what a maintainer needs.
            error.printStackTrace(out);
        }
    }

    /** Something went wrong that no message has to come back for. */
    void trouble(String where, Throwable error, Instant now) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("trouble", where);
        line.put("why", reason(error));
        line.put("at", now.toString());
        out.println(Node.write(line));
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause();
        String text = String.valueOf(error.getMessage());
        return cause == null ? text : text + ": " + cause.getMessage();
    }

    private static Map<String, Object> metrics(@Nullable Instant sent, Instant now) {
        Map<String, Object> handled =
                Map.of(
                        "Namespace", "Amends",
                        "Dimensions", List.of(List.of("outcome")),
                        "Metrics", List.of(Map.of("Name", "Handled", "Unit", "Count")));
        Map<String, Object> own =
                Map.of(
                        "Namespace", "Amends",
                        "Dimensions", List.of(List.of()),
                        "Metrics", List.of(Map.of("Name", "OwnTime", "Unit", "Milliseconds")));
        Map<String, Object> aws = new LinkedHashMap<>();
        aws.put("Timestamp", now.toEpochMilli());
        aws.put("CloudWatchMetrics", sent == null ? List.of(handled) : List.of(handled, own));
        return aws;
    }
}
