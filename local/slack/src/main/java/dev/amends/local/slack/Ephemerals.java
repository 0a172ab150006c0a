package dev.amends.local.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Messages that only one person sees. No store keeps them: in Slack too they do not last. */
final class Ephemerals {

    /**
     * One of them.
     *
     * @param user who sees it
     * @param threadTs the thread it is shown in, empty for the channel itself
     * @param slackbot whether Slack itself says it, not the app
     */
    record Ephemeral(
            String channel,
            String user,
            String ts,
            String threadTs,
            boolean slackbot,
            String text,
            ArrayNode blocks) {

        private ObjectNode json() {
            ObjectNode json = Json.object().put("channel", channel).put("user", user).put("ts", ts);
            if (!threadTs.isEmpty()) {
                json.put("thread_ts", threadTs);
            }
            json.put("from", slackbot ? "slackbot" : "app").put("text", text);
            json.set("blocks", blocks);
            return json;
        }
    }

    private final Supplier<String> nextTs;
    private final Runnable changed;
    private final List<Ephemeral> all = new ArrayList<>();

    Ephemerals(Messages messages) {
        nextTs = messages::nextTs;
        changed = messages::touch;
    }

    synchronized Ephemeral add(
            String channel, String user, String threadTs, String text, ArrayNode blocks) {
        return add(new Ephemeral(channel, user, nextTs.get(), threadTs, false, text, blocks));
    }

    /** Slack tells somebody what went wrong. */
    synchronized void tell(String channel, String user, String text) {
        add(new Ephemeral(channel, user, nextTs.get(), "", true, text, Json.array()));
    }

    private Ephemeral add(Ephemeral ephemeral) {
        all.add(ephemeral);
        changed.run();
        return ephemeral;
    }

    synchronized Optional<Ephemeral> find(String user, String channel, String ts) {
        return all.stream()
                .filter(e -> e.user().equals(user))
                .filter(e -> e.channel().equals(channel) && e.ts().equals(ts))
                .findFirst();
    }

    /** Puts other content in its place; nothing when it is gone. */
    synchronized boolean replace(Ephemeral old, String text, ArrayNode blocks) {
        int at = index(old);
        if (at >= 0) {
            all.set(
                    at,
                    new Ephemeral(
                            old.channel(),
                            old.user(),
                            old.ts(),
                            old.threadTs(),
                            false,
                            text,
                            blocks));
            changed.run();
        }
        return at >= 0;
    }

    synchronized boolean delete(Ephemeral ephemeral) {
        int at = index(ephemeral);
        if (at >= 0) {
            all.remove(at);
            changed.run();
        }
        return at >= 0;
    }

    private int index(Ephemeral ephemeral) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).ts().equals(ephemeral.ts())) {
                return i;
            }
        }
        return -1;
    }

    synchronized List<Ephemeral> seenBy(String user, String channel) {
        return all.stream()
                .filter(e -> e.user().equals(user) && e.channel().equals(channel))
                .toList();
    }

    synchronized void clear() {
        all.clear();
        changed.run();
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("ephemerals");
        all.forEach(ephemeral -> list.add(ephemeral.json()));
        return json;
    }
}
