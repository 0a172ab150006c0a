package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.Ephemerals.Ephemeral;
import dev.amends.local.slack.People.Person;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Slack tells the app about what somebody did. */
final class Payloads {

    /** The token of old, which nobody should check any more; the signature took its place. */
    static final String TOKEN = "standinVerificationToken";

    static final String DOMAIN = "amends-local";

    private Payloads() {}

    /** Interactions come as one field of a form. */
    static Map<String, String> form(ObjectNode payload) {
        return Map.of("payload", Json.write(payload));
    }

    static ObjectNode messageAction(
            Person person, Channel channel, Message message, JsonNode element, Ticket ticket) {
        ObjectNode payload = start("block_actions", person);
        ObjectNode container = container(payload, channel, message.ts(), false);
        if (!message.threadTs().isEmpty()) {
            container.put("thread_ts", message.threadTs());
        }
        ticket.fill(payload, channel);
        payload.set("message", message.toSlack());
        return finish(payload, element, ticket);
    }

    /** The app does not get a message that only one person sees, just the way back to it. */
    static ObjectNode ephemeralAction(
            Person person, Channel channel, Ephemeral message, JsonNode element, Ticket ticket) {
        ObjectNode payload = start("block_actions", person);
        container(payload, channel, message.ts(), true);
        ticket.fill(payload, channel);
        return finish(payload, element, ticket);
    }

    static ObjectNode viewAction(
            Person person, ObjectNode view, JsonNode action, String triggerId) {
        ObjectNode payload = start("block_actions", person);
        payload.putObject("container").put("type", "view").put("view_id", Json.string(view, "id"));
        payload.put("trigger_id", triggerId);
        payload.set("view", view);
        payload.putArray("actions").add(action);
        return payload;
    }

    static ObjectNode submission(Person person, ObjectNode view, String triggerId) {
        ObjectNode payload = start("view_submission", person).put("trigger_id", triggerId);
        payload.set("view", view);
        payload.putArray("response_urls");
        return payload;
    }

    static ObjectNode closed(Person person, ObjectNode view) {
        ObjectNode payload = start("view_closed", person);
        payload.set("view", view);
        return payload.put("is_cleared", false);
    }

    static Map<String, String> command(
            Person person, Channel channel, String command, String text, Ticket ticket) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", TOKEN);
        form.put("team_id", WebApi.TEAM_ID);
        form.put("team_domain", DOMAIN);
        form.put("channel_id", channel.id());
        form.put("channel_name", channel.name());
        form.put("user_id", person.id());
        form.put("user_name", person.username());
        form.put("command", command);
        form.put("text", text);
        form.put("api_app_id", WebApi.APP_ID);
        form.put("is_enterprise_install", "false");
        form.put("response_url", ticket.responseUrl());
        form.put("trigger_id", ticket.triggerId());
        return form;
    }

    /**
     * What lets the app answer.
     *
     * @param ts when it happened
     */
    record Ticket(String triggerId, String responseUrl, String ts) {
        private void fill(ObjectNode payload, Channel channel) {
            payload.put("trigger_id", triggerId);
            payload.putObject("channel").put("id", channel.id()).put("name", channel.name());
        }
    }

    /** The element somebody used, as {@code actions} shows it. */
    static ObjectNode action(JsonNode element, JsonNode blockId, String ts) {
        ObjectNode action = Json.object().put("action_id", Json.string(element, "action_id"));
        action.set("block_id", blockId);
        for (String name : new String[] {"text", "value", "style", "confirm"}) {
            if (element.has(name)) {
                action.set(name, element.path(name));
            }
        }
        return action.put("type", Json.string(element, "type")).put("action_ts", ts);
    }

    private static ObjectNode start(String type, Person person) {
        ObjectNode payload = Json.object().put("type", type);
        payload.putObject("team").put("id", WebApi.TEAM_ID).put("domain", DOMAIN);
        payload.putObject("user")
                .put("id", person.id())
                .put("username", person.username())
                .put("name", person.username())
                .put("team_id", WebApi.TEAM_ID);
        return payload.put("api_app_id", WebApi.APP_ID)
                .put("token", TOKEN)
                .putNull("enterprise")
                .put("is_enterprise_install", false);
    }

    private static ObjectNode container(
            ObjectNode payload, Channel channel, String ts, boolean ephemeral) {
        return payload.putObject("container")
                .put("type", "message")
                .put("message_ts", ts)
                .put("channel_id", channel.id())
                .put("is_ephemeral", ephemeral);
    }

    private static ObjectNode finish(ObjectNode payload, JsonNode action, Ticket ticket) {
        // Buttons have no state, and messages take nothing else here.
        payload.putObject("state").putObject("values");
        payload.put("response_url", ticket.responseUrl());
        payload.putArray("actions").add(action);
        return payload;
    }
}
