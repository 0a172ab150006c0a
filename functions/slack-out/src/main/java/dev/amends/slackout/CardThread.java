package dev.amends.slackout;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Labels;
import dev.amends.slack.Mrkdwn;
import dev.amends.slack.SlackApi.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said below a card, and in the second channel: what the card has no room for, and what
 * people must hear of though a card that is redrawn makes no sound.
 */
final class CardThread {
    /** Of a section's 3,000 characters, with room for what surrounds the code. */
    private static final int PART = 2_700;

    /** A bucket's policy, before and after, is not longer (20 KB each). */
    private static final int PARTS = 16;

    /** What Slack says about a message that is no longer there. */
    private static final Set<String> GONE =
            Set.of("thread_not_found", "message_not_found", "cannot_reply_to_message");

    private final Messenger messenger;

    CardThread(Messenger messenger) {
        this.messenger = messenger;
    }

    /**
     * How far the thread got.
     *
     * @param said up to which revision it has been told
     * @param later why the rest could not be said now; null when all was said
     */
    record Told(int said, @Nullable String later) {}

    /**
     * Says what is news since a revision.
     *
     * @param said 0 for a new card
     */
    Told tell(
            Finding finding, int said, String channel, String ts, Settings settings, Instant now) {
        int told = said;
        if (said == 0) {
            String later = whole(finding, "change to", CardView.cutChange(finding), channel, ts);
            if (later == null) {
                later = whole(finding, "text for", CardView.cutAdvice(finding), channel, ts);
            }
            if (later == null) {
                later = whole(finding, "review of", MistakeList.whole(finding), channel, ts);
            }
            if (later != null) {
                return new Told(told, later);
            }
            told = Math.max(0, finding.rev() - finding.history().size());
        }
        for (Story.News news : Story.since(finding, told)) {
            String later = say(news, finding, channel, ts, settings, now);
            if (later != null) {
                return new Told(told, later);
            }
            told = news.rev();
        }
        return new Told(finding.rev(), null);
    }

    private @Nullable String whole(
            Finding finding, String what, @Nullable String whole, String channel, String ts) {
        if (whole == null) {
            return null;
        }
        List<String> parts = parts(whole);
        String name = Mrkdwn.code(finding.subject().target().name(), 150);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.size() == 1 ? "" : ", part %d of %d".formatted(i + 1, parts.size());
            String later =
                    reply(
                            channel,
                            ts,
                            "The whole %s %s%s:\n```%s```"
                                    .formatted(what, name, part, parts.get(i)),
                            false);
            if (later != null) {
                return later;
            }
        }
        return null;
    }

    /** Pieces that each fit into a message, cut between lines where that is possible. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length() && parts.size() < PARTS; ) {
            int character = text.codePointAt(i);
            String piece =
                    Mrkdwn.escape(Character.toString(character == '`' ? '\'' : character), 9);
            if (part.length() + piece.length() > PART) {
                int line = part.lastIndexOf("\n");
                int end = line > PART / 2 ? line : part.length();
                parts.add(part.substring(0, end));
                part.delete(0, Math.min(part.length(), end + (end == line ? 1 : 0)));
            }
            part.append(piece);
            i += Character.charCount(character);
        }
        if (parts.size() < PARTS) {
            parts.add(part.toString());
        }
        return parts;
    }

    private @Nullable String say(
            Story.News news,
            Finding finding,
            String channel,
            String ts,
            Settings settings,
            Instant now) {
        String name = Mrkdwn.code(finding.subject().target().name(), 300);
        String text = Mrkdwn.escape(news.text(), 1_500);
        String all = People.all(settings.approvers(finding.subject().guardrail()));
        return switch (news.kind()) {
            case FAILED, REFUSED -> reply(channel, ts, text, false);
            case REMINDER -> {
                Instant ends = finding.ends();
                yield ends == null || !ends.isAfter(now)
                        ? null
                        : reply(channel, ts, all + reminder(finding, name, ends), true);
            }
            case EXPIRED -> {
                String second = settings.escalationChannel();
                String expired = "%s: %s".formatted(name, text);
                yield second.isEmpty()
                        ? reply(channel, ts, all + expired, true)
                        : escalate(second, finding, channel, ts, all + expired);
            }
        };
    }

    private static String reminder(Finding finding, String name, Instant ends) {
        return finding.state() == State.EXEMPT
                ? "The exemption of %s ends %s. After that Amends looks at it again."
                        .formatted(name, Blocks.date(ends))
                : "%s still waits for a decision. It can be approved until %s, then it lapses and nothing is changed."
                        .formatted(name, Blocks.date(ends));
    }

    /** Slack's refusal of the second channel must not be the end of it. */
    private @Nullable String escalate(
            String second, Finding finding, String channel, String ts, String otherwise) {
        String text = Labels.of(State.EXPIRED) + ": " + finding.text();
        Reply reply =
                messenger.post(
                        message(
                                second,
                                Mrkdwn.escape(text, 2_500) + link(channel, ts, "the card")));
        return reply instanceof Reply.Refused ? reply(channel, ts, otherwise, true) : later(reply);
    }

    /** A link to a message; empty when Slack names none. */
    String link(String channel, String ts, String name) {
        String link =
                messenger.read("chat.getPermalink", Map.of("channel", channel, "message_ts", ts))
                                instanceof Reply.Ok ok
                        ? ok.answer().textOr("", "permalink")
                        : "";
        return link.startsWith("https://") || link.startsWith("http://")
                ? "\n<" + link + "|Open " + name + ">"
                : "";
    }

    /**
     * Says something below a message.
     *
     * @return why it has to be said later; null when it was said, or can never be
     */
    @Nullable String reply(String channel, String ts, String text, boolean broadcast) {
        Map<String, Object> body = message(channel, text);
        body.put("thread_ts", ts);
        if (broadcast) {
            body.put("reply_broadcast", true);
        }
        return later(messenger.post(body));
    }

    static Map<String, Object> message(String channel, String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("text", text);
        body.put("blocks", List.of(Blocks.section(Blocks.cut(text, 3_000))));
        return body;
    }

    /** Below a card that somebody deleted nothing can be said, now or ever. */
    private static @Nullable String later(Reply reply) {
        return switch (reply) {
            case Reply.Ok ok -> null;
            case Reply.Later later -> later.why();
            case Reply.Refused refused ->
                    GONE.contains(refused.error()) ? null : "Slack refuses it: " + refused.error();
        };
    }
}
