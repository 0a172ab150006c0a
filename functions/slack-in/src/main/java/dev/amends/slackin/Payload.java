package dev.amends.slackin;

import dev.amends.core.json.Node;

/**
 * An interaction as Slack tells it, once it is known that Slack does.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads">docs.slack.dev, Interaction
 *     payloads</a>
 */
record Payload(Node root) {

    String type() {
        return root.textOr("", "type");
    }

    String workspace() {
        return root.textOr("", "team", "id");
    }

    String app() {
        return root.textOr("", "api_app_id");
    }

    Who who() {
        String name = root.textOr("", "user", "name");
        return Who.of(
                root.textOr("", "user", "id"),
                name.isEmpty() ? root.textOr("", "user", "username") : name);
    }

    /** What was pressed; Slack sends one at a time. */
    Node action() {
        return root.at("actions").items().stream().findFirst().orElse(Node.ABSENT);
    }

    String channel() {
        String channel = root.textOr("", "container", "channel_id");
        return channel.isEmpty() ? root.textOr("", "channel", "id") : channel;
    }

    String ts() {
        return root.textOr("", "container", "message_ts");
    }

    Node message() {
        return root.at("message");
    }

    String trigger() {
        return root.textOr("", "trigger_id");
    }

    Node view() {
        return root.at("view");
    }
}
