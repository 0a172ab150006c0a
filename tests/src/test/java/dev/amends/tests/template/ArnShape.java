package dev.amends.tests.template;

/**
 * ARNs as the service authorization reference writes them: {@code
 * arn:${Partition}:sqs:${Region}:${Account}:${QueueName}}.
 */
final class ArnShape {
    private ArnShape() {}

    /**
     * Whether some ARN has this shape and is matched by this pattern. A variable stands for one
     * character or more, none of them a colon; the pattern's wildcards stand for anything.
     */
    static boolean fits(String shape, String pattern) {
        // One letter for each variable; none of them can stand in an ARN.
        String variables = shape.replaceAll("\\$\\{[^}]*\\}", "\u0000");
        boolean[][] from = new boolean[variables.length() + 1][pattern.length() + 1];
        boolean[][] within = new boolean[variables.length() + 1][pattern.length() + 1];
        for (int i = variables.length(); i >= 0; i--) {
            for (int j = pattern.length(); j >= 0; j--) {
                boolean variable = i < variables.length() && variables.charAt(i) == 0;
                if (j == pattern.length()) {
                    from[i][j] = i == variables.length();
                    within[i][j] = variable && from[i + 1][j];
                    continue;
                }
                char p = pattern.charAt(j);
                if (variable) {
                    // Within: the variable has had its first character.
                    within[i][j] = from[i + 1][j] || (p != ':' && within[i][j + 1]);
                    from[i][j] =
                            p == '*'
                                    ? from[i][j + 1] || within[i][j]
                                    : p != ':' && within[i][j + 1];
                } else if (i == variables.length()) {
                    from[i][j] = p == '*' && from[i][j + 1];
                } else if (p == '*') {
                    from[i][j] = from[i][j + 1] || from[i + 1][j];
                } else {
                    from[i][j] = (p == '?' || p == variables.charAt(i)) && from[i + 1][j + 1];
                }
            }
        }
        return from[0][0];
    }
}
