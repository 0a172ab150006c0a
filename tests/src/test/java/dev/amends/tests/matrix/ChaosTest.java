package dev.amends.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.tests.matrix.Ending.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What no single call is to blame for: death, clocks, disorder, outages. */
class ChaosTest {
    private static final List<String> FUNCTIONS =
            List.of(
                    "log-groups",
                    "buckets",
                    "lambda-permissions",
                    "stacks",
                    "slack-out",
                    "slack-in",
                    "keeper");
    private static final int BURST = 1_000;

    /** One line a test, for the page of the last proof. */
    private static final List<String> FIGURES = new ArrayList<>();

    private static Bench bench;
    private static Matrix matrix;

    @BeforeAll
    static void withoutTrouble() throws IOException {
        bench = new Bench("chaos");
        matrix = Matrix.of(bench);
    }

    @AfterEach
    void rightClocks() {
        bench.clocks.clear();
        bench.restart();
    }

    @AfterAll
    static void end() throws IOException {
        bench.close();
        Path page = Path.of("target/proof/chaos.md");
        Files.createDirectories(page.getParent());
        Files.write(page, FIGURES);
    }

    @Test
    void messages_that_come_twice_late_and_in_another_order_end_as_if_they_had_not() {
        disorder(List.of(1L));
    }

    @Test
    @Tag("proof")
    void whatever_the_order_it_ends_the_same() {
        FIGURES.add(disorder(new Random(5).longs(20).boxed().toList()));
    }

    private static String disorder(List<Long> seeds) {
        int delivered = 0;
        for (long seed : seeds) {
            for (Scenario scenario : Scenario.values()) {
                bench.fresh();
                bench.disorder = new Random(seed);
                int before = bench.delivered();
                scenario.play(bench);
                bench.settle();
                delivered += bench.delivered() - before;
                assertEnds(scenario, EnumSet.of(Result.SAME), "seed " + seed);
            }
        }
        return "Duplicates and reordering: %d scenarios, %,d invocations; each ended as without."
                .formatted(seeds.size() * Scenario.values().length, delivered);
    }

    @Test
    @Tag("proof")
    void a_clock_that_is_an_hour_wrong_never_makes_a_function_lie_or_lose_anything() {
        Map<Result, Integer> results = new TreeMap<>();
        int refusals = 0;
        for (String function : FUNCTIONS) {
            for (Duration wrong : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
                for (Scenario scenario : Scenario.values()) {
                    bench.restart();
                    bench.clocks.clear();
                    bench.clocks.put(function, wrong);
                    bench.fresh();
                    scenario.play(bench);
                    bench.settle();
                    // What Slack signed an hour ago is not taken, and who presses sees that.
                    boolean refused = function.equals("slack-in") && bench.refused > 0;
                    Result result =
                            assertEnds(
                                    scenario,
                                    refused
                                            ? EnumSet.of(Result.SAME, Result.LOST)
                                            : EnumSet.of(Result.SAME, Result.TOLD),
                                    function + " " + wrong);
                    if (refused) {
                        refusals++;
                        continue;
                    }
                    results.merge(result, 1, Integer::sum);
                }
            }
        }
        FIGURES.add(
                "One function's clock an hour before or after the others': "
                        + results
                        + ", presses refused in "
                        + refusals
                        + ".");
    }

    /** All calls of a service fail for ten minutes, from the first on. */
    private static final class Outage implements Trouble {
        private final String service;
        private @Nullable Instant from;

        Outage(String service) {
            this.service = service;
        }

        @Override
        public @Nullable Fault fault(Call call, int delivered, Instant now) {
            if (!call.service().equals(service)) {
                return null;
            }
            if (from == null) {
                from = now;
            }
            return over(now) ? null : Fault.ERROR_500;
        }

        @Override
        public boolean begun() {
            return from != null;
        }

        @Override
        public boolean over(Instant now) {
            return from != null && now.isAfter(from.plus(Duration.ofMinutes(10)));
        }
    }

    @Test
    @Tag("proof")
    void ten_minutes_without_slack_or_the_ledger_leave_no_trace() {
        for (String service : List.of("slack", "dynamodb")) {
            int redriven = 0;
            for (Scenario scenario : Scenario.values()) {
                bench.fresh();
                bench.trouble = new Outage(service);
                scenario.play(bench);
                bench.settle();
                assertEnds(scenario, EnumSet.of(Result.SAME), service);
                redriven += bench.redriven;
            }
            FIGURES.add(
                    "%s away for ten minutes: %d scenarios ended as without, %d dead letters were brought back."
                            .formatted(service, Scenario.values().length, redriven));
        }
    }

    @Test
    @Tag("proof")
    void processes_that_die_at_random_points_of_a_burst_lose_nothing_and_do_nothing_twice() {
        bench.fresh(Scenario.SETTINGS.replace("\"burst\":60", "\"burst\":3"));
        bench.deadly = 60;
        for (int i = 0; i < BURST; i++) {
            String group = "/aws/lambda/burst-" + i;
            bench.world.groups.put(group, bench.time.millis());
            bench.send(
                    "log-groups",
                    Scenario.record(
                            bench, "logs", "CreateLogGroup", Map.of("logGroupName", group)));
        }
        bench.settle();
        bench.deadly = 0;
        bench.settle();

        assertThat(bench.world.retention)
                .hasSize(BURST)
                .allSatisfy((group, days) -> assertThat(days).isEqualTo(30));
        assertThat(bench.findings())
                .extracting(Finding::state)
                .hasSize(BURST)
                .containsOnly(State.FIXED);
        Ending ending = Ending.of(bench);
        assertThat(ending.stuck()).isEmpty();
        assertThat(bench.killed).as("processes that died").isGreaterThan(BURST / 20);
        assertThat(ending.cards()).doesNotHaveDuplicates();
        FIGURES.add(
                "A burst of %,d log groups: %d processes died at random calls; %,d writes, %,d groups mended, %,d findings told, %d dead letters brought back, %d messages in the channel."
                        .formatted(
                                BURST,
                                bench.killed,
                                bench.world.writes,
                                bench.world.retention.size(),
                                ending.findings().size(),
                                bench.redriven,
                                ending.cards().size()));
    }

    private static Result assertEnds(Scenario scenario, Set<Result> expected, String what) {
        Ending ending = Ending.of(bench);
        Result result = ending.against(matrix.without().get(scenario), scenario, bench.world);
        assertThat(expected).as("%s, %s: %s", scenario, what, ending).contains(result);
        return result;
    }
}
