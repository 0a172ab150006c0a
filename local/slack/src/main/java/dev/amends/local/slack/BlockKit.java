package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Slack's rules for the blocks of a message. Limits are those of Slack's reference pages and SDK
 * types; the words of a complaint are Slack's where a public report shows them.
 */
final class BlockKit {

    static final int MAX_BLOCKS = 50;

    /**
     * The most characters all blocks may have together. Undocumented: refusals were seen at about
     * 13,200 (slackapi/bolt-js issue 2509). Every string except the types is counted here.
     */
    static final int MAX_CHARACTERS = 13_200;

    /** Blocks Slack has and this stand-in does not: refused, so that nobody trusts a blank. */
    private static final Set<String> NOT_HERE =
            Set.of(
                    "context_actions",
                    "file",
                    "input",
                    "markdown",
                    "rich_text",
                    "table",
                    "video",
                    "plan",
                    "task_card",
                    "call",
                    "carousel",
                    "card",
                    "alert");

    private static final Set<String> TEXT_TYPES = Set.of("plain_text", "mrkdwn");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();

    private BlockKit() {}

    /** What Slack would find wrong, each with the place; empty when the blocks are fine. */
    static List<String> problems(ArrayNode blocks) {
        BlockKit kit = new BlockKit();
        Place message = new Place(Json.object().set("blocks", blocks), "", kit.problems);
        message.items("blocks", 0, MAX_BLOCKS).forEach(kit::block);
        return kit.problems;
    }

    /** All characters of all strings in a tree, types aside. */
    static int characters(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length();
        }
        int sum = 0;
        for (var property : node.properties()) {
            sum += property.getKey().equals("type") ? 0 : characters(property.getValue());
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                sum += characters(item);
            }
        }
        return sum;
    }

    private void block(Place block) {
        if (!typed(block)) {
            return;
        }
        block.checkString("block_id", 0, 255);
        String id = block.string("block_id");
        if (!id.isEmpty() && !blockIds.add(id)) {
            block.at("block_id").problem("`block_id` \"" + id + "\" already exists");
        }
        switch (block.string("type")) {
            case "section" -> section(block);
            case "header" -> header(block);
            case "divider" -> block.isObject(Set.of("type"), Set.of("block_id"));
            case "context" -> context(block);
            case "actions" -> actions(block);
            case "image" -> image(block, Set.of("block_id", "title"));
            default -> unsupported(block);
        }
    }

    private void section(Place block) {
        block.isObject(Set.of("type"), Set.of("block_id", "text", "fields", "accessory", "expand"));
        if (!block.has("text") && !block.has("fields")) {
            block.problem("must define either `text` or `fields`");
        }
        if (block.has("text")) {
            int before = problems.size();
            text(block.at("text"), TEXT_TYPES, 3000);
            if (problems.size() > before) {
                // Slack tries every shape a text may have and says first that none fitted.
                List<String> details = new ArrayList<>(problems.subList(before, problems.size()));
                problems.subList(before, problems.size()).clear();
                block.at("text").problem("failed to match all allowed schemas");
                problems.addAll(details);
            }
        }
        if (block.has("fields")) {
            block.items("fields", 1, 10).forEach(field -> text(field, TEXT_TYPES, 2000));
        }
        if (block.has("accessory")) {
            element(block.at("accessory"), Set.of("button", "image"));
        }
        block.checkBoolean("expand");
    }

    private void header(Place block) {
        if (block.isObject(Set.of("type", "text"), Set.of("block_id"))) {
            text(block.at("text"), Set.of("plain_text"), 150);
        }
    }

    private void context(Place block) {
        if (block.isObject(Set.of("type", "elements"), Set.of("block_id"))) {
            for (Place element : block.items("elements", 1, 10)) {
                if (TEXT_TYPES.contains(element.string("type"))) {
                    text(element, TEXT_TYPES, 3000);
                } else {
                    element(element, Set.of("image"));
                }
            }
        }
    }

    private void actions(Place block) {
        if (block.isObject(Set.of("type", "elements"), Set.of("block_id"))) {
            // Slack wants an action_id to be unique within its block, not within the message.
            Set<String> actionIds = new HashSet<>();
            for (Place element : block.items("elements", 1, 25)) {
                element(element, Set.of("button"));
                String id = element.string("action_id");
                if (!id.isEmpty() && !actionIds.add(id)) {
                    element.at("action_id").problem("`action_id` \"" + id + "\" already exists");
                }
            }
        }
    }

    private void element(Place element, Set<String> allowed) {
        if (typed(element)) {
            String type = element.string("type");
            if (!allowed.contains(type)) {
                unsupported(element);
            } else if (type.equals("button")) {
                button(element);
            } else {
                image(element, Set.of());
            }
        }
    }

    private void button(Place button) {
        button.isObject(
                Set.of("type", "text"),
                Set.of("action_id", "url", "value", "style", "confirm", "accessibility_label"));
        if (button.has("text")) {
            text(button.at("text"), Set.of("plain_text"), 75);
        }
        button.checkString("action_id", 0, 255);
        button.checkString("value", 0, 2000);
        button.checkOneOf("style", Set.of("primary", "danger"));
        button.checkString("accessibility_label", 0, 75);
        checkUrl(button, "url");
        if (button.has("confirm")) {
            confirm(button.at("confirm"));
        }
    }

    private void confirm(Place dialog) {
        if (dialog.isObject(Set.of("title", "text", "confirm", "deny"), Set.of("style"))) {
            text(dialog.at("title"), Set.of("plain_text"), 100);
            text(dialog.at("text"), TEXT_TYPES, 300);
            text(dialog.at("confirm"), Set.of("plain_text"), 30);
            text(dialog.at("deny"), Set.of("plain_text"), 30);
            dialog.checkOneOf("style", Set.of("primary", "danger"));
        }
    }

    private void image(Place image, Set<String> optional) {
        image.isObject(Set.of("type", "image_url", "alt_text"), optional);
        checkUrl(image, "image_url");
        image.checkString("alt_text", 1, 2000);
        if (image.has("title")) {
            text(image.at("title"), Set.of("plain_text"), 2000);
        }
    }

    private static void text(Place text, Set<String> types, int max) {
        boolean plain = text.string("type").equals("plain_text");
        if (text.isObject(Set.of("type", "text"), Set.of(plain ? "emoji" : "verbatim"))) {
            text.checkOneOf("type", types);
            text.checkString("text", 1, max);
            text.checkBoolean("emoji");
            text.checkBoolean("verbatim");
        }
    }

    private static void checkUrl(Place place, String name) {
        place.checkString(name, 1, 3000);
        if (place.has(name) && !place.string(name).matches("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+")) {
            place.at(name).problem("must be a valid URL");
        }
    }

    private static boolean typed(Place place) {
        if (!place.node().isObject()) {
            place.problem("must provide an object");
            return false;
        }
        if (place.string("type").isEmpty()) {
            place.problem("missing required field: type");
            return false;
        }
        return true;
    }

    private static void unsupported(Place place) {
        String type = place.string("type");
        place.at("type")
                .problem(
                        "unsupported type: "
                                + type
                                + (NOT_HERE.contains(type)
                                        ? " (Slack has it; the stand-in does not)"
                                        : ""));
    }
}
