package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;

/** The input blocks of a modal as labelled fields, with what stands in them and what is wrong. */
final class FieldHtml {

    private final BlockHtml blocks;

    FieldHtml(BlockHtml blocks) {
        this.blocks = blocks;
    }

    String html(JsonNode block, JsonNode state, String error) {
        String id = "f-" + Html.escape(Json.string(block, "block_id"));
        JsonNode element = block.path("element");
        String type = Json.string(element, "type");
        boolean group = type.equals("radio_buttons") || type.equals("checkboxes");
        boolean optional = block.path("optional").asBoolean(false);
        String label =
                blocks.text(block.path("label")) + (optional ? " <small>(optional)</small>" : "");
        StringBuilder html = new StringBuilder("<div class=\"field\" data-block-id=\"");
        html.append(Html.escape(Json.string(block, "block_id"))).append('"');
        html.append(block.path("dispatch_action").asBoolean(false) ? " data-dispatch>" : ">");
        String more = described(id, block, optional, error);
        if (group) {
            html.append("<fieldset ").append(named(element)).append(more).append("><legend>");
            html.append(label).append("</legend>").append(group(element, state, id));
            html.append("</fieldset>");
        } else {
            html.append("<label for=\"%s\">%s</label>".formatted(id, label));
            html.append(field(element, state, "id=\"" + id + "\" " + named(element) + more));
        }
        if (block.has("hint")) {
            html.append("<p class=\"hint\" id=\"%s-hint\">".formatted(id));
            html.append(blocks.text(block.path("hint"))).append("</p>");
        }
        if (!error.isEmpty()) {
            html.append("<p class=\"field-error\" id=\"%s-error\">".formatted(id));
            html.append(Html.escape(error)).append("</p>");
        }
        return html.append("</div>").toString();
    }

    private static String named(JsonNode element) {
        return "data-action-id=\"%s\" data-type=\"%s\""
                .formatted(
                        Html.escape(Json.string(element, "action_id")),
                        Html.escape(Json.string(element, "type")));
    }

    /** Ties the hint and the error to the field, for those who do not see them below it. */
    private static String described(String id, JsonNode block, boolean optional, String error) {
        String by =
                (error.isEmpty() ? "" : id + "-error ") + (block.has("hint") ? id + "-hint" : "");
        return (by.isEmpty() ? "" : " aria-describedby=\"" + by.strip() + "\"")
                + (error.isEmpty() ? "" : " aria-invalid=\"true\"")
                + (optional ? "" : " aria-required=\"true\"")
                + (block.at("/element/focus_on_load").asBoolean(false) ? " autofocus" : "");
    }

    private static String field(JsonNode element, JsonNode state, String attributes) {
        String placeholder = Html.escape(element.at("/placeholder/text").asText());
        return switch (Json.string(element, "type")) {
            case "static_select" -> select(element, state, attributes, placeholder);
            case "datepicker" ->
                    "<input type=\"date\" %s value=\"%s\">"
                            .formatted(
                                    attributes, Html.escape(Json.string(state, "selected_date")));
            default -> text(element, Json.string(state, "value"), attributes, placeholder);
        };
    }

    /** No maxlength: whoever types too much is told so, as in Slack, instead of losing the rest. */
    private static String text(
            JsonNode element, String value, String attributes, String placeholder) {
        String shown = attributes + " placeholder=\"" + placeholder + "\"";
        // The newline after the tag is not part of the value; one of the value's own would be lost.
        return element.path("multiline").asBoolean(false)
                ? "<textarea rows=\"4\" %s>\n%s</textarea>".formatted(shown, Html.escape(value))
                : "<input type=\"text\" autocomplete=\"off\" %s value=\"%s\">"
                        .formatted(shown, Html.escape(value));
    }

    private static String select(
            JsonNode element, JsonNode state, String attributes, String placeholder) {
        StringBuilder html = new StringBuilder("<select " + attributes + "><option value=\"\">");
        html.append(placeholder.isEmpty() ? "Select an option" : placeholder).append("</option>");
        String chosen = state.at("/selected_option/value").asText();
        for (JsonNode option : element.path("options")) {
            String value = Json.string(option, "value");
            html.append(
                    "<option value=\"%s\"%s>%s</option>"
                            .formatted(
                                    Html.escape(value),
                                    value.equals(chosen) ? " selected" : "",
                                    Html.escape(Emoji.replace(option.at("/text/text").asText()))));
        }
        return html.append("</select>").toString();
    }

    private String group(JsonNode element, JsonNode state, String name) {
        boolean many = Json.string(element, "type").equals("checkboxes");
        StringBuilder html = new StringBuilder();
        for (JsonNode option : element.path("options")) {
            String value = Json.string(option, "value");
            boolean checked =
                    many
                            ? state.path("selected_options").valueStream().anyMatch(option::equals)
                            : state.at("/selected_option/value").asText().equals(value);
            html.append(
                    "<label class=\"option\"><input type=\"%s\" name=\"%s\" value=\"%s\"%s><span>"
                            .formatted(
                                    many ? "checkbox" : "radio",
                                    name,
                                    Html.escape(value),
                                    checked ? " checked" : ""));
            html.append(blocks.text(option.path("text")));
            if (option.has("description")) {
                html.append("<small>").append(blocks.text(option.path("description")));
                html.append("</small>");
            }
            html.append("</span></label>");
        }
        return html.toString();
    }
}
