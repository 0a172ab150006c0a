package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.Delivery.Outcome;
import dev.amends.local.slack.Payloads.Ticket;
import dev.amends.local.slack.People.Person;
import java.util.Optional;
import java.util.function.Supplier;

/** People use slash commands. */
final class Commands {

    private final Workspace workspace;
    private final Delivery delivery;
    private final Supplier<String> address;

    Commands(Workspace workspace, Delivery delivery, Supplier<String> address) {
        this.workspace = workspace;
        this.delivery = delivery;
        this.address = address;
    }

    ObjectNode run(ObjectNode request) {
        Person person = Interactions.person(workspace, request);
        Channel channel = Interactions.channel(workspace, request);
        String command = Json.string(request, "command");
        if (!command.matches("/\\S+")) {
            throw new IllegalArgumentException("a command begins with /, not " + command);
        }
        if (!workspace.app().offers(command)) {
            ObjectNode result = Json.object().put("status", 0).put("millis", 0).put("body", "");
            return tell(
                    person,
                    channel,
                    result,
                    "invalid_command",
                    command
                            + " is not a valid command. In Slack, all messages that start with the \"/\""
                            + " character are interpreted as commands.");
        }
        Ticket ticket = Interactions.ticket(workspace, address, person, channel, "");
        String text = Json.string(request, "text").strip();
        Outcome outcome = delivery.send(Payloads.command(person, channel, command, text, ticket));
        ObjectNode result = Interactions.result(outcome);
        if (!outcome.ok()) {
            return tell(
                    person, channel, result, outcome.error(), failure(command, outcome.error()));
        }
        try {
            show(person, channel, outcome.body());
        } catch (Refused refused) {
            tell(person, channel, result, "dispatch_failed", failure(command, "dispatch_failed"));
            result.set("problem", refused.answer().body());
        }
        return result;
    }

    private static String failure(String command, String error) {
        String shown = error.equals("operation_timeout") ? error : "dispatch_failed";
        return command + " failed with the error \"" + shown + "\"";
    }

    private ObjectNode tell(
            Person person, Channel channel, ObjectNode result, String error, String shown) {
        workspace.ephemerals().tell(channel.id(), person.id(), shown);
        return Interactions.failed(result, error, shown);
    }

    /** What the app answered at once: JSON like that for a response URL, or plain text. */
    private void show(Person person, Channel channel, String body) {
        if (body.isBlank()) {
            return;
        }
        ObjectNode said = parse(body).orElseGet(() -> Json.object().put("text", body));
        Content content = Content.of(said, Content.MAX_TEXT);
        if (Json.string(said, "response_type").equals("in_channel")) {
            workspace
                    .messages()
                    .add(channel.id(), "", WebApi.BOT_USER, content.text(), content.blocksOrNone());
        } else {
            workspace
                    .ephemerals()
                    .add(channel.id(), person.id(), "", content.text(), content.blocksOrNone());
        }
    }

    private static Optional<ObjectNode> parse(String body) {
        try {
            return Json.parse(body) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            if (body.stripLeading().startsWith("{")) {
                throw new Refused("invalid_json");
            }
            return Optional.empty();
        }
    }
}
