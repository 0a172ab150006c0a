package dev.amends.restore;

/** The measured part of {@code docs/performance.md}. */
final class Page {
    private static final String FROM = "<!-- measured by tests/restore/run; do not edit -->\n";
    private static final String TO = "<!-- end of what is measured -->";

    static final String RESTORES =
            """
            | function | package | classes, unprimed → primed | worst held-out sample | on-demand: start → answer | snap-start, unprimed: restore → answer | snap-start, primed: restore → answer | warm, median / p99 | resident, after the first / after 200 | heap then |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    static final String SAMPLES =
            """
            | function | held-out sample | classes in the first event | calls to AWS and Slack ² |
            |---|---|---|---|
            """;

    static final String NOTES =
            """

            All times are milliseconds of **a local JVM, not of a Firecracker restore**: they compare the modes with each other and
            say nothing about Lambda. Median (least–most).

            ¹ The invocation fails, as it should: most of these classes are those with which Lambda's runtime reports it.

            ² Everything that left the function, its tries again included. The first event of an environment makes a call more:
            once in a quarter of an hour log-groups writes down when it last saw an event, and a secret is read once in five minutes.
            """;

    private Page() {}

    static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** The page with fresh figures. */
    static String with(String page, String tables) {
        int from = page.indexOf(FROM);
        int to = page.indexOf(TO);
        if (from < 0 || to < from) {
            throw new IllegalStateException("docs/performance.md has lost its markers");
        }
        return page.substring(0, from + FROM.length()) + "\n" + tables + "\n" + page.substring(to);
    }
}
