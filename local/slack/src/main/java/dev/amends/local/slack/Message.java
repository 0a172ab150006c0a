package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it stands now, and what it said before.
 *
 * @param channel the id of its channel
 * @param threadTs the parent's ts, empty for a message in the channel itself
 * @param user who wrote it; the bot cannot change what a person wrote
 * @param editedTs when it was last changed, empty when never
 * @param history earlier versions, oldest first
 */
record Message(
        String channel,
        String ts,
        String threadTs,
        String user,
        String text,
        ArrayNode blocks,
        String editedTs,
        List<Version> history) {

    /** What a message said until it was changed. */
    record Version(String text, ArrayNode blocks, String until) {}

    Message {
        history = List.copyOf(history);
    }

    boolean bot() {
        return user.equals(WebApi.BOT_USER);
    }

    boolean edited() {
        return !editedTs.isEmpty();
    }

    Message changed(String newText, ArrayNode newBlocks, String now) {
        List<Version> versions = new ArrayList<>(history);
        versions.add(new Version(text, blocks, now));
        return new Message(channel, ts, threadTs, user, newText, newBlocks, now, versions);
    }

    /** As Slack shows it in answers. */
    ObjectNode toSlack() {
        ObjectNode json = Json.object().put("type", "message").put("user", user);
        if (bot()) {
            json.put("bot_id", WebApi.BOT_ID).put("app_id", WebApi.APP_ID);
        }
        json.put("ts", ts).put("text", text).put("team", WebApi.TEAM_ID);
        if (!threadTs.isEmpty()) {
            json.put("thread_ts", threadTs);
        }
        if (!blocks.isEmpty()) {
            json.set("blocks", blocks);
        }
        if (edited()) {
            json.putObject("edited").put("user", WebApi.BOT_USER).put("ts", editedTs);
        }
        return json;
    }

    /** As the store keeps it and {@code /_standin/messages} shows it. */
    ObjectNode toStore() {
        ObjectNode json = Json.object().put("channel", channel).put("ts", ts);
        if (!threadTs.isEmpty()) {
            json.put("thread_ts", threadTs);
        }
        json.put("bot", bot()).put("user", user).put("text", text).set("blocks", blocks);
        json.put("edited", edited());
        if (edited()) {
            json.put("edited_ts", editedTs);
        }
        ArrayNode versions = json.putArray("history");
        for (Version version : history) {
            versions.addObject()
                    .put("text", version.text())
                    .put("until", version.until())
                    .set("blocks", version.blocks());
        }
        return json;
    }

    static Message ofStore(JsonNode json) {
        List<Version> versions = new ArrayList<>();
        for (JsonNode version : json.path("history")) {
            versions.add(
                    new Version(
                            Json.string(version, "text"),
                            blocks(version),
                            Json.string(version, "until")));
        }
        return new Message(
                Json.string(json, "channel"),
                Json.string(json, "ts"),
                Json.string(json, "thread_ts"),
                author(json),
                Json.string(json, "text"),
                blocks(json),
                Json.string(json, "edited_ts"),
                versions);
    }

    /** Stores of old only say whether it was the bot. */
    private static String author(JsonNode json) {
        String user = Json.string(json, "user");
        return user.isEmpty() && json.path("bot").asBoolean(true) ? WebApi.BOT_USER : user;
    }

    private static ArrayNode blocks(JsonNode json) {
        return json.path("blocks") instanceof ArrayNode blocks ? blocks : Json.array();
    }
}
