package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Slack's rules for the blocks of a message and for modals. Limits are those of Slack's reference
 * pages and SDK types; the words of a complaint are Slack's where a public report shows them.
 */
final class BlockKit {

    static final int MAX_BLOCKS = 50;
    static final int MAX_VIEW_BLOCKS = 100;

    private static final Set<String> VIEW_OPTIONAL =
            Set.of(
                    "submit",
                    "close",
                    "private_metadata",
                    "callback_id",
                    "external_id",
                    "clear_on_close",
                    "notify_on_close");

    /**
     * The most characters all blocks may have together. Undocumented: refusals were seen at about
     * 13,200 (slackapi/bolt-js issue 2509). Every string except the types is counted here.
     */
    static final int MAX_CHARACTERS = 13_200;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();

    private final boolean modal;

    private BlockKit(boolean modal) {
        this.modal = modal;
    }

    /** What Slack would find wrong, each with the place; empty when the blocks are fine. */
    static List<String> problems(ArrayNode blocks) {
        BlockKit kit = new BlockKit(false);
        Place message = new Place(Json.object().set("blocks", blocks), "", kit.problems);
        message.items("blocks", 0, MAX_BLOCKS).forEach(kit::block);
        return kit.problems;
    }

    /** What Slack would find wrong with a modal. */
    static List<String> viewProblems(JsonNode view) {
        BlockKit kit = new BlockKit(true);
        kit.view(new Place(view, "/view", kit.problems));
        return kit.problems;
    }

    private void view(Place view) {
        view.isObject(Set.of("type", "title", "blocks"), VIEW_OPTIONAL);
        if (!view.node().isObject()) {
            return;
        }
        view.checkOneOf("type", Set.of("modal"));
        Texts.plain(view, "title", 24);
        Texts.plain(view, "submit", 24);
        Texts.plain(view, "close", 24);
        view.checkString("private_metadata", 0, 3000);
        view.checkString("callback_id", 0, 255);
        view.checkString("external_id", 0, 255);
        view.checkBoolean("clear_on_close");
        view.checkBoolean("notify_on_close");
        if (view.has("blocks")) {
            view.items("blocks", 1, MAX_VIEW_BLOCKS).forEach(this::block);
        }
        boolean inputs =
                view.node()
                        .path("blocks")
                        .valueStream()
                        .anyMatch(block -> Json.string(block, "type").equals("input"));
        if (inputs && !view.has("submit")) {
            view.problem("missing required field: submit (there is an input block)");
        }
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
        if (!Texts.typed(block)) {
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
            case "image" -> Elements.image(block, Set.of("block_id", "title"));
            case "input" -> {
                if (modal) {
                    input(block);
                } else {
                    // Slack takes them in messages too; nothing there is submitted.
                    Texts.unsupported(block);
                }
            }
            default -> Texts.unsupported(block);
        }
    }

    private void section(Place block) {
        block.isObject(Set.of("type"), Set.of("block_id", "text", "fields", "accessory", "expand"));
        if (!block.has("text") && !block.has("fields")) {
            block.problem("must define either `text` or `fields`");
        }
        if (block.has("text")) {
            int before = problems.size();
            Texts.text(block.at("text"), Texts.TYPES, 3000);
            if (problems.size() > before) {
                // Slack tries every shape a text may have and says first that none fitted.
                List<String> details = new ArrayList<>(problems.subList(before, problems.size()));
                problems.subList(before, problems.size()).clear();
                block.at("text").problem("failed to match all allowed schemas");
                problems.addAll(details);
            }
        }
        if (block.has("fields")) {
            block.items("fields", 1, 10).forEach(field -> Texts.text(field, Texts.TYPES, 2000));
        }
        if (block.has("accessory")) {
            Elements.element(block.at("accessory"), Set.of("button", "image"));
        }
        block.checkBoolean("expand");
    }

    private void header(Place block) {
        if (block.isObject(Set.of("type", "text"), Set.of("block_id"))) {
            Texts.text(block.at("text"), Texts.PLAIN, 150);
        }
    }

    private void context(Place block) {
        if (block.isObject(Set.of("type", "elements"), Set.of("block_id"))) {
            for (Place element : block.items("elements", 1, 10)) {
                if (Texts.TYPES.contains(element.string("type"))) {
                    Texts.text(element, Texts.TYPES, 3000);
                } else {
                    Elements.element(element, Set.of("image"));
                }
            }
        }
    }

    private void actions(Place block) {
        if (block.isObject(Set.of("type", "elements"), Set.of("block_id"))) {
            // Slack wants an action_id to be unique within its block, not within the message.
            Set<String> actionIds = new HashSet<>();
            for (Place element : block.items("elements", 1, 25)) {
                Elements.element(element, Set.of("button"));
                String id = element.string("action_id");
                if (!id.isEmpty() && !actionIds.add(id)) {
                    element.at("action_id").problem("`action_id` \"" + id + "\" already exists");
                }
            }
        }
    }

    private void input(Place block) {
        if (block.isObject(
                Set.of("type", "label", "element"),
                Set.of("block_id", "hint", "optional", "dispatch_action"))) {
            Texts.text(block.at("label"), Texts.PLAIN, 2000);
            Texts.plain(block, "hint", 2000);
            block.checkBoolean("optional");
            block.checkBoolean("dispatch_action");
            Elements.element(block.at("element"), Elements.INPUTS);
        }
    }
}
