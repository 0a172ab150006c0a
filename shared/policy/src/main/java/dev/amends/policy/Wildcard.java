package dev.amends.policy;

/**
 * Patterns as IAM writes them: {@code *} for any characters, {@code ?} for exactly one (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 * user guide, Resource</a>). Never slower than pattern length times text length.
 */
final class Wildcard {
    private Wildcard() {}

    static boolean in(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether what is written there is decided only when a request comes: {@code ${aws:…}}. */
    static boolean variable(String text) {
        return text.contains("${");
    }

    static boolean matches(String pattern, String text) {
        return in(pattern) ? covers(pattern, text) : pattern.equals(text);
    }

    /** The same with a wildcard for each policy variable. */
    static String anyVariable(String text) {
        StringBuilder any = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            int end = text.indexOf('}', at);
            any.append(text, from, at).append('*');
            if (end < 0) {
                return any.toString();
            }
            from = end + 1;
        }
        return any.append(text.substring(from)).toString();
    }

    /** Whether there is a text that both match. */
    static boolean meet(String one, String other) {
        // Which beginnings of the one meet a beginning of the other, a character after the other.
        boolean[] meets = new boolean[one.length() + 1];
        meets[0] = true;
        for (int i = 0; i < one.length() && one.charAt(i) == '*'; i++) {
            meets[i + 1] = true;
        }
        for (int j = 0; j < other.length(); j++) {
            char c = other.charAt(j);
            boolean[] next = new boolean[one.length() + 1];
            next[0] = meets[0] && c == '*';
            for (int i = 0; i < one.length(); i++) {
                char d = one.charAt(i);
                if (c == '*' || d == '*') {
                    next[i + 1] = meets[i + 1] || next[i];
                } else {
                    next[i + 1] = meets[i] && (c == d || c == '?' || d == '?');
                }
            }
            meets = next;
        }
        return meets[one.length()];
    }

    /**
     * Whether everything that the narrower pattern matches is matched by the wider one. True is
     * certain; false only means that it was not shown.
     */
    static boolean covers(String wide, String narrow) {
        int w = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < narrow.length()) {
            char c = narrow.charAt(n);
            if (w < wide.length() && wide.charAt(w) == '*') {
                star = w++;
                resume = n;
            } else if (w < wide.length()
                    && c != '*'
                    && (wide.charAt(w) == '?' || wide.charAt(w) == c)) {
                // A star of the narrower one may stand for many: only a star covers it.
                w++;
                n++;
            } else if (star >= 0) {
                w = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (w < wide.length() && wide.charAt(w) == '*') {
            w++;
        }
        return w == wide.length();
    }
}
