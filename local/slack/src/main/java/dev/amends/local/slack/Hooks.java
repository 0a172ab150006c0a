package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.Ephemerals.Ephemeral;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Response URLs: what an app may say where it was asked, without a token. */
final class Hooks {

    static final Duration VALID = Duration.ofMinutes(30);
    static final int USES = 5;

    private static final Set<String> TYPES = Set.of("", "ephemeral", "in_channel");

    /**
     * One URL.
     *
     * @param source the ts of the message that was pressed, empty after a command
     */
    private record Hook(String channel, String user, String source, Instant until, int left) {
        Hook used() {
            return new Hook(channel, user, source, until, left - 1);
        }
    }

    private final InstantSource clock;
    private final Messages messages;
    private final Ephemerals ephemerals;
    private final Map<String, Hook> hooks = new HashMap<>();

    Hooks(InstantSource clock, Messages messages, Ephemerals ephemerals) {
        this.clock = clock;
        this.messages = messages;
        this.ephemerals = ephemerals;
    }

    /** A new path below the address of the stand-in. */
    synchronized String issue(String channel, String user, String source) {
        String id = Ids.random(24);
        hooks.put(id, new Hook(channel, user, source, clock.instant().plus(VALID), USES));
        return "hooks/" + id;
    }

    synchronized void clear() {
        hooks.clear();
    }

    /** Carries out what was sent; a use that is refused costs none of the five. */
    synchronized Answer use(String id, String body) {
        Hook hook = hooks.get(id);
        if (hook == null) {
            throw new Refused(Answer.error("no_service").withStatus(404));
        }
        if (clock.instant().isAfter(hook.until())) {
            throw new Refused(Answer.error("expired_url").withStatus(404));
        }
        if (hook.left() == 0) {
            throw new Refused(Answer.error("used_url").withStatus(404));
        }
        carryOut(hook, payload(body));
        hooks.put(id, hook.used());
        return Answer.ok();
    }

    private static ObjectNode payload(String body) {
        try {
            if (Json.parse(body) instanceof ObjectNode payload) {
                return payload;
            }
        } catch (JsonProcessingException e) {
            throw new Refused(Answer.error("invalid_payload").withStatus(400));
        }
        throw new Refused(Answer.error("invalid_payload").withStatus(400));
    }

    private void carryOut(Hook hook, ObjectNode payload) {
        String type = Json.string(payload, "response_type");
        if (!TYPES.contains(type)) {
            throw new Refused(Answer.error("invalid_payload").withStatus(400));
        }
        Optional<Ephemeral> seenByOne = ephemerals.find(hook.user(), hook.channel(), hook.source());
        Optional<Message> seenByAll = messages.find(hook.channel(), hook.source());
        if (asks(payload, "delete_original")) {
            seenByOne.ifPresent(ephemerals::delete);
            seenByAll.ifPresent(messages::delete);
            return;
        }
        if (asks(payload, "replace_original") && !hook.source().isEmpty()) {
            Content content = Content.of(payload, Content.MAX_UPDATED_TEXT);
            seenByOne.ifPresent(e -> ephemerals.replace(e, content.text(), content.blocksOrNone()));
            seenByAll.ifPresent(message -> messages.change(message, content));
            if (seenByOne.isEmpty() && seenByAll.isEmpty()) {
                throw new Refused("message_not_found");
            }
            return;
        }
        say(hook, payload, type);
    }

    private void say(Hook hook, ObjectNode payload, String type) {
        Content content = Content.of(payload, Content.MAX_TEXT);
        String thread = thread(hook.channel(), Json.string(payload, "thread_ts"));
        ArrayNode blocks = content.blocksOrNone();
        if (type.equals("in_channel")) {
            messages.add(hook.channel(), thread, WebApi.BOT_USER, content.text(), blocks);
        } else {
            ephemerals.add(hook.channel(), hook.user(), thread, content.text(), blocks);
        }
    }

    private String thread(String channel, String ts) {
        return ts.isEmpty() ? "" : messages.thread(channel, ts);
    }

    /** SDKs send {@code true}, Slack's own examples {@code "true"}. */
    private static boolean asks(ObjectNode payload, String name) {
        return payload.path(name).asText().equals("true");
    }
}
