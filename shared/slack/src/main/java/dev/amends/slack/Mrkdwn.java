package dev.amends.slack;

/** Text for Slack: escaped, so that names and policies cannot mention or link, and cut to size. */
public final class Mrkdwn {
    private Mrkdwn() {}

    /** Escapes the three characters that Slack gives a meaning, then cuts. */
    public static String escape(String text, int most) {
        StringBuilder escaped = new StringBuilder(Math.min(text.length() + 16, most));
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            String piece =
                    switch (character) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        default -> Character.toString(character);
                    };
            // Whole pieces only: half an entity would show as something else.
            if (escaped.length() + piece.length() > most - 1) {
                return escaped.append('…').toString();
            }
            escaped.append(piece);
            i += Character.charCount(character);
        }
        return escaped.toString();
    }

    /** A name as code: no markup inside, and nothing that ends the code early. */
    public static String code(String text, int most) {
        return "`" + escape(text.replace('`', '\'').replace('\n', ' '), most - 2) + "`";
    }
}
