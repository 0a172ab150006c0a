package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.Delivery.Outcome;
import dev.amends.local.slack.Ephemerals.Ephemeral;
import dev.amends.local.slack.Payloads.Ticket;
import dev.amends.local.slack.People.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** People press buttons. */
final class Interactions {

    private final Workspace workspace;
    private final Delivery delivery;
    private final Supplier<String> address;

    Interactions(Workspace workspace, Delivery delivery, Supplier<String> address) {
        this.workspace = workspace;
        this.delivery = delivery;
        this.address = address;
    }

    /** A button in a message, or an element in a modal. */
    ObjectNode press(ObjectNode request) {
        Person person = person(workspace, request);
        return request.has("view_id")
                ? pressInView(person, request)
                : pressInMessage(person, request);
    }

    private ObjectNode pressInMessage(Person person, ObjectNode request) {
        Channel channel = channel(workspace, request);
        String ts = Json.string(request, "ts");
        Optional<Ephemeral> seenByOne = workspace.ephemerals().find(person.id(), channel.id(), ts);
        Optional<Message> seenByAll = workspace.messages().find(channel.id(), ts);
        ArrayNode blocks =
                seenByOne
                        .map(Ephemeral::blocks)
                        .or(() -> seenByAll.map(Message::blocks))
                        .orElseThrow(() -> missing("message_not_found"));
        ObjectNode action = action(blocks, request);
        Ticket ticket = ticket(workspace, address, person, channel, ts);
        ObjectNode payload =
                seenByOne
                        .map(e -> Payloads.ephemeralAction(person, channel, e, action, ticket))
                        .orElseGet(() ->
                                Payloads.messageAction(
                                        person, channel, seenByAll.orElseThrow(), action, ticket));
        return deliver(payload);
    }

    private ObjectNode pressInView(Person person, ObjectNode request) {
        Views.Open open =
                workspace
                        .views()
                        .find(person.id(), Json.string(request, "view_id"))
                        .orElseThrow(() -> missing("view_not_found"));
        ObjectNode view = open.view().deepCopy();
        ViewState.Filled filled = ViewState.filled(view, request.path("values"));
        view.withObjectProperty("state").set("values", filled.values());
        ObjectNode action = action((ArrayNode) view.path("blocks"), request);
        // What somebody typed must not be lost when the modal is drawn again.
        workspace.views().put(open.with(view, open.errors(), ""));
        ViewState.inputs(view.path("blocks")).stream()
                .filter(block -> block.path("block_id").equals(action.path("block_id")))
                .forEach(block -> {
                    JsonNode state = ViewState.value(filled.values(), block);
                    action.setAll((ObjectNode) state);
                });
        String trigger = workspace.triggers().issue(person.id());
        return deliver(Payloads.viewAction(person, view, action, trigger));
    }

    private ObjectNode deliver(ObjectNode payload) {
        if (!workspace.app().interactive()) {
            return result(new Outcome(0, 0, "", "not_configured"));
        }
        return result(delivery.send(Payloads.form(payload)));
    }

    /** The element with that action_id; where two blocks have it, the block_id decides. */
    private ObjectNode action(ArrayNode blocks, ObjectNode request) {
        String actionId = Json.string(request, "action_id");
        String blockId = Json.string(request, "block_id");
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode block : blocks) {
            JsonNode id = block.path("block_id");
            if (blockId.isEmpty() || blockId.equals(id.asText())) {
                for (JsonNode element : elements(block)) {
                    if (Json.string(element, "action_id").equals(actionId)) {
                        found.add(Payloads.action(element, id, workspace.messages().nextTs()));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw missing("action_not_found");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "several blocks have the action_id " + actionId + ": say which block_id");
        }
        return found.getFirst();
    }

    private static List<JsonNode> elements(JsonNode block) {
        return switch (Json.string(block, "type")) {
            case "actions" -> block.path("elements").valueStream().toList();
            case "section" -> List.of(block.path("accessory"));
            // Otherwise a field waits for the modal to be submitted.
            case "input" ->
                    block.path("dispatch_action").asBoolean(false)
                            ? List.of(block.path("element"))
                            : List.of();
            default -> List.of();
        };
    }

    /** What the app answered, or what the person who pressed sees instead. */
    static ObjectNode result(Outcome outcome) {
        ObjectNode result =
                Json.object()
                        .put("ok", outcome.ok())
                        .put("status", outcome.status())
                        .put("millis", outcome.millis())
                        .put("body", outcome.body());
        return outcome.ok() ? result : failed(result, outcome.error(), shown(outcome));
    }

    static ObjectNode failed(ObjectNode result, String error, String shown) {
        return result.put("ok", false).put("error", error).put("shown", shown);
    }

    private static String shown(Outcome outcome) {
        return switch (outcome.error()) {
            case "operation_timeout" ->
                    "Operation timed out. Apps need to respond within 3 seconds.";
            case "not_configured" -> "This app is not configured to handle interactive responses.";
            default ->
                    outcome.status() == 0
                            ? "This app could not be reached."
                            : "This app responded with Status Code " + outcome.status() + ".";
        };
    }

    static Ticket ticket(
            Workspace workspace,
            Supplier<String> address,
            Person person,
            Channel channel,
            String source) {
        return new Ticket(
                workspace.triggers().issue(person.id()),
                address.get() + workspace.hooks().issue(channel.id(), person.id(), source),
                workspace.messages().nextTs());
    }

    static Person person(Workspace workspace, ObjectNode request) {
        return workspace
                .people()
                .withId(Json.string(request, "user"))
                .orElseThrow(() -> missing("user_not_found"));
    }

    static Channel channel(Workspace workspace, ObjectNode request) {
        return workspace
                .channels()
                .find(Json.string(request, "channel"))
                .orElseThrow(() -> missing("channel_not_found"));
    }

    static Refused missing(String error) {
        return new Refused(Answer.error(error).withStatus(404));
    }
}
