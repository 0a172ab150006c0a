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
