package dev.amends.restore;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The measured parts of {@code docs/performance.md}. */
final class Page {
    private static final String TO = "<!-- end of what is measured -->";

    static final String ALL = "tests/restore/run";
    static final String BURST = "tests/restore/run burst";
    static final String MEMORY = "tests/restore/run memory";

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

    static final String BURSTS =
            """
            | burst, one environment of log-groups | events | lost | fixed | seconds | events/s | calls per event |
            |---|---|---|---|---|---|---|
            """;

    static final String SIZES =
            """
            | function | memory size | snap-start, primed: restore → answer | warm, median | warm, GB-ms | resident |
            |---|---|---|---|---|---|
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

    /**
     * The page with fresh figures.
     *
     * @param command what measures them, as the part's first line names it
     */
    static String with(String page, String command, String tables) {
        String begins = "<!-- measured by %s; do not edit -->\n".formatted(command);
        int from = page.indexOf(begins);
        int to = page.indexOf(TO, Math.max(from, 0));
        if (from < 0 || to < from) {
            throw new IllegalStateException("docs/performance.md has lost its markers");
        }
        return page.substring(0, from + begins.length())
                + "\n"
                + tables
                + "\n"
                + page.substring(to);
    }

    /** The page with fresh rows of one function in the tables of restores and samples. */
    static String replaced(String page, Function function, String restores, String samples) {
        int from = page.indexOf(ALL);
        int to = page.indexOf(TO, from);
        String without =
                page.substring(from, to)
                        .lines()
                        .filter(line -> !line.startsWith("| " + function.id() + " |"))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
        int between = without.indexOf(SAMPLES);
        return page.substring(0, from)
                + in(without.substring(0, between), function, restores)
                + in(without.substring(between), function, samples)
                + page.substring(to);
    }

    /** Rows where they belong: before those of the first function that comes later. */
    private static String in(String table, Function function, String rows) {
        int place =
                Arrays.stream(Function.values())
                        .dropWhile(each -> each != function)
                        .mapToInt(later -> table.indexOf("\n| " + later.id() + " |"))
                        .filter(at -> at >= 0)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no function comes later"));
        return table.substring(0, place + 1) + rows + table.substring(place + 1);
    }
}
