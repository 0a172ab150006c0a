package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.Delivery.Outcome;
import dev.amends.local.slack.People.Person;
import java.util.List;

/** People submit modals, or think better of it. */
final class Modals {

    private static final String TROUBLE = "We had some trouble connecting. Try again?";

    private final Workspace workspace;
    private final Delivery delivery;

    Modals(Workspace workspace, Delivery delivery) {
        this.workspace = workspace;
        this.delivery = delivery;
    }

    ObjectNode submit(ObjectNode request) {
        Person person = Interactions.person(workspace, request);
        Views.Open open = find(person, request);
        ObjectNode view = open.view().deepCopy();
        ViewState.Filled filled = ViewState.filled(view, request.path("values"));
        view.withObjectProperty("state").set("values", filled.values());
        if (!filled.mistakes().isEmpty()) {
            workspace.views().put(open.with(view, filled.mistakes(), ""));
            ObjectNode result = Json.object().put("ok", false).put("error", "invalid_input");
            result.set("errors", filled.mistakes());
            return result;
        }
        // The answer may take a while; what was filled in stays meanwhile, without the old errors.
        Views.Open sent = open.with(view, Json.object(), "");
        workspace.views().put(sent);
        String trigger = workspace.triggers().issue(person.id());
        Outcome outcome = delivery.send(Payloads.form(Payloads.submission(person, view, trigger)));
        ObjectNode result = Interactions.result(outcome);
        if (outcome.ok()) {
            follow(sent, outcome.body(), result);
        } else {
            trouble(sent, result, outcome.error(), "");
        }
        return result;
    }

    /** Cancels a modal. The app hears of it only if it asked for that. */
    ObjectNode close(ObjectNode request) {
        Person person = Interactions.person(workspace, request);
        Views.Open open = find(person, request);
        workspace.views().close(open);
        if (!open.view().path("notify_on_close").asBoolean()) {
            return Json.object().put("ok", true);
        }
        return Interactions.result(
                delivery.send(Payloads.form(Payloads.closed(person, open.view()))));
    }

    private Views.Open find(Person person, ObjectNode request) {
        return workspace
                .views()
                .find(person.id(), Json.string(request, "view_id"))
                .orElseThrow(() -> Interactions.missing("view_not_found"));
    }

    /** Does what the app's answer asks for: nothing said closes the modal. */
    private void follow(Views.Open open, String body, ObjectNode result) {
        if (body.isBlank()) {
            workspace.views().close(open);
            return;
        }
        JsonNode answer = parse(body);
        switch (Json.string(answer, "response_action")) {
            case "clear" -> workspace.views().close(open);
            case "errors" -> errors(open, answer.path("errors"), result);
            case "update" -> update(open, answer.path("view"), result);
            default ->
                    trouble(
                            open,
                            result,
                            "invalid_response",
                            "the answer is neither empty nor a response_action of errors, update"
                                    + " or clear");
        }
    }

    private void errors(Views.Open open, JsonNode errors, ObjectNode result) {
        List<String> fields =
                ViewState.inputs(open.view().path("blocks")).stream()
                        .map(block -> Json.string(block, "block_id"))
                        .toList();
        ObjectNode shown = Json.object();
        for (var error : errors.properties()) {
            if (!fields.contains(error.getKey()) || !error.getValue().isTextual()) {
                trouble(
                        open,
                        result,
                        "invalid_response",
                        "no input block has the error " + error.getKey());
                return;
            }
            shown.set(error.getKey(), error.getValue());
        }
        if (shown.isEmpty()) {
            trouble(open, result, "invalid_response", "the answer has no errors");
            return;
        }
        workspace.views().put(open.with(open.view(), shown, ""));
        result.set("errors", shown);
    }

    private void update(Views.Open open, JsonNode view, ObjectNode result) {
        List<String> problems = BlockKit.viewProblems(view);
        if (problems.isEmpty()) {
            ObjectNode next = Views.complete((ObjectNode) view, open.id());
            workspace.views().put(open.with(next, Json.object(), ""));
        } else {
            trouble(open, result, "invalid_response", String.join("; ", problems));
        }
    }

    /** The person sees the same words whatever it was; the log of a test says more. */
    private void trouble(Views.Open open, ObjectNode result, String error, String problem) {
        workspace.views().put(open.with(open.view(), Json.object(), TROUBLE));
        Interactions.failed(result, error, TROUBLE);
        if (!problem.isEmpty()) {
            result.put("problem", problem);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }
}
