package dev.amends.tests.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.tests.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tables of docs/cost.md are those that the template, the counts and the prices give. */
class CostTest {
    private static final Prices PRICES = new Prices();
    private static final Parts PARTS = Parts.of(Template.ours());

    /** Units: an item of a finding is about 3 kB, one of settings and a card each about 2 kB. */
    private static final List<Run> RUNS =
            List.of(
                    new Run("not suspected", 1, 1, 0, 0, false),
                    new Run("suspected but fine", 1, 1, 1, 0, false),
                    new Run("fixed and said in Slack", 2, 2, 5, 20, true));

    @Test
    void what_an_idle_month_costs_is_written_down() throws IOException {
        Month month = new Month(PARTS, PRICES);
        StringBuilder table = new StringBuilder("| what | how much | $ / month |\n|---|---|---|\n");
        month.lines().forEach(line -> table.append(line.row()));
        table.append(
                String.format(
                        Locale.ROOT,
                        "| **one account and Region** | | **%.2f** |%n| **a thousand** | × 1,000 | **%,.0f** |%n",
                        month.dollars(),
                        month.dollars() * 1_000));
        assertWritten(table);
    }

    @Test
    void what_a_million_events_cost_is_written_down() throws IOException {
        StringBuilder table =
                new StringBuilder(
                        "| event | runs | messages | read units | write units | $ per million |\n|---|---|---|---|---|---|\n");
        for (Run run : RUNS) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %d | %d | %.2f |%n",
                            run.what(),
                            run.runs(),
                            run.messages(),
                            run.reads(),
                            run.writes(),
                            run.dollarsPerMillion(PRICES)));
        }
        double mixed =
                0.88 * RUNS.get(0).dollarsPerMillion(PRICES)
                        + 0.02 * RUNS.get(1).dollarsPerMillion(PRICES)
                        + 0.10 * RUNS.get(2).dollarsPerMillion(PRICES);
        table.append(
                String.format(
                        Locale.ROOT,
                        "| 88, 2 and 10 %% of these, as in the burst | | | | | **%.2f** |%n",
                        mixed));
        assertWritten(table);
    }

    @Test
    void the_prices_say_of_when_they_are() throws IOException {
        assertThat(page()).contains("Prices: " + PRICES.asOf());
    }

    @Test
    void every_function_with_a_snapshot_has_a_heartbeat_or_runs_anyway() {
        // A version that nobody called for 14 days becomes inactive; the keeper runs every minute.
        assertThat(PARTS.heartbeats())
                .isEqualTo(Template.ours().ofType("AWS::Serverless::Function").size() - 1);
    }

    private static void assertWritten(CharSequence table) throws IOException {
        assertThat(page()).as("docs/cost.md must hold:%n%s", table).contains(table);
    }

    private static String page() throws IOException {
        Path page = Path.of("../docs/cost.md");
        return Files.exists(page) ? Files.readString(page) : "";
    }
}
