package dev.amends.check.terminal;

/**
 * Makes text from elsewhere fit to print: names and user agents are chosen by whoever made the
 * call.
 */
public final class Text {
    private Text() {}

    /**
     * Control and format characters become question marks: none may move the cursor or hide text.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(harmful(c) ? '?' : c));
        return clean.toString();
    }

    /** The same for JSON text, which can keep such characters as escapes. */
    public static String cleanJson(String json) {
        StringBuilder clean = new StringBuilder(json.length());
        json.codePoints()
                .forEach(c -> {
                    if (!harmful(c)) {
                        clean.appendCodePoint(c);
                        return;
                    }
                    for (char unit : Character.toChars(c)) {
                        clean.append(String.format("\\u%04x", (int) unit));
                    }
                });
        return clean.toString();
    }

    /** At most so many characters. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }

    private static boolean harmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}
