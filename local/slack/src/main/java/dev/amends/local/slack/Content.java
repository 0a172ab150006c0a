package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What a message says, checked by Slack's rules; the same for messages that are posted, changed or
 * sent to a response URL.
 *
 * @param blocks with all their ids; nothing when none were mentioned
 */
record Content(String text, Optional<ArrayNode> blocks) {

    static final int MAX_TEXT = 40_000;

    /** chat.update takes less (seratch/ChatGPT-in-Slack issue 102). */
    static final int MAX_UPDATED_TEXT = 4000;

    static Content of(ObjectNode arguments, int maxText) {
        return new Content(text(arguments, maxText), blocks(arguments));
    }

    ArrayNode blocksOrNone() {
        return blocks.orElseGet(Json::array);
    }

    /**
     * The text for notifications and screen readers. Slack takes a message of blocks without it and
     * warns; here that is an error, because the bot must never leave it out.
     */
    private static String text(ObjectNode arguments, int max) {
        JsonNode value = arguments.path("text");
        String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
        if (text.isBlank()) {
            throw new Refused("no_text");
        }
        if (text.length() > max) {
            throw new Refused("msg_too_long");
        }
        return text;
    }

    private static Optional<ArrayNode> blocks(ObjectNode arguments) {
        if (arguments.path("attachments").size() > 0) {
            // Slack has them, the page here does not: better refused than not seen.
            throw new Refused(
                    Answer.error(
                            "invalid_arguments",
                            List.of(
                                    "the stand-in takes no attachments [json-pointer:/attachments]")));
        }
        JsonNode given = arguments.path("blocks");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        ArrayNode blocks = array(given);
        List<String> problems = BlockKit.problems(blocks);
        if (!problems.isEmpty()) {
            throw new Refused(Answer.error("invalid_blocks", problems));
        }
        if (BlockKit.characters(blocks) > BlockKit.MAX_CHARACTERS) {
            throw new Refused("msg_blocks_too_long");
        }
        return Optional.of(Ids.given(blocks));
    }

    /** An array, or as in a form an array written as a string. */
    private static ArrayNode array(JsonNode given) {
        try {
            JsonNode blocks = given.isTextual() ? Json.parse(given.textValue()) : given;
            if (blocks instanceof ArrayNode array) {
                return array;
            }
        } catch (JsonProcessingException e) {
            throw new Refused("invalid_blocks_format");
        }
        throw new Refused("invalid_blocks_format");
    }
}
