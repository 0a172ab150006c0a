package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.core.lambda.HttpReply;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers that Slack understands. */
final class Replies {
    private Replies() {}

    /** Nothing to say: the press is acknowledged, the modal closes. */
    static HttpReply ok(Outcome outcome, Who who) {
        return new HttpReply(200, "", outcome, who.id());
    }

    /** Not for us; the caller learns the status and nothing else. */
    static HttpReply status(int status, String why, String user) {
        return new HttpReply(status, "", outcome(Kind.REFUSED, why, "", ""), user);
    }

    /** What a command answers: to everybody in the channel, or to the one who typed it. */
    static HttpReply say(Note note, boolean everybody, Outcome outcome, Who who) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("response_type", everybody ? "in_channel" : "ephemeral");
        body.putAll(note.body());
        return new HttpReply(200, Node.write(body), outcome, who.id());
    }

    /** A modal stays open and shows what is wrong beside its fields. */
    static HttpReply errors(Map<String, String> byBlock, Outcome outcome, Who who) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("response_action", "errors");
        body.put("errors", byBlock);
        return new HttpReply(200, Node.write(body), outcome, who.id());
    }

    /** A modal shows a note in place of its fields. */
    static HttpReply instead(Note note, Outcome outcome, Who who) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("type", "modal");
        view.put("title", Map.of("type", "plain_text", "text", "Nothing was changed"));
        view.put("close", Map.of("type", "plain_text", "text", "Close"));
        view.put("blocks", note.blocks());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("response_action", "update");
        body.put("view", view);
        return new HttpReply(200, Node.write(body), outcome, who.id());
    }

    static Outcome outcome(Kind kind, String why, String guardrail, String key) {
        return new Outcome(kind, why, guardrail, "", key);
    }

    /**
     * A few sentences for people.
     *
     * @param paragraphs escaped already
     */
    record Note(List<String> paragraphs) {
        static Note of(String... paragraphs) {
            return new Note(List.of(paragraphs));
        }

        /** The text is what notifications and screen readers use. */
        Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("text", String.join("\n", paragraphs));
            body.put("blocks", blocks());
            return body;
        }

        List<Object> blocks() {
            return paragraphs.stream().<Object>map(Note::section).toList();
        }

        private static Map<String, Object> section(String text) {
            // verbatim: Slack must not turn names that look like links or channels into such.
            return Map.of(
                    "type",
                    "section",
                    "text",
                    Map.of("type", "mrkdwn", "text", text, "verbatim", true));
        }
    }
}
