package dev.amends.core.lambda;

import dev.amends.core.json.Node;
import dev.amends.core.run.Outcome;
import java.util.Map;

/**
 * What a function answers to an {@link HttpCall}.
 *
 * @param status HTTP's
 * @param body JSON, or empty
 * @param outcome for the log
 * @param user who asked, for the log; empty when that is not known
 */
public record HttpReply(int status, String body, Outcome outcome, String user) {

    /** As API Gateway wants it; a member it does not know would be a 502. */
    String toJson() {
        return Node.write(
                Map.of(
                        "statusCode",
                        status,
                        "headers",
                        body.isEmpty()
                                ? Map.of()
                                : Map.of("Content-Type", "application/json; charset=utf-8"),
                        "body",
                        body));
    }
}
