package dev.amends.local.slack;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Slack's mark-up as HTML. Every character of the message passes {@link Html#escape} on its way,
 * and Slack's three entities are undone once and never twice: what a bot escaped twice shows that
 * here.
 */
final class Mrkdwn {

    private static final String FENCE = "```";

    private final Channels channels;
    private final People people;
    private final ZoneId zone;
    private final boolean verbatim;

    Mrkdwn(Channels channels, People people, ZoneId zone) {
        this(channels, people, zone, false);
    }

    private Mrkdwn(Channels channels, People people, ZoneId zone, boolean verbatim) {
        this.channels = channels;
        this.people = people;
        this.zone = zone;
        this.verbatim = verbatim;
    }

    /** The same for texts that ask to be left alone: bare addresses do not become links. */
    Mrkdwn verbatim() {
        return new Mrkdwn(channels, people, zone, true);
    }

    String html(String text) {
        StringBuilder html = new StringBuilder();
        int at = 0;
        while (true) {
            int open = text.indexOf(FENCE, at);
            int close = open < 0 ? -1 : text.indexOf(FENCE, open + 3);
            if (close < 0) {
                lines(text.substring(at), html);
                return html.toString();
            }
            lines(trimNewline(text.substring(at, open), false), html);
            html.append("<pre>");
            plain(trimNewline(text.substring(open + 3, close), true), html);
            html.append("</pre>");
            at = close + 3;
            if (at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
        }
    }

    /** The break next to a block is part of the block. */
    private static String trimNewline(String text, boolean leading) {
        String rest = leading && text.startsWith("\n") ? text.substring(1) : text;
        return rest.endsWith("\n") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private void lines(String text, StringBuilder html) {
        if (text.isEmpty()) {
            return;
        }
        List<String> quoted = new ArrayList<>();
        boolean first = true;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.startsWith(">>>") || line.startsWith("&gt;&gt;&gt;")) {
                // Everything that follows is quoted.
                quoted.add(line.substring(line.startsWith("&") ? 12 : 3).stripLeading());
                quoted.addAll(List.of(lines).subList(i + 1, lines.length));
                break;
            }
            if (line.startsWith(">") || line.startsWith("&gt;")) {
                quoted.add(line.substring(line.startsWith("&") ? 4 : 1).stripLeading());
                continue;
            }
            if (!quoted.isEmpty()) {
                quote(quoted, html);
                first = true;
            }
            if (!first) {
                html.append("<br>");
            }
            first = false;
            inline(line, html);
        }
        quote(quoted, html);
    }

    private void quote(List<String> quoted, StringBuilder html) {
        if (!quoted.isEmpty()) {
            html.append("<blockquote>");
            for (int i = 0; i < quoted.size(); i++) {
                html.append(i == 0 ? "" : "<br>");
                inline(quoted.get(i), html);
            }
            html.append("</blockquote>");
            quoted.clear();
        }
    }

