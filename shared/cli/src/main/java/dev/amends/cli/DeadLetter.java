package dev.amends.cli;

import dev.amends.check.terminal.Text;
import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One dead letter's text: what it is about, and as what it goes back. */
record DeadLetter(String body) {

    /** As one line for people. */
    String about(List<Guardrail<?>> guardrails) {
        Node node;
        try {
            node = Node.parse(body);
        } catch (BadJson e) {
            return unreadable("not JSON: " + e.getMessage());
        }
        return switch (node.textOr("", "amends")) {
            case "look" -> new DeadLetter(node.textOr("", "record")).about(guardrails);
            case "redrive" ->
                    new DeadLetter(node.textOr("", "body")).about(guardrails)
                            + " (brought back before)";
            case "nudge" -> "nudge for " + node.textOr("no finding", "key");
            case "report" ->
                    "report %s %s: %s"
                            .formatted(
                                    node.textOr("", "guardrail"),
                                    node.textOr("", "state"),
                                    node.textOr("", "name"));
            case "" -> change(node, guardrails);
            default -> node.textOr("", "amends");
        };
    }

    private String change(Node node, List<Guardrail<?>> guardrails) {
        String notification = node.text("Message");
        if (notification != null) {
            // SNS's own envelope, where the subscription does not leave it out.
            return new DeadLetter(notification).about(guardrails);
        }
        Optional<Change> parsed = Change.parse(node, Origin.REDRIVE);
        if (parsed.isEmpty()) {
            return unreadable("no CloudTrail record");
        }
        Change change = parsed.get();
        return "%s %s %s"
                .formatted(change.eventName(), change.time(), resource(change, guardrails));
    }

    private String unreadable(String why) {
        return "unreadable: " + why + ": " + Text.cut(body.strip(), 60);
    }

    private static String resource(Change change, List<Guardrail<?>> guardrails) {
        for (Guardrail<?> guardrail : guardrails) {
            About about = guardrail.about();
            if (about.eventSource().equals(change.eventSource())
                    && about.events().contains(change.eventName())
                    && guardrail.suspect(change) instanceof Suspicion.On on) {
                return on.target().name();
            }
        }
        return "(resource not known)";
    }

    /**
     * What a guardrail's inbox gets: a change marked as brought back, since after that long a
     * remedy is proposed rather than applied. A second look becomes the record it is about. What is
     * no change goes back as it was.
     */
    String forGuardrail() {
        Node node;
        try {
            node = Node.parse(body);
        } catch (BadJson e) {
            return wrapped(body);
        }
        return switch (node.textOr("", "amends")) {
            case "" -> wrapped(body);
            case "look" -> wrapped(node.textOr("", "record"));
            default -> body;
        };
    }

    private static String wrapped(String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("amends", "redrive");
        message.put("body", text);
        return Node.write(message);
    }
}
