package dev.amends.tests.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** docs/fault-matrix.md: every cell with its outcome. */
final class MatrixPage {
    static final Path FILE = Path.of("../docs/fault-matrix.md");

    private MatrixPage() {}

    static void write(Matrix matrix, int cells, LocalDate day) throws IOException {
        StringBuilder page = new StringBuilder();
        long struck = matrix.outcomes.values().stream().filter(Cell.Outcome::struck).count();
        page.append(
                """
                # What happens when a call fails

                Written by `tests/run proof` on %s; do not edit it. Every AWS and Slack call that a scenario makes was made to fail in
                every way: once (until the message is delivered again) and always (for twenty minutes, longer than five deliveries).
                The functions ran as they are deployed, in one process, against DynamoDB Local, Slack's stand-in and stubs of the
                services; time was virtual. After the fault, dead letters were brought back and the keeper did its rounds of half an hour.

                %,d cells, of which %,d were run and %,d met their call. As without the fault: %,d. Told that it could not be done: %,d. Gone, as AWS
                said: %,d. Seen twice: %,d (below). A success that is none: %d. Lost: %d. Stuck: %d.

                Each cell has two letters, for *once* and for *always*:

                | letter | outcome |
                |---|---|
                | `=` | as without the fault |
                | `D` | the message went to the dead letters; brought back, it ended as without the fault |
                | `P` | a press was not taken, and the person saw that; pressed again, it ended as without the fault |
                | `T` | people are told what could not be done, and why |
                | `G` | AWS said that the resource is not there, so there is nothing to say |
                | `2` | people may see a card or a digest twice: the answer to a post was lost, and neither Slack nor SNS has a token by which to tell a repeated post; or Slack said that the card had been deleted |
                | `?` | not run: the time of the proof was over; seeds choose others |
                | `·` | the call was not made again, so nothing failed |

                What may come out is fixed before a run, in `Cell.expected()`: a fault that passes leaves no trace once it is over; nor
                does what is wrong with a queue, a topic, a secret or Slack. AWS's last word about a resource (denied, not found, not
                valid) is told, and so is a ledger that denies for good. Anything else fails the build. A sample of the cells runs with
                every build.
                """
                        .formatted(
                                day,
                                cells,
                                matrix.outcomes.size(),
                                struck,
                                matrix.counts().get(Ending.Result.SAME),
                                matrix.counts().get(Ending.Result.TOLD),
                                matrix.counts().get(Ending.Result.GONE),
                                matrix.counts().get(Ending.Result.TWICE),
                                matrix.counts().get(Ending.Result.LIE),
                                matrix.counts().get(Ending.Result.LOST),
                                matrix.counts().get(Ending.Result.STUCK)));
        for (Scenario scenario : Scenario.values()) {
            page.append("\n## ").append(title(scenario.name())).append("\n\n| call |");
            for (Fault fault : Fault.values()) {
                page.append(' ').append(title(fault.name()).toLowerCase(Locale.ROOT)).append(" |");
            }
            page.append("\n|---|").append("---|".repeat(Fault.values().length)).append('\n');
            for (String site : matrix.sites(scenario)) {
                page.append("| ").append(site).append(" |");
                for (Fault fault : Fault.values()) {
                    page.append(" `");
                    for (Plan.Span span : Plan.Span.values()) {
                        Cell.Outcome outcome =
                                matrix.outcomes.get(new Cell(scenario, site, fault, span));
                        page.append(outcome == null ? '?' : outcome.letter());
                    }
                    page.append("` |");
                }
                page.append('\n');
            }
        }
        Files.writeString(FILE, page);
    }

    /** The calls by scenario, as the page lists them. */
    static Map<String, List<String>> sites() throws IOException {
        Map<String, List<String>> sites = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                rows = new ArrayList<>();
                sites.put(line.substring(3), rows);
            } else if (!sites.isEmpty() && line.startsWith("| ") && !line.startsWith("| call |")) {
                rows.add(line.substring(2, line.indexOf(" |", 2)));
            }
        }
        return sites;
    }

    /** {@code FIX_UNDO} → {@code Fix undo}. */
    static String title(String name) {
        String words = name.replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
