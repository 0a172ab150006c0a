package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;

/** An open modal as a dialog. */
final class ModalHtml {

    private final BlockHtml blocks;
    private final FieldHtml fields;

    ModalHtml(BlockHtml blocks) {
        this.blocks = blocks;
        this.fields = new FieldHtml(blocks);
    }

    String html(Views.Open open) {
        JsonNode view = open.view();
        StringBuilder body = new StringBuilder();
        for (JsonNode block : view.path("blocks")) {
            if (Json.string(block, "type").equals("input")) {
                JsonNode state = ViewState.value(view.at("/state/values"), block);
                String error = Json.string(open.errors(), Json.string(block, "block_id"));
                body.append(fields.html(block, state, error));
            } else {
                body.append(blocks.html(Json.array().add(block)));
            }
        }
        boolean submits = view.path("submit").isObject();
        String close = view.at("/close/text").asText(submits ? "Cancel" : "Close");
        return """
        <form id="modal-form" novalidate><div class="dialog-top"><h2 id="modal-title">%s</h2></div>
        %s<div class="dialog-body">%s</div>
        <div class="dialog-foot"><button type="button" class="button" id="modal-close">%s</button>%s</div></form>
        """
                .formatted(
                        blocks.text(view.path("title")),
                        open.warning().isEmpty()
                                ? ""
                                : "<p id=\"modal-warning\" class=\"warning\" role=\"alert\">"
                                        + Html.escape(open.warning())
                                        + "</p>",
                        body,
                        Html.escape(close),
                        submits
                                ? "<button type=\"submit\" class=\"button primary\""
                                        + " id=\"modal-submit\">"
                                        + blocks.text(view.path("submit"))
                                        + "</button>"
                                : "");
    }
}
