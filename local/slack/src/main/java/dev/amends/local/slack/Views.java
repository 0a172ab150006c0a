package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The modals that are open: at most one for each person, a new one takes the place of the old. */
final class Views {

    /**
     * An open modal.
     *
     * @param view as Slack has it, with what was filled in as its state
     * @param errors by block
     * @param warning what went wrong as a whole, empty when nothing
     */
    record Open(String user, ObjectNode view, ObjectNode errors, String warning) {

        String id() {
            return Json.string(view, "id");
        }

        Open with(ObjectNode newView, ObjectNode newErrors, String newWarning) {
            return new Open(user, newView, newErrors, newWarning);
        }
    }

    private final Runnable changed;
    private final Map<String, Open> open = new LinkedHashMap<>();

    Views(Runnable changed) {
        this.changed = changed;
    }

    /** Opens a modal that {@link BlockKit#viewProblems} found nothing wrong with. */
    synchronized Open open(String user, ObjectNode given) {
        Open opened = new Open(user, complete(given, Ids.upper("V0")), Json.object(), "");
        open.put(user, opened);
        changed.run();
        return opened;
    }

    synchronized Optional<Open> of(String user) {
        return Optional.ofNullable(open.get(user));
    }

    synchronized Optional<Open> find(String user, String id) {
        return of(user).filter(view -> view.id().equals(id));
    }

    /** Shows it anew, unless it has gone or another has come. */
    synchronized void put(Open view) {
        if (find(view.user(), view.id()).isPresent()) {
            open.put(view.user(), view);
            changed.run();
        }
    }

    synchronized void close(Open view) {
        if (find(view.user(), view.id()).isPresent()) {
            open.remove(view.user());
            changed.run();
        }
    }

    synchronized void clear() {
        open.clear();
        changed.run();
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("views");
        for (Open one : open.values()) {
            ObjectNode shown = list.addObject().put("user", one.user());
            shown.set("errors", one.errors());
            shown.put("warning", one.warning()).set("view", one.view());
        }
        return json;
    }

    /** The view as Slack tells it to the app, from what the app gave. */
    static ObjectNode complete(ObjectNode given, String id) {
        ArrayNode blocks = Ids.given((ArrayNode) given.path("blocks"));
        ObjectNode view = Json.object().put("id", id).put("team_id", WebApi.TEAM_ID);
        view.put("type", "modal");
        view.set("blocks", blocks);
        for (String name : List.of("private_metadata", "callback_id")) {
            view.put(name, Json.string(given, name));
        }
        view.putObject("state").set("values", ViewState.initial(blocks));
        view.put("hash", hash());
        for (String name : List.of("title", "close", "submit")) {
            JsonNode text = given.path(name);
            view.set(name, text.isObject() ? text.deepCopy() : null);
        }
        for (String name : List.of("clear_on_close", "notify_on_close")) {
            view.put(name, given.path(name).asBoolean(false));
        }
        view.putNull("previous_view_id").put("root_view_id", id);
        view.put("app_id", WebApi.APP_ID)
                .put("external_id", Json.string(given, "external_id"))
                .put("app_installed_team_id", WebApi.TEAM_ID)
                .put("bot_id", WebApi.BOT_ID);
        return view;
    }

    private static String hash() {
        return Ids.digits(10) + "." + Ids.random(8);
    }
}
