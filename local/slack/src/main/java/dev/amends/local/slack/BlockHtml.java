package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Block Kit as HTML. Blocks come here only after {@link BlockKit} found nothing wrong with them.
 */
final class BlockHtml {

    private final Mrkdwn mrkdwn;
    private final Mrkdwn verbatim;

    BlockHtml(Mrkdwn mrkdwn) {
        this.mrkdwn = mrkdwn;
        this.verbatim = mrkdwn.verbatim();
    }

    String html(JsonNode blocks) {
        StringBuilder html = new StringBuilder();
        blocks.forEach(block -> block(block, html));
        return html.toString();
    }

    private void block(JsonNode block, StringBuilder html) {
        switch (Json.string(block, "type")) {
            case "section" -> section(block, html);
            case "header" ->
                    html.append("<h3 class=\"header\">")
                            .append(text(block.path("text")))
                            .append("</h3>");
            case "divider" -> html.append("<hr>");
            case "context" -> {
                html.append("<div class=\"context\">");
                for (JsonNode element : block.path("elements")) {
                    html.append("<span>").append(element(element, block)).append("</span>");
                }
                html.append("</div>");
            }
            case "actions" -> {
                html.append("<div class=\"actions\">");
                block.path("elements").forEach(element -> html.append(element(element, block)));
                html.append("</div>");
            }
            case "image" -> html.append("<p>").append(element(block, block)).append("</p>");
            default -> html.append("<p>(unknown block)</p>");
        }
    }

    private void section(JsonNode block, StringBuilder html) {
        html.append("<div class=\"section\"><div class=\"grow\">");
        if (block.has("text")) {
            html.append("<div class=\"text\">").append(text(block.path("text"))).append("</div>");
        }
        if (block.has("fields")) {
            html.append("<div class=\"fields\">");
            for (JsonNode field : block.path("fields")) {
                html.append("<div>").append(text(field)).append("</div>");
            }
            html.append("</div>");
        }
        html.append("</div>");
        if (block.has("accessory")) {
            html.append("<div>").append(element(block.path("accessory"), block)).append("</div>");
        }
        html.append("</div>");
    }

    private String element(JsonNode element, JsonNode block) {
        return switch (Json.string(element, "type")) {
            case "button" -> button(element, Json.string(block, "block_id"));
            // Nothing is loaded from elsewhere: the description stands in for the picture.
            case "image" ->
                    Html.link(
                            Json.string(element, "image_url"),
                            "🖼 " + Html.escape(Json.string(element, "alt_text")));
            default -> text(element);
        };
    }

    /** A button with an address is a link, and still tells the app that it was pressed. */
    private String button(JsonNode button, String blockId) {
        StringBuilder attributes = new StringBuilder("class=\"button ");
        attributes.append(Html.escape(Json.string(button, "style"))).append('"');
        attribute(attributes, "data-action-id", Json.string(button, "action_id"));
        attribute(attributes, "data-block-id", blockId);
        String spoken = Json.string(button, "accessibility_label");
        if (!spoken.isEmpty()) {
            attribute(attributes, "aria-label", spoken);
        }
        String label = text(button.path("text"));
        String html =
                Html.href(Json.string(button, "url"))
                        .map(href ->
                                "<a "
                                        + attributes
                                        + " target=\"_blank\" rel=\"noopener noreferrer\" href=\""
                                        + href
                                        + "\">"
                                        + label
                                        + "</a>")
                        .orElseGet(() ->
                                "<button type=\"button\" "
                                        + attributes
                                        + ">"
                                        + label
                                        + "</button>");
        return html + (button.has("confirm") ? confirm(button.path("confirm")) : "");
    }

    /** What the confirm dialog will say; a template is shown to nobody until then. */
    private String confirm(JsonNode dialog) {
        StringBuilder html = new StringBuilder("<template");
        for (String name : new String[] {"title", "confirm", "deny"}) {
            String text = dialog.path(name).path("text").asText();
            attribute(html, "data-" + name, Emoji.replace(text));
        }
        attribute(html, "data-style", Json.string(dialog, "style"));
        return html.append('>').append(text(dialog.path("text"))).append("</template>").toString();
    }

    private static void attribute(StringBuilder html, String name, String value) {
        html.append(' ').append(name).append("=\"").append(Html.escape(value)).append('"');
    }

    /** A text object, whichever kind it is. */
    String text(JsonNode text) {
        String raw = Json.string(text, "text");
        if (Json.string(text, "type").equals("plain_text")) {
            return Html.escape(Emoji.replace(raw)).replace("\n", "<br>");
        }
        return (text.path("verbatim").asBoolean() ? verbatim : mrkdwn).html(raw);
    }
}
