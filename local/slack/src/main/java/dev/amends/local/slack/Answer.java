package dev.amends.local.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a Web API method answers. Slack says 200 to almost everything; the body tells.
 *
 * @param retryAfter seconds for the {@code Retry-After} header, 0 for none
 */
record Answer(int status, int retryAfter, ObjectNode body) {

    static Answer ok() {
        return new Answer(200, 0, Json.object().put("ok", true));
    }

    static Answer error(String error) {
        return new Answer(200, 0, Json.object().put("ok", false).put("error", error));
    }

    /** An error with its explanations, in both places where Slack puts them. */
    static Answer error(String error, List<String> messages) {
        Answer answer = error(error);
        ArrayNode errors = answer.body.putArray("errors");
        ArrayNode metadata = answer.metadata().putArray("messages");
        messages.forEach(errors::add);
        messages.forEach(message -> metadata.add("[ERROR] " + message));
        return answer;
    }

    Answer withStatus(int other) {
        return new Answer(other, retryAfter, body);
    }

    Answer withRetryAfter(int seconds) {
        return new Answer(status, seconds, body);
    }

    Answer with(List<String> warnings) {
        if (!warnings.isEmpty()) {
            body.put("warning", String.join(",", warnings));
            ArrayNode list = metadata().putArray("warnings");
            warnings.forEach(list::add);
        }
        return this;
    }

    private ObjectNode metadata() {
        return body.withObject("/response_metadata");
    }
}
