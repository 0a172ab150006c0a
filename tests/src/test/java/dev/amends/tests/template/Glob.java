package dev.amends.tests.template;

/** IAM's patterns: {@code *} for any characters, {@code ?} for one. */
final class Glob {
    private Glob() {}

    static boolean matches(String pattern, String text) {
        return overlap(pattern, text, false);
    }

    /** Whether there is a text that both patterns match. */
    static boolean overlap(String one, String other) {
        return overlap(one, other, true);
    }

    private static boolean overlap(String one, String other, boolean bothPatterns) {
        boolean[][] from = new boolean[one.length() + 1][other.length() + 1];
        for (int i = one.length(); i >= 0; i--) {
            for (int j = other.length(); j >= 0; j--) {
                boolean endOfOne = i == one.length();
                boolean endOfOther = j == other.length();
                boolean starInOne = !endOfOne && one.charAt(i) == '*';
                boolean starInOther = bothPatterns && !endOfOther && other.charAt(j) == '*';
                if (endOfOne && endOfOther) {
                    from[i][j] = true;
                } else if (starInOne && (from[i + 1][j] || (!endOfOther && from[i][j + 1]))) {
                    from[i][j] = true;
                } else if (starInOther && (from[i][j + 1] || (!endOfOne && from[i + 1][j]))) {
                    from[i][j] = true;
                } else if (!endOfOne && !endOfOther && !starInOne && !starInOther) {
                    char a = one.charAt(i);
                    char b = other.charAt(j);
                    boolean same = a == b || a == '?' || (bothPatterns && b == '?');
                    from[i][j] = same && from[i + 1][j + 1];
                }
            }
        }
        return from[0][0];
    }
}
