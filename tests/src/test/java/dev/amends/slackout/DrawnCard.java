package dev.amends.slackout;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A card as slack-out draws it, as lines of text: what a person sees, block by block. */
public final class DrawnCard {
    private DrawnCard() {}

    /** The finding's card with its buttons, drawn at that time. */
    public static List<String> lines(Finding finding, Settings settings, Instant now) {
        Scene scene = new Scene(settings, now, "token", Scene.Deciding.BUTTONS, null);
        return lines(Node.of(CardView.body(finding, scene)));
    }

    /** The lines of a message that Slack was sent. */
    public static List<String> lines(Node message) {
        List<String> lines = new ArrayList<>();
        String text = message.textOr("", "text");
        add(lines, "text", text);
        for (Node block : message.at("blocks").items()) {
            String type = block.textOr("", "type");
            String said = block.textOr("", "text", "text");
            if (said.isEmpty() || !text.endsWith(said)) { // the text says it again
                add(lines, type, said);
            }
            for (Node field : block.at("fields").items()) {
                add(lines, "field", field.textOr("", "text").replace('\n', ' '));
            }
            StringJoiner buttons = new StringJoiner(" ");
            for (Node element : block.at("elements").items()) {
                if (element.textOr("", "type").equals("button")) {
                    buttons.add("[" + element.textOr("", "text", "text") + "]");
                } else {
                    add(lines, type, element.textOr("", "text"));
                }
            }
            add(lines, "buttons", buttons.toString());
            for (Node element : block.at("elements").items()) {
                add(lines, "confirm", element.textOr("", "confirm", "text", "text"));
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String what, String text) {
        if (!text.isEmpty()) {
            lines.add(what + ": " + text.strip().replace("\n", "\n  "));
        }
    }
}
