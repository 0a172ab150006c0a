package dev.amends.local.slack;

import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.Ephemerals.Ephemeral;
import dev.amends.local.slack.People.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The channel as a page. Without its script it can be read; to act, and to stay up to date, it
 * runs.
 */
final class Page {

    private static final String CSS = resource("page.css");
    private static final String SCRIPT = resource("page.js");
    private static final String FRAME = resource("page.html");
    private static final String ONLY_YOU = "<p class=\"only\">Only visible to you</p>";

    /**
     * Nothing but this script runs and nothing is loaded from elsewhere, whatever a message says.
     */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'sha256-"
                    + Base64.getEncoder().encodeToString(sha256(SCRIPT))
                    + "'";

    /** The name under which Slack itself speaks. */
    private static final String SLACKBOT = "USLACKBOT";

    /**
     * A line of the list.
     *
     * @param forOne whether only one person sees it
     */
    private record Line(Message message, boolean forOne) {}

    private final Workspace workspace;
    private final Messages messages;
    private final ZoneId zone;
    private final Mrkdwn mrkdwn;
    private final BlockHtml blocks;
    private final ModalHtml modals;

    Page(Workspace workspace, ZoneId zone) {
        this.workspace = workspace;
        this.messages = workspace.messages();
        this.zone = zone;
        this.mrkdwn = new Mrkdwn(workspace.channels(), workspace.people(), zone);
        this.blocks = new BlockHtml(mrkdwn);
        this.modals = new ModalHtml(blocks);
    }

    String page(Channel channel, Person me) {
        // The number before the list: a message between the two is then shown twice as fresh, not
        // never.
        long revision = messages.revision();
        StringBuilder side = new StringBuilder();
        for (Channel other : workspace.channels().all()) {
            side.append("<a href=\"/?channel=").append(Html.escape(other.id()));
            side.append("&amp;user=").append(Html.escape(me.id())).append('"');
            side.append(other.equals(channel) ? " aria-current=\"page\"" : "").append("># ");
            side.append(Html.escape(other.name())).append("</a>");
        }
        StringBuilder people = new StringBuilder();
        for (Person person : workspace.people().all()) {
            people.append("<option value=\"").append(Html.escape(person.id())).append('"');
            people.append(person.equals(me) ? " selected>" : ">");
            people.append(Html.escape(person.name())).append("</option>");
        }
        String name = "#" + Html.escape(channel.name());
        return FRAME.formatted(
                name,
                CSS,
                side,
                name,
                people,
                Html.escape(channel.id()),
                revision,
                list(channel, me),
                name,
                SCRIPT);
    }

    /** The modal this person has open, or nothing. */
    String modal(Person me) {
        return workspace
                .views()
                .of(me.id())
                .map(open -> {
                    String html = modals.html(open);
                    return """
                    <dialog id="modal" aria-labelledby="modal-title" data-view-id="%s" data-callback-id="%s" data-hash="%s">
                    %s</dialog>
                    """
                            .formatted(
                                    Html.escape(open.id()),
                                    Html.escape(Json.string(open.view(), "callback_id")),
                                    hash(open.id() + html),
                                    html);
                })
                .orElse("");
    }

    /** The messages alone, oldest first, each thread under its parent. */
    String list(Channel channel, Person me) {
        List<Line> top = new ArrayList<>();
        Map<String, List<Line>> replies = new TreeMap<>();
        List<Line> here = lines(channel, me);
        Set<String> known = here.stream().map(l -> l.message().ts()).collect(Collectors.toSet());
        for (Line line : here) {
            String thread = line.message().threadTs();
            if (known.contains(thread)) {
                replies.computeIfAbsent(thread, ts -> new ArrayList<>()).add(line);
            } else {
                top.add(line);
            }
        }
        if (top.isEmpty()) {
            return item(
                    "empty",
                    "empty",
                    "",
                    "Nothing here yet. The page shows messages as they come.");
        }
        StringBuilder html = new StringBuilder();
        String day = "";
        for (Line line : top) {
            String ts = line.message().ts();
            String its = Dates.day(ts, zone);
            if (!its.equals(day)) {
                html.append(item("day", "day-" + ts, "", Html.escape(its)));
                day = its;
            }
            html.append(line(line, thread(replies.getOrDefault(ts, List.of()))));
        }
        return html.toString();
    }

    private List<Line> lines(Channel channel, Person me) {
        List<Line> lines = new ArrayList<>();
        messages.all().stream()
                .filter(message -> message.channel().equals(channel.id()))
                .forEach(message -> lines.add(new Line(message, false)));
        for (Ephemeral e : workspace.ephemerals().seenBy(me.id(), channel.id())) {
            String user = e.slackbot() ? SLACKBOT : WebApi.BOT_USER;
            lines.add(
                    new Line(
                            new Message(
                                    e.channel(),
                                    e.ts(),
                                    e.threadTs(),
                                    user,
                                    e.text(),
                                    e.blocks(),
                                    "",
                                    List.of()),
                            true));
        }
        lines.sort(Comparator.comparing(line -> line.message().ts()));
        return lines;
    }

    private String thread(List<Line> replies) {
        if (replies.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<details class=\"replies\" open><summary>");
        html.append(replies.size()).append(replies.size() == 1 ? " reply" : " replies");
        html.append("</summary>");
        for (Line reply : replies) {
            html.append(line(reply, ""));
        }
        return html.append("</details>").toString();
    }

    private String line(Line line, String thread) {
        Message message = line.message();
        String attributes =
                " data-ts=\"%s\" data-channel=\"%s\""
                        .formatted(message.ts(), Html.escape(message.channel()));
        return item(
                line.forOne() ? "message ephemeral" : "message",
                id(message),
                attributes,
                message(line, thread));
    }

    private String message(Line line, String thread) {
        Message message = line.message();
        String name = name(message.user());
        String content =
                message.blocks().isEmpty()
                        ? "<div class=\"text\">" + mrkdwn.html(message.text()) + "</div>"
                        : blocks.html(message.blocks());
        return """
        %s<div class="body">%s<div class="who"><b>%s</b>%s<a href="#%s" title="%s">%s</a></div>%s%s%s</div>\
        """
                .formatted(
                        Avatar.of(message.user(), name),
                        line.forOne() ? ONLY_YOU : "",
                        Html.escape(name),
                        message.bot() ? "<i>APP</i>" : "",
                        id(message),
                        Html.escape(Dates.exactly(message.ts(), zone)),
                        Dates.clock(message.ts(), zone),
                        content,
                        message.edited() ? edited(message) : "",
                        thread);
    }

    private String name(String user) {
        return switch (user) {
            case WebApi.BOT_USER -> "Amends";
            case SLACKBOT -> "Slackbot";
            default -> workspace.people().withId(user).map(Person::name).orElse("Someone");
        };
    }

    private String edited(Message message) {
        return "<span class=\"edited\" title=\"%s\">(edited)</span>"
                .formatted(Html.escape(Dates.exactly(message.editedTs(), zone)));
    }

    private static String id(Message message) {
        return "m" + message.ts().replace('.', '-');
    }

    /** An element with the hash of its content, by which the script sees what changed. */
    private static String item(String style, String id, String attributes, String html) {
        return "<div class=\"%s\" id=\"%s\"%s data-hash=\"%s\">%s</div>\n"
                .formatted(style, id, attributes, hash(html), html);
    }

    private static String hash(String html) {
        return HexFormat.of().formatHex(sha256(html), 0, 8);
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
