package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.Faults.Fault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The Web API methods the bot uses, as far as it uses them. */
final class WebApi {

    static final String TEAM_ID = "T0AMENDS01";
    static final String APP_ID = "A0AMENDS01";
    static final String BOT_ID = "B0AMENDS01";
    static final String BOT_USER = "U0AMENDS01";
    static final String PERSON = "U0PERSON01";

    static final int MAX_TEXT = 40_000;

    /** chat.update takes less (seratch/ChatGPT-in-Slack issue 102). */
    static final int MAX_UPDATED_TEXT = 4000;

    private final String token;
    private final Channels channels;
    private final Messages messages;
    private final Faults faults;
    private final Pace pace;

    WebApi(String token, Channels channels, Messages messages, Faults faults, Pace pace) {
        this.token = token;
        this.channels = channels;
        this.messages = messages;
        this.faults = faults;
        this.pace = pace;
    }

    /** Answers a call, or fails it if somebody asked for that. */
    Answer answer(Call call) {
        Optional<Fault> fault = faults.take(call.method());
        if (fault.isEmpty()) {
            return carryOut(call);
        }
        if (fault.get().afterwards()) {
            Answer lost = carryOut(call);
            if (!lost.body().path("ok").asBoolean()) {
                return lost;
            }
        }
        sleep(fault.get().delayMillis());
        return fault.get().delaysOnly() ? carryOut(call) : fault.get().answer();
    }

    private Answer carryOut(Call call) {
        try {
            return switch (call.method()) {
                case "chat.postMessage" -> post(call);
                case "chat.update" -> update(call);
                case "auth.test" -> test(call);
                default -> unknown(call);
            };
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    private Answer post(Call call) {
        checkToken(call);
        Channel channel = channels.find(call.string("channel")).orElseThrow(WebApi::noChannel);
        String text = text(call, MAX_TEXT);
        ArrayNode blocks = blocks(call).orElseGet(Json::array);
        String thread = thread(call, channel);
        checkPace("chat.postMessage " + channel.id(), Pace.POST);
        Message message = messages.add(channel.id(), thread, true, text, blocks);
        Answer answer = Answer.ok();
        answer.body()
                .put("channel", channel.id())
                .put("ts", message.ts())
                .set("message", message.toSlack());
        return answer.with(call.warnings());
    }

    private Answer update(Call call) {
        checkToken(call);
        Channel channel = channels.withId(call.string("channel")).orElseThrow(WebApi::noChannel);
        Message message =
                messages.find(channel.id(), call.string("ts")).orElseThrow(WebApi::noMessage);
        if (!message.bot()) {
            throw new Refused("cant_update_message");
        }
        String text = text(call, MAX_UPDATED_TEXT);
        // Blocks that are not mentioned stay as they were; [] takes them away (python-slack-sdk
        // issue
        // 523: "nothing happens" when only the text of a message with blocks is updated).
        Optional<ArrayNode> blocks = blocks(call);
        checkPace("chat.update", Pace.UPDATE);
        Message changed =
                messages.change(
                                message,
                                old ->
                                        old.changed(
                                                text,
                                                blocks.orElse(old.blocks()),
                                                messages.nextTs()))
                        .orElseThrow(WebApi::noMessage);
        Answer answer = Answer.ok();
        answer.body()
                .put("channel", channel.id())
                .put("ts", changed.ts())
                .put("text", changed.text())
                .set("message", changed.toSlack());
        return answer.with(call.warnings());
    }

    private Answer test(Call call) {
        checkToken(call);
        Answer answer = Answer.ok();
        answer.body()
                .put("url", "https://amends-local.slack.com/")
                .put("team", "Amends (local)")
                .put("user", "amends")
                .put("team_id", TEAM_ID)
                .put("user_id", BOT_USER)
                .put("bot_id", BOT_ID)
                .put("is_enterprise_install", false);
        return answer.with(call.warnings());
    }

    private static Answer unknown(Call call) {
        Answer answer = Answer.error("unknown_method");
        answer.body().put("req_method", call.method());
        return answer;
    }

    private void checkToken(Call call) {
        if (call.token().isEmpty()) {
            throw new Refused("not_authed");
        }
        byte[] given = call.token().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))) {
            throw new Refused("invalid_auth");
        }
    }

    private void checkPace(String key, Pace.Allowance allowance) {
        int seconds = pace.secondsToWait(key, allowance);
        if (seconds > 0) {
            throw new Refused(Answer.error("ratelimited").withStatus(429).withRetryAfter(seconds));
        }
    }

    /**
     * The text for notifications and screen readers. Slack takes a message of blocks without it and
     * warns; here that is an error, because the bot must never leave it out.
     */
    private static String text(Call call, int max) {
        String text = call.string("text");
        if (text.isBlank()) {
            throw new Refused("no_text");
        }
        if (text.length() > max) {
            throw new Refused("msg_too_long");
        }
        return text;
    }

    private static Optional<ArrayNode> blocks(Call call) {
        if (call.arguments().path("attachments").size() > 0) {
            // Slack has them, the page here does not: better refused than not seen.
            throw new Refused(
                    Answer.error(
                            "invalid_arguments",
                            List.of(
                                    "the stand-in takes no attachments [json-pointer:/attachments]")));
        }
        JsonNode given = call.arguments().path("blocks");
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
        return Optional.of(blocks);
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

    /** A reply to a reply belongs to the thread of the first message. */
    private String thread(Call call, Channel channel) {
        String ts = call.string("thread_ts");
        if (ts.isEmpty()) {
            return "";
        }
        Message parent =
                messages.find(channel.id(), ts).orElseThrow(() -> new Refused("thread_not_found"));
        return parent.threadTs().isEmpty() ? parent.ts() : parent.threadTs();
    }

    private static Refused noChannel() {
        return new Refused("channel_not_found");
    }

    private static Refused noMessage() {
        return new Refused("message_not_found");
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
