package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What slack-in was not primed with. */
final class PressSamples {
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private PressSamples() {}

    static List<Sample> all() {
        return List.of(
                sample("somebody presses undo", press("undo"), () -> world("FIXED"), "decided"),
                sample(
                        "somebody presses what was decided already",
                        press("fix"),
                        () ->
                                world("AWAITING")
                                        .on(
                                                "PutItem",
                                                Json.refused(
                                                        Json.item(
                                                                "decision#log-group-no-retention#t0ken",
                                                                "doc",
                                                                decision()))),
                        "refused"),
                sample(
                        "somebody presses who may not",
                        press("fix", "U0EVE"),
                        () -> world("AWAITING"),
                        "refused"),
                sample("/amends resume", command("resume"), () -> world("AWAITING"), "\"user\":"),
                sample("/amends help", command("help"), () -> world("AWAITING"), "answered"),
                sample(
                        "DynamoDB throttles, then answers",
                        press("undo"),
                        () -> world("FIXED").on("PutItem", Answers.throttled(), answer("{}")),
                        "decided"),
                sample(
                        "DynamoDB denies the read",
                        command("status"),
                        () -> world("AWAITING").on("BatchGetItem", Answers.denied()),
                        "\"outcome\":"),
                sample(
                        "Slack asks to slow down (429)",
                        press("undo"),
                        () ->
                                world("FIXED")
                                        .on(
                                                "chat.update",
                                                Response.of(429, "application/json", "{}")
                                                        .with("Retry-After", "9")),
                        "decided"),
                sample(
                        "a signature that does not fit",
                        () -> signed("command=%2Famends&text=help", "another secret"),
                        () -> world("AWAITING"),
                        "refused"));
    }

    static Sample warm() {
        return all().getFirst();
    }

    private static Sample sample(
            String name, Supplier<String> payload, Supplier<Answers> answers, String expect) {
        return new Sample(Function.SLACK_IN, name, payload, answers, expect);
    }

    private static Supplier<String> press(String action) {
        return press(action, "U0ANA");
    }

    private static Supplier<String> press(String action, String user) {
        return () ->
                signed(
                        "payload="
                                + URLEncoder.encode(
                                        """
                                        {"type":"block_actions","team":{"id":"T0SHOP","domain":"shop"},"api_app_id":"A0SHOP",
                                        "user":{"id":"%s","username":"ana","name":"ana","team_id":"T0SHOP"},"token":"x","trigger_id":"13345224609.7",
                                        "container":{"type":"message","message_ts":"1700000000.000100","channel_id":"C0SHOP","is_ephemeral":false},
                                        "channel":{"id":"C0SHOP","name":"ops"},"message":{"type":"message","ts":"1700000000.000100","text":"Asked",
                                        "blocks":[{"type":"header","text":{"type":"plain_text","text":"Asked"}},
                                        {"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"%s"}]}]},
                                        "response_url":"https://hooks.slack.com/actions/x","actions":[{"type":"button","action_id":"%s","block_id":"b",
                                        "value":"%s|t0ken","action_ts":"1700000002.1"}]}
                                        """
                                                .formatted(user, action, action, Json.KEY),
                                        StandardCharsets.UTF_8),
                        SECRET);
    }

    private static Supplier<String> command(String text) {
        return () ->
                signed(
                        "token=x&team_id=T0SHOP&team_domain=shop&channel_id=C0SHOP&channel_name=ops&user_id=U0ANA&user_name=ana&command=%2Famends&text="
                                + URLEncoder.encode(text, StandardCharsets.UTF_8)
                                + "&api_app_id=A0SHOP&trigger_id=1.2",
                        SECRET);
    }

    /** As API Gateway hands it in. */
    private static String signed(String body, String secret) {
        String now = Long.toString(Instant.now().getEpochSecond());
        String signature;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] sum = mac.doFinal(("v0:" + now + ":" + body).getBytes(StandardCharsets.UTF_8));
            signature = "v0=" + HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return """
        {"resource":"/slack","path":"/slack","httpMethod":"POST","headers":{"Accept":"application/json,*/*",
        "Content-Type":"application/x-www-form-urlencoded","Host":"x.execute-api.eu-west-1.amazonaws.com",
        "User-Agent":"Slackbot 1.0 (+https://api.slack.com/robots)","X-Slack-Request-Timestamp":"%1$s","X-Slack-Signature":"%2$s"},
        "multiValueHeaders":{"X-Slack-Request-Timestamp":["%1$s"],"X-Slack-Signature":["%2$s"]},"queryStringParameters":null,
        "pathParameters":null,"stageVariables":null,"requestContext":{"resourcePath":"/slack","httpMethod":"POST","stage":"live",
        "identity":{"sourceIp":"203.0.113.9","userAgent":"Slackbot 1.0"},"requestId":"q-1"},"body":%3$s,"isBase64Encoded":false}
        """
                .formatted(now, signature, Json.text(body));
    }

    private static String decision() {
        return """
        {"kind":"FIX","guardrail":"log-group-no-retention","finding":"%s","episode":2,"incarnation":"1700000000000",
        "fingerprint":"f00d","by":"Ben (U0BEN)","user":"U0BEN","at":"%s","reason":""}
        """
                .formatted(Json.KEY, Instant.now().minusSeconds(3));
    }

    private static Answers world(String state) {
        String card =
                "{\"pk\":{\"S\":\"%s\"},\"channel\":{\"S\":\"C0SHOP\"},\"ts\":{\"S\":\"1700000000.000100\"},\"lease\":{\"S\":\"\"},\"leaseUntil\":{\"N\":\"0\"},\"said\":{\"N\":\"0\"},\"shown\":{\"S\":%s}}"
                        .formatted(
                                Json.CARD_KEY,
                                Json.text(
                                        "{\"token\":\"t0ken\",\"rev\":5,\"episode\":2,\"incarnation\":\"1700000000000\",\"fingerprint\":\"f00d\"}"));
        return new Answers()
                .on(
                        "BatchGetItem",
                        answer(Json.gotMany(Json.settings("ask"), Json.finding(state, 5), card)))
                .on("Query", answer(Json.found(Json.finding(state, 5))))
                .on("PutItem", answer("{}"))
                .on("UpdateItem", answer("{}"))
                .on("SendMessage", answer("{\"MessageId\":\"m\"}"))
                .on(
                        "GetSecretValue",
                        answer(
                                "{\"ARN\":\"arn\",\"Name\":\"amends/slack\",\"SecretString\":\"{\\\"botToken\\\":\\\"xoxb-1\\\",\\\"signingSecret\\\":\\\"%s\\\"}\"}"
                                        .formatted(SECRET)))
                .on("chat.update", Response.json("{\"ok\":true}"))
                .on("chat.postEphemeral", Response.json("{\"ok\":true}"))
                .on("views.open", Response.json("{\"ok\":true}"));
    }
}
