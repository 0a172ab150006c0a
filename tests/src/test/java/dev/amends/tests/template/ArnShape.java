package dev.amends.tests.template;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ARNs as the service authorization reference writes them: {@code
 * arn:${Partition}:sqs:${Region}:${Account}:${QueueName}}.
 */
final class ArnShape {
    /** The names that may have slashes in them. */
    private static final Set<String> PATHS = Set.of("LogGroupName", "LogStreamName", "SecretId");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)\\}");

    /** Letters that stand for a variable; no ARN contains them. */
    private static final char NAME = 1;

    private static final char PATH = 2;

    private ArnShape() {}

    /**
     * Whether some ARN has this shape and is matched by this pattern. A variable stands for one
     * character or more, no colon among them, and a slash only where names have slashes; the
     * pattern's wildcards stand for anything.
     */
    static boolean fits(String shape, String pattern) {
        return fits(letters(shape), pattern);
    }

    private static char[] letters(String shape) {
        return VARIABLE.matcher(shape).replaceAll(v -> variable(v.group(1))).toCharArray();
    }

    private static String variable(String name) {
        return Matcher.quoteReplacement(String.valueOf(PATHS.contains(name) ? PATH : NAME));
    }

    private static boolean fits(char[] shape, String pattern) {
        // from[i][j]: the shape from i on and the pattern from j on have an ARN in common.
        // within[i][j]: the same, and the variable at i has had its first character already.
        boolean[][] from = new boolean[shape.length + 1][pattern.length() + 1];
        boolean[][] within = new boolean[shape.length + 1][pattern.length() + 1];
        for (int i = shape.length; i >= 0; i--) {
            for (int j = pattern.length(); j >= 0; j--) {
                boolean ended = j == pattern.length();
                char p = ended ? 0 : pattern.charAt(j);
                boolean any = p == '*';
                boolean skipped = any && from[i][j + 1];
                if (i == shape.length) {
                    from[i][j] = ended || skipped;
                } else if (shape[i] == NAME || shape[i] == PATH) {
                    boolean taken = !ended && admits(shape[i], p) && within[i][j + 1];
                    within[i][j] = from[i + 1][j] || taken;
                    from[i][j] = taken || skipped || (any && within[i][j]);
                } else if (!ended) {
                    from[i][j] =
                            skipped
                                    || (any && from[i + 1][j])
                                    || ((p == '?' || p == shape[i]) && from[i + 1][j + 1]);
                }
            }
        }
        return from[0][0];
    }

    private static boolean admits(char variable, char letter) {
        return letter != ':' && (letter != '/' || variable == PATH);
    }
}
