package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What stands in the fields of a modal: {@code state.values}, by block and by action. */
final class ViewState {

    private static final String REQUIRED = "Please complete this required field.";

    /**
     * A modal that somebody filled in.
     *
     * @param mistakes what Slack itself finds wrong, by block; then the app is not asked
     */
    record Filled(ObjectNode values, ObjectNode mistakes) {}

    private ViewState() {}

    /** What the app put in the fields. */
    static ObjectNode initial(ArrayNode blocks) {
        ObjectNode values = Json.object();
        for (JsonNode block : inputs(blocks)) {
            JsonNode element = block.path("element");
            set(
                    values,
                    block,
                    switch (type(element)) {
                        case "plain_text_input" ->
                                text(element, Json.string(element, "initial_value"));
                        case "datepicker" -> date(element, Json.string(element, "initial_date"));
                        case "checkboxes" ->
                                many(element, element.path("initial_options").deepCopy());
                        default -> one(element, element.path("initial_option").deepCopy());
                    });
        }
        return values;
    }

    /** The view's values with those that somebody gave in their place. */
    static Filled filled(JsonNode view, JsonNode given) {
        checkNames(view, given);
        ObjectNode values = view.at("/state/values").deepCopy();
        ObjectNode mistakes = Json.object();
        for (JsonNode block : inputs(view.path("blocks"))) {
            String id = Json.string(block, "block_id");
            JsonNode element = block.path("element");
            JsonNode value = given.path(id).path(Json.string(element, "action_id"));
            if (!value.isMissingNode()) {
                set(values, block, state(element, value));
            }
            String mistake = mistake(block, value(values, block));
            if (!mistake.isEmpty()) {
                mistakes.put(id, mistake);
            }
        }
        return new Filled(values, mistakes);
    }

    /** The state of one field. */
    static JsonNode value(JsonNode values, JsonNode block) {
        return values.path(Json.string(block, "block_id"))
                .path(Json.string(block.path("element"), "action_id"));
    }

    static List<JsonNode> inputs(JsonNode blocks) {
        return blocks.valueStream().filter(b -> type(b).equals("input")).toList();
    }

    private static void checkNames(JsonNode view, JsonNode given) {
        for (var block : given.properties()) {
            for (var action : block.getValue().properties()) {
                boolean known =
                        inputs(view.path("blocks")).stream()
                                .anyMatch(b ->
                                        Json.string(b, "block_id").equals(block.getKey())
                                                && Json.string(b.path("element"), "action_id")
                                                        .equals(action.getKey()));
                if (!known) {
                    throw new IllegalArgumentException(
                            "the modal has no field " + block.getKey() + "/" + action.getKey());
                }
            }
        }
    }

    private static void set(ObjectNode values, JsonNode block, ObjectNode state) {
        values.withObjectProperty(Json.string(block, "block_id"))
                .set(Json.string(block.path("element"), "action_id"), state);
    }

    /** Reads a state as Slack has it, or just the value in it. */
    private static ObjectNode state(JsonNode element, JsonNode given) {
        boolean bare = given.isTextual();
        return switch (type(element)) {
            case "plain_text_input" ->
                    text(element, bare ? given.textValue() : Json.string(given, "value"));
            case "datepicker" ->
                    date(element, bare ? given.textValue() : Json.string(given, "selected_date"));
            case "checkboxes" -> {
                ArrayNode chosen = Json.array();
                JsonNode list = given.isArray() ? given : given.path("selected_options");
                for (JsonNode item : list) {
                    chosen.add(option(element, item.isTextual() ? item.textValue() : value(item)));
                }
                yield many(element, chosen);
            }
            default -> {
                String value = bare ? given.textValue() : value(given.path("selected_option"));
                yield one(element, value.isEmpty() ? Json.array() : option(element, value));
            }
        };
    }

    private static String value(JsonNode option) {
        return Json.string(option, "value");
    }

    private static JsonNode option(JsonNode element, String value) {
        return element.path("options")
                .valueStream()
                .filter(option -> value(option).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no option " + value))
                .deepCopy();
    }

    private static ObjectNode text(JsonNode element, String text) {
        return empty(element).put("value", text.isEmpty() ? null : text);
    }

    private static ObjectNode date(JsonNode element, String date) {
        if (!date.isEmpty() && !Elements.isDate(date)) {
            throw new IllegalArgumentException("a date is YYYY-MM-DD, not " + date);
        }
        return empty(element).put("selected_date", date.isEmpty() ? null : date);
    }

    private static ObjectNode one(JsonNode element, JsonNode option) {
        return empty(element).set("selected_option", option.isObject() ? option : null);
    }

    private static ObjectNode many(JsonNode element, JsonNode options) {
        return empty(element).set("selected_options", options.isArray() ? options : Json.array());
    }

    private static ObjectNode empty(JsonNode element) {
        return Json.object().put("type", type(element));
    }

    private static String mistake(JsonNode block, JsonNode state) {
        JsonNode element = block.path("element");
        String text = Json.string(state, "value");
        boolean blank =
                state.path("selected_options").isEmpty()
                        && state.path("selected_option").isEmpty()
                        && Json.string(state, "selected_date").isEmpty()
                        && text.isBlank();
        if (blank) {
            return block.path("optional").asBoolean(false) ? "" : REQUIRED;
        }
        int min = element.path("min_length").asInt(0);
        int max = element.path("max_length").asInt(3000);
        if (!text.isEmpty() && text.length() < min) {
            return "Please enter at least " + min + " characters.";
        }
        return text.length() > max ? "Please enter at most " + max + " characters." : "";
    }

    private static String type(JsonNode node) {
        return Json.string(node, "type");
    }
}
