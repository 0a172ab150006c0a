package dev.amends.local.slack;

import dev.amends.local.slack.Channels.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The channel as a page. It is complete without its script, which only keeps it up to date. */
final class Page {

    private static final String CSS = resource("page.css");
    private static final String SCRIPT = resource("page.js");

    /**
     * Nothing but this script runs and nothing is loaded from elsewhere, whatever a message says.
     */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'sha256-"
                    + Base64.getEncoder().encodeToString(sha256(SCRIPT))
                    + "'";

    private static final String BOT =
            "<svg class=\"avatar\" viewBox=\"0 0 36 36\" aria-hidden=\"true\"><rect width=\"36\""
                    + " height=\"36\" fill=\"#0b6e69\"/><path d=\"M18 6l10 4v7c0 7-4 11-10 13C12 28 8 24 8"
                    + " 17v-7z\" fill=\"#fff\"/><path d=\"M13 18l4 4 7-8\" fill=\"none\" stroke=\"#0b6e69\""
                    + " stroke-width=\"3\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>";

    private static final String PERSON =
            "<svg class=\"avatar\" viewBox=\"0 0 36 36\" aria-hidden=\"true\"><rect width=\"36\""
                    + " height=\"36\" fill=\"#8a6fb0\"/><circle cx=\"18\" cy=\"14\" r=\"6\""
                    + " fill=\"#fff\"/><path d=\"M6 34c1-9 7-12 12-12s11 3 12 12\" fill=\"#fff\"/></svg>";

    private final Channels channels;
    private final Messages messages;
    private final ZoneId zone;
    private final Mrkdwn mrkdwn;
    private final BlockHtml blocks;

    Page(Channels channels, Messages messages, ZoneId zone) {
        this.channels = channels;
        this.messages = messages;
        this.zone = zone;
        this.mrkdwn = new Mrkdwn(channels, zone);
        this.blocks = new BlockHtml(mrkdwn);
    }

    String page(Channel channel) {
        // The number before the list: a message between the two is then shown twice as fresh, not
        // never.
        long revision = messages.revision();
        StringBuilder side = new StringBuilder();
        for (Channel other : channels.all()) {
            side.append("<a href=\"/?channel=").append(Html.escape(other.id())).append('"');
            side.append(other.equals(channel) ? " aria-current=\"page\"" : "").append("># ");
            side.append(Html.escape(other.name())).append("</a>");
        }
        String name = "#" + Html.escape(channel.name());
        return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s – Amends (local)</title>
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <link rel="icon" href="data:,"><style>%s</style>
        <noscript><meta http-equiv="refresh" content="5"></noscript></head>
        <body><div class="app">
        <nav class="side" aria-label="Channels"><b>Amends (local)</b><small>Channels</small>%s</nav>
        <main class="pane"><div class="top"><h1>%s</h1><span>Slack stand-in on this machine</span></div>
        <div id="messages" role="log" aria-label="Messages" tabindex="0" data-source="/messages?channel=%s" data-revision="%d">
        %s</div></main></div>
        <script>%s</script></body></html>
        """
                .formatted(
                        name,
                        CSS,
                        side,
                        name,
                        Html.escape(channel.id()),
                        revision,
                        list(channel),
                        SCRIPT);
    }

    /** The messages alone, oldest first, each thread under its parent. */
    String list(Channel channel) {
        List<Message> top = new ArrayList<>();
        Map<String, List<Message>> replies = new TreeMap<>();
        List<Message> here =
                messages.all().stream().filter(m -> m.channel().equals(channel.id())).toList();
        Set<String> known = here.stream().map(Message::ts).collect(Collectors.toSet());
        for (Message message : here) {
            if (known.contains(message.threadTs())) {
                replies.computeIfAbsent(message.threadTs(), ts -> new ArrayList<>()).add(message);
            } else {
                top.add(message);
            }
        }
        if (top.isEmpty()) {
            return item(
                    "empty", "empty", "Nothing here yet. The page shows messages as they come.");
        }
        StringBuilder html = new StringBuilder();
        String day = "";
        for (Message message : top) {
            String its = Dates.day(message.ts(), zone);
            if (!its.equals(day)) {
                html.append(item("day", "day-" + message.ts(), Html.escape(its)));
                day = its;
            }
            String thread = thread(replies.getOrDefault(message.ts(), List.of()));
            html.append(item("message", id(message), message(message, thread)));
        }
        return html.toString();
    }

    private String thread(List<Message> replies) {
        if (replies.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<details class=\"replies\" open><summary>");
        html.append(replies.size()).append(replies.size() == 1 ? " reply" : " replies");
        html.append("</summary>");
        for (Message reply : replies) {
            html.append(item("message", id(reply), message(reply, "")));
        }
        return html.append("</details>").toString();
    }

    private String message(Message message, String thread) {
        String content =
                message.blocks().isEmpty()
                        ? "<div class=\"text\">" + mrkdwn.html(message.text()) + "</div>"
                        : blocks.html(message.blocks());
        return """
        %s<div class="body"><div class="who"><b>%s</b>%s<a href="#%s" title="%s">%s</a></div>%s%s%s</div>\
        """
                .formatted(
                        message.bot() ? BOT : PERSON,
                        message.bot() ? "Amends" : "You",
                        message.bot() ? "<i>APP</i>" : "",
                        id(message),
                        Html.escape(Dates.exactly(message.ts(), zone)),
                        Dates.clock(message.ts(), zone),
                        content,
                        message.edited() ? edited(message) : "",
                        thread);
    }

    private String edited(Message message) {
        return "<span class=\"edited\" title=\"%s\">(edited)</span>"
                .formatted(Html.escape(Dates.exactly(message.editedTs(), zone)));
    }

    private static String id(Message message) {
        return "m" + message.ts().replace('.', '-');
    }

    /** An element with the hash of its content, by which the script sees what changed. */
    private static String item(String style, String id, String html) {
        String hash = HexFormat.of().formatHex(sha256(html), 0, 8);
        return "<div class=\"%s\" id=\"%s\" data-hash=\"%s\">%s</div>\n"
                .formatted(style, id, hash, html);
    }

    /** A document in the clothes of the channel. */
    static String document(String title, String html) {
        return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <link rel="icon" href="data:,"><style>%s</style></head>
        <body><main class="doc">%s</main></body></html>
        """
                .formatted(Html.escape(title), CSS, html);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