    /** One line with its styles. */
    private void inline(String line, StringBuilder html) {
        int from = 0;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end =
                    switch (c) {
                        case '`' -> codeEnd(line, at);
                        case '*', '_', '~' -> styleEnd(line, at);
                        case '<' -> line.indexOf('>', at);
                        case 'h' -> verbatim ? -1 : urlEnd(line, at);
                        default -> -1;
                    };
            if (end < 0) {
                at++;
                continue;
            }
            plain(line.substring(from, at), html);
            String inner = line.substring(at + 1, end);
            switch (c) {
                case '`' -> tag("code", inner, html, this::plain);
                case '*' -> tag("b", inner, html, this::inline);
                case '_' -> tag("i", inner, html, this::inline);
                case '~' -> tag("s", inner, html, this::inline);
                case '<' -> reference(inner, html);
                default -> {
                    String url = unescape(line.substring(at, end));
                    html.append(Html.link(url, Html.escape(url)));
                }
            }
            at = c == 'h' ? end : end + 1;
            from = at;
        }
        plain(line.substring(from), html);
    }

    private interface Writer {
        void write(String text, StringBuilder html);
    }

    private static void tag(String name, String inner, StringBuilder html, Writer writer) {
        html.append('<').append(name).append('>');
        writer.write(inner, html);
        html.append("</").append(name).append('>');
    }

    private static int codeEnd(String line, int start) {
        int end = line.indexOf('`', start + 1);
        return end == start + 1 ? -1 : end;
    }

    /** Where the style ends that begins here; none within a word, next to a space or over code. */
    private static int styleEnd(String line, int start) {
        char mark = line.charAt(start);
        boolean within = start > 0 && Character.isLetterOrDigit(line.charAt(start - 1));
        if (within
                || start + 2 >= line.length()
                || Character.isWhitespace(line.charAt(start + 1))) {
            return -1;
        }
        int at = start + 1;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == mark) {
                boolean stands = at > start + 1 && !Character.isWhitespace(line.charAt(at - 1));
                boolean ends =
                        at + 1 == line.length() || !Character.isLetterOrDigit(line.charAt(at + 1));
                if (stands && ends) {
                    return at;
                }
            }
            int over = c == '`' ? codeEnd(line, at) : c == '<' ? line.indexOf('>', at) : -1;
            at = over < 0 ? at + 1 : over + 1;
        }
        return -1;
    }

    /** Slack makes a link of a bare address; punctuation after it is not part of it. */
    private static int urlEnd(String line, int start) {
        boolean within = start > 0 && Character.isLetterOrDigit(line.charAt(start - 1));
        if (within || !(line.startsWith("http://", start) || line.startsWith("https://", start))) {
            return -1;
        }
        int end = start;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && "<>\"*`|".indexOf(line.charAt(end)) < 0
                && !line.startsWith("&gt;", end)
                && !line.startsWith("&lt;", end)) {
            end++;
        }
        while (".,;:!?)_~".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return Html.href(unescape(line.substring(start, end))).isPresent() ? end : -1;
    }

    /** What stands between angle brackets: a link, a mention, a date. */
    private void reference(String inner, StringBuilder html) {
        int bar = inner.indexOf('|');
        String target = bar < 0 ? inner : inner.substring(0, bar);
        String label = bar < 0 ? "" : inner.substring(bar + 1);
        if (target.startsWith("!date^")) {
            date(target, label, html);
        } else if (target.startsWith("!") || target.startsWith("@")) {
            mention(target, label, html);
        } else if (target.startsWith("#")) {
            String id = target.substring(1);
            String name = channels.withId(id).map(Channels.Channel::name).orElse(id);
            span("mention", "#" + (label.isEmpty() ? name : unescape(label)), html);
        } else if (target.startsWith("mailto:")) {
            plain(label.isEmpty() ? target.substring(7) : label, html);
        } else if (Html.href(unescape(target)).isEmpty()) {
            // No link and no mention: somebody forgot to escape. It is shown as it is.
            plain("<" + inner + ">", html);
        } else {
            StringBuilder labelHtml = new StringBuilder();
            plain(label.isEmpty() ? target : label, labelHtml);
            html.append(Html.link(unescape(target), labelHtml.toString()));
        }
    }

    private void mention(String target, String label, StringBuilder html) {
        // Loud on purpose: a mention nobody meant is somebody else's text let in unescaped.
        boolean everyone = target.matches("!(here|channel|everyone)(\\W.*)?");
        String name = label.isEmpty() ? known(target) : unescape(label);
        span(everyone ? "mention all" : "mention", name.startsWith("@") ? name : "@" + name, html);
    }

    /** The name of a person or a group of this workspace, else what stands there. */
    private String known(String target) {
        if (target.startsWith("!subteam^")) {
            String id = target.substring("!subteam^".length());
            return people.group(id).map(People.Group::handle).orElse(target.substring(1));
        }
        return people.withId(target.substring(1))
                .map(People.Person::name)
                .orElse(target.substring(1));
    }

    private void date(String target, String fallback, StringBuilder html) {
        String[] parts = target.split("\\^", 4);
        Optional<String> filled =
                parts.length < 3
                        ? Optional.empty()
                        : Dates.fill(parts[1], unescape(parts[2]), zone);
        StringBuilder shown = new StringBuilder("<time");
        filled.ifPresent(date ->
                shown.append(" title=\"").append(Html.escape(unescape(fallback))).append('"'));
        shown.append('>')
                .append(Html.escape(filled.orElseGet(() -> unescape(fallback))))
                .append("</time>");
        html.append(
                parts.length > 3
                        ? Html.link(unescape(parts[3]), shown.toString())
                        : shown.toString());
    }

    private static void span(String style, String text, StringBuilder html) {
        html.append("<span class=\"").append(style).append("\">");
        html.append(Html.escape(text)).append("</span>");
    }

    private void plain(String text, StringBuilder html) {
        html.append(Html.escape(Emoji.replace(unescape(text))));
    }

    /** Undoes what Slack asks bots to escape, the ampersand last. */
    static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
