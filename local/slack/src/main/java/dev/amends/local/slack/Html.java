package dev.amends.local.slack;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What makes a text safe in a page. */
final class Html {

    private Html() {}

    /** For text and for attribute values in either kind of quotes. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    /** An address a link may lead to, escaped; nothing unless it is http or https. */
    static Optional<String> href(String url) {
        String trimmed = url.strip();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(trimmed.replace("|", "%7C").replace(" ", "%20"));
            return Optional.ofNullable(uri.getHost()).map(host -> escape(uri.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A link that opens beside the channel, or the label alone when the address is none. */
    static String link(String url, String labelHtml) {
        return href(url)
                .map(href ->
                        "<a href=\""
                                + href
                                + "\" target=\"_blank\" rel=\"noopener noreferrer\">"
                                + labelHtml
                                + "</a>")
                .orElse(labelHtml);
    }
}
