package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.slack.ButtonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as Slack sends them and API Gateway hands them on; signed by the tests themselves. */
final class Signed {
    private Signed() {}

    static Map<String, Object> event(String body, Instant at) {
        return event(body, at, World.SECRET);
    }

    static Map<String, Object> event(String body, Instant at, String secret) {
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, Object> headers = new HashMap<>();
        headers.put("X-Slack-Request-Timestamp", seconds);
        headers.put("X-Slack-Signature", "v0=" + hmac(secret, "v0:" + seconds + ":" + body));
        Map<String, Object> event = new HashMap<>();
        event.put("headers", headers);
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return event;
    }

    static String payload(Map<String, Object> payload) {
        return "payload=" + encode(Node.write(payload));
    }

    static Map<String, Object> press(String user, String action, String key, String token) {
        Map<String, Object> payload = start("block_actions", user);
        payload.put(
                "container",
                Map.of(
                        "type", "message",
                        "message_ts", "1.0",
                        "channel_id", Standin.CHANNEL));
        payload.put("channel", Map.of("id", Standin.CHANNEL));
        payload.put(
                "actions",
                List.of(
                        Map.of(
                                "type",
                                "button",
                                "action_id",
                                action,
                                "value",
                                new ButtonValue(key, token).text())));
        return payload;
    }

    static Map<String, Object> submission(
            String user, String key, String token, Map<String, Object> values) {
        Map<String, Object> payload = start("view_submission", user);
        payload.put(
                "view",
                Map.of(
                        "callback_id",
                        "exempt",
                        "private_metadata",
                        Node.write(
                                Map.of(
                                        "value",
                                        new ButtonValue(key, token).text(),
                                        "channel",
                                        Standin.CHANNEL,
                                        "ts",
                                        "1.0")),
                        "state",
                        Map.of("values", values)));
        return payload;
    }

    static Map<String, Object> values(String days, String reason) {
        return Map.of(
                "until",
                Map.of("until", Map.of("selected_option", Map.of("value", days))),
                "reason",
                Map.of("reason", Map.of("value", reason)),
                "scope",
                Map.of("scope", Map.of("selected_option", Map.of("value", "one"))));
    }

    static String command(String user, String text) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("command", "/amends");
        form.put("text", text);
        form.put("team_id", Standin.WORKSPACE);
        form.put("api_app_id", Standin.APP);
        form.put("user_id", user);
        form.put("user_name", "somebody");
        form.put("channel_id", Standin.CHANNEL);
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) ->
                body.append(body.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(encode(value)));
        return body.toString();
    }

    private static Map<String, Object> start(String type, String user) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("team", Map.of("id", Standin.WORKSPACE));
        payload.put("api_app_id", Standin.APP);
        payload.put("user", Map.of("id", user, "name", "somebody"));
        payload.put("trigger_id", "1.2.3");
        return payload;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
