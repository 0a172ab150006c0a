package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;

/** Names nobody can guess, and those the app left out. */
final class Ids {

    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String random(int length) {
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /** Slack's ids of things: a letter, then upper case and digits. */
    static String upper(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        while (id.length() < 11) {
            char c = LETTERS.charAt(RANDOM.nextInt(LETTERS.length()));
            if (!Character.isLowerCase(c)) {
                id.append(c);
            }
        }
        return id.toString();
    }

    static String digits(int length) {
        StringBuilder id = new StringBuilder(length);
        id.append((char) ('1' + RANDOM.nextInt(9)));
        while (id.length() < length) {
            id.append((char) ('0' + RANDOM.nextInt(10)));
        }
        return id.toString();
    }

    /** A copy in which every block has its block_id and every element its action_id. */
    static ArrayNode given(ArrayNode blocks) {
        ArrayNode copy = blocks.deepCopy();
        for (JsonNode block : copy) {
            give((ObjectNode) block, "block_id");
            if (Json.string(block, "type").equals("actions")) {
                block.path("elements").forEach(e -> give((ObjectNode) e, "action_id"));
            }
            for (String part : new String[] {"accessory", "element"}) {
                if (block.path(part) instanceof ObjectNode element
                        && !Json.string(element, "type").equals("image")) {
                    give(element, "action_id");
                }
            }
        }
        return copy;
    }

    private static void give(ObjectNode owner, String name) {
        if (Json.string(owner, name).isEmpty()) {
            owner.put(name, random(5));
        }
    }
}
