package dev.amends.local.slack;

import java.util.Set;

/** Slack's rules for the small things within blocks: texts, addresses, options, confirmations. */
final class Texts {

    static final Set<String> TYPES = Set.of("plain_text", "mrkdwn");
    static final Set<String> PLAIN = Set.of("plain_text");

    /** Blocks and elements Slack has and this stand-in does not (or not there). */
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
                    "alert",
                    "checkboxes",
                    "datepicker",
                    "datetimepicker",
                    "timepicker",
                    "email_text_input",
                    "number_input",
                    "url_text_input",
                    "rich_text_input",
                    "file_input",
                    "plain_text_input",
                    "radio_buttons",
                    "overflow",
                    "static_select",
                    "external_select",
                    "users_select",
                    "conversations_select",
                    "channels_select",
                    "multi_static_select",
                    "multi_external_select",
                    "multi_users_select",
                    "multi_conversations_select",
                    "multi_channels_select",
                    "workflow_button");

    private Texts() {}

    static void text(Place text, Set<String> types, int max) {
        boolean plain = text.string("type").equals("plain_text");
        if (text.isObject(Set.of("type", "text"), Set.of(plain ? "emoji" : "verbatim"))) {
            text.checkOneOf("type", types);
            text.checkString("text", 1, max);
            text.checkBoolean("emoji");
            text.checkBoolean("verbatim");
        }
    }

    /** A plain text that may be left out. */
    static void plain(Place owner, String name, int max) {
        if (owner.has(name)) {
            text(owner.at(name), PLAIN, max);
        }
    }

    static void url(Place place, String name) {
        place.checkString(name, 1, 3000);
        if (place.has(name) && !place.string(name).matches("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+")) {
            place.at(name).problem("must be a valid URL");
        }
    }

    static void confirm(Place dialog) {
        if (dialog.isObject(Set.of("title", "text", "confirm", "deny"), Set.of("style"))) {
            text(dialog.at("title"), PLAIN, 100);
            text(dialog.at("text"), TYPES, 300);
            text(dialog.at("confirm"), PLAIN, 30);
            text(dialog.at("deny"), PLAIN, 30);
            dialog.checkOneOf("style", Set.of("primary", "danger"));
        }
    }

    /** An option of a menu or a group; only the latter may have mark-up. */
    static void option(Place option, Set<String> types) {
        if (option.isObject(Set.of("text", "value"), Set.of("description"))) {
            text(option.at("text"), types, 75);
            option.checkString("value", 1, 150);
            if (option.has("description")) {
                text(option.at("description"), types, 75);
            }
        }
    }

    /** Whether it is an object with a type, to be looked at more closely. */
    static boolean typed(Place place) {
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

    static void unsupported(Place place) {
        String type = place.string("type");
        boolean known = NOT_HERE.contains(type);
        place.at("type")
                .problem(
                        "unsupported type: "
                                + type
                                + (known ? " (Slack has it; the stand-in does not, here)" : ""));
    }
}
