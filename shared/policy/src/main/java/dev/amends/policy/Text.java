package dev.amends.policy;

import java.util.List;

/** Policy text inside sentences: attacker-controlled, so without control characters and short. */
final class Text {
    private static final int LONGEST = 80;

    private Text() {}

    static String quote(String text) {
        StringBuilder clean = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            clean.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.length() > LONGEST ? clean + "…" : clean.toString();
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

    static boolean digits(String text, int count) {
        if (text.length() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether this is the id of an AWS account. */
    static boolean account(String text) {
        return digits(text, 12);
    }

    /** Whether this is the id of an organisation. */
    static boolean organisation(String text) {
        if (!text.startsWith("o-") || text.length() == 2) {
            return false;
        }
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return text.length() <= 34;
    }
}
