package dev.amends.policy;

import java.util.List;

/** Policy text inside sentences: attacker-controlled, so without control characters and short. */
final class Text {
    private static final int LONGEST = 80;

    private Text() {}

    static String quote(String text) {
        if (clean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            clean.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.length() > LONGEST ? clean + "…" : clean.toString();
    }

    private static boolean clean(String text) {
        return text.length() <= LONGEST && only(text, " ~");
    }

    /** "a", "a and b", "a, b and c", "a, b and 3 more". */
    static String list(List<String> words) {
        int size = words.size();
        return switch (size) {
            case 0 -> "";
            case 1 -> words.get(0);
            case 2 -> words.get(0) + " and " + words.get(1);
            case 3 -> words.get(0) + ", " + words.get(1) + " and " + words.get(2);
            default -> words.get(0) + ", " + words.get(1) + " and " + (size - 2) + " more";
        };
    }

    /**
     * Whether a text has no other characters than these.
     *
     * @param ranges pairs of first and last: {@code "az09"}
     */
    static boolean only(String text, String ranges) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean in = false;
            for (int r = 0; r < ranges.length(); r += 2) {
                in |= c >= ranges.charAt(r) && c <= ranges.charAt(r + 1);
            }
            if (!in) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is the id of an AWS account. */
    static boolean account(String text) {
        return text.length() == 12 && only(text, "09");
    }

    /** Whether this is the id of an organisation. */
    static boolean organisation(String text) {
        return text.startsWith("o-")
                && text.length() > 2
                && text.length() <= 34
                && only(text.substring(2), "az09");
    }
}
