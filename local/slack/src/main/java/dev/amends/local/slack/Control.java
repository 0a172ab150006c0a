package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.Channels.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What tests and the page do here: look, act as somebody, set things up. */
final class Control {

    private final Workspace workspace;
    private final Faults faults;
    private final Map<String, Function<String, ObjectNode>> routes;

    Control(Workspace workspace, Faults faults, Delivery delivery, Supplier<String> address) {
        this.workspace = workspace;
        this.faults = faults;
        Interactions interactions = new Interactions(workspace, delivery, address);
        Modals modals = new Modals(workspace, delivery);
        Commands commands = new Commands(workspace, delivery, address);
        routes =
                Map.ofEntries(
                        Map.entry("GET health", body -> done()),
                        Map.entry("GET app", body -> workspace.app().json()),
                        Map.entry("POST app", body -> configure(parse(body))),
                        Map.entry("GET users", body -> workspace.people().json()),
                        Map.entry("GET messages", body -> workspace.messages().json()),
                        Map.entry("POST messages", body -> speak(parse(body))),
                        Map.entry("DELETE messages", body -> clear()),
                        Map.entry("GET ephemerals", body -> workspace.ephemerals().json()),
                        Map.entry("GET views", body -> workspace.views().json()),
                        Map.entry("POST press", body -> interactions.press(parse(body))),
                        Map.entry("POST submit", body -> modals.submit(parse(body))),
                        Map.entry("POST close", body -> modals.close(parse(body))),
                        Map.entry("POST command", body -> commands.run(parse(body))),
                        Map.entry("GET faults", body -> allFaults()),
                        Map.entry("POST faults", body -> addFault(parse(body))),
                        Map.entry("DELETE faults", body -> clearFaults()));
    }

    /** Methods and paths below {@code /_standin/}. */
    Set<String> routes() {
        return routes.keySet();
    }

    Optional<ObjectNode> answer(String method, String path, String body) {
        return Optional.ofNullable(routes.get(method + " " + path)).map(route -> route.apply(body));
    }

    private ObjectNode configure(ObjectNode settings) {
        for (var setting : settings.properties()) {
            boolean known =
                    Set.of("requestUrl", "signingSecret", "manifest").contains(setting.getKey());
            if (!known || !setting.getValue().isTextual()) {
                throw new IllegalArgumentException("unknown setting " + setting.getKey());
            }
        }
        workspace
                .app()
                .change(
                        Json.string(settings, "requestUrl"),
                        Json.string(settings, "signingSecret"),
                        settings.has("manifest") ? Json.string(settings, "manifest") : null);
        return workspace.app().json();
    }

    /** A person says something: to see the bot leave other people's messages alone. */
    private ObjectNode speak(ObjectNode said) {
        Channel channel =
                workspace
                        .channels()
                        .find(Json.string(said, "channel"))
                        .orElseThrow(() -> new Refused("channel_not_found"));
        String text = Json.string(said, "text");
        if (text.isBlank()) {
            throw new Refused("no_text");
        }
        String user =
                said.has("user")
                        ? Interactions.person(workspace, said).id()
                        : workspace.people().first().id();
        return workspace.messages().add(channel.id(), "", user, text, Json.array()).toStore();
    }

    private ObjectNode clear() {
        workspace.clear();
        return done();
    }

    private ObjectNode allFaults() {
        ObjectNode all = done();
        all.set("faults", faults.json());
        return all;
    }

    private ObjectNode addFault(ObjectNode fault) {
        faults.add(Faults.Fault.of(fault));
        return allFaults();
    }

    private ObjectNode clearFaults() {
        faults.clear();
        return allFaults();
    }

    private static ObjectNode done() {
        return Json.object().put("ok", true);
    }

    private static ObjectNode parse(String body) {
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("a JSON object is expected");
    }
}
