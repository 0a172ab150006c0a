package dev.amends.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.ledger.State;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MatrixTest {
    /** Which cells every build runs; -Damends.matrix.seed names others. */
    private static final long SEED = Long.getLong("amends.matrix.seed", 20261201L);

    private static final int SAMPLE = 500;

    /** What a proof has for it; what it cannot run until then the page shows as not run. */
    private static final Duration BUDGET =
            Duration.ofMinutes(Integer.getInteger("amends.matrix.minutes", 35));

    private static Matrix matrix;

    @BeforeAll
    static void withoutFaults() throws IOException {
        try (Bench bench = new Bench("plain")) {
            matrix = Matrix.of(bench);
        }
    }

    @Test
    void without_a_fault_every_scenario_ends_as_it_should() {
        Map<Scenario, List<State>> states = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.values()) {
            Ending ending = matrix.without().get(scenario);
            assertThat(ending.stuck()).as(scenario.name()).isEmpty();
            states.put(
                    scenario, ending.findings().values().stream().map(Ending.Told::state).toList());
        }
        assertThat(states)
                .containsExactly(
                        Map.entry(Scenario.FIX, List.of(State.FIXED)),
                        Map.entry(Scenario.FIX_UNDO, List.of(State.UNDONE)),
                        Map.entry(Scenario.OWNERS_CHANGE, List.of(State.YIELDED)),
                        Map.entry(Scenario.BUCKET_ASK_APPROVE_UNDO, List.of(State.AWAITING)),
                        Map.entry(Scenario.ACCOUNT_ASK_APPROVE_UNDO, List.of(State.AWAITING)),
                        Map.entry(Scenario.PERMISSION_ASK_APPROVE_UNDO, List.of(State.AWAITING)),
                        Map.entry(Scenario.URL_FLAG, List.of(State.OPEN)),
                        Map.entry(Scenario.STACK_FLAG, List.of(State.OPEN)),
                        Map.entry(Scenario.DIGEST, List.of(State.AWAITING)));
        assertThat(matrix.without().get(Scenario.DIGEST).digests()).isEqualTo(1);
    }

    @Test
    void the_page_lists_every_call_that_a_scenario_makes() throws IOException {
        Map<String, List<String>> now = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.values()) {
            now.put(
                    MatrixPage.title(scenario.name()),
                    matrix.sites(scenario).stream().sorted().toList());
        }
        Map<String, List<String>> page = new LinkedHashMap<>();
        MatrixPage.sites()
                .forEach((title, sites) -> page.put(title, sites.stream().sorted().toList()));
        assertThat(page).as("%s; `tests/run proof` writes it", MatrixPage.FILE).isEqualTo(now);
    }

    @Test
    void in_a_sample_of_cells_nothing_lies_is_lost_is_told_twice_or_gets_stuck()
            throws InterruptedException {
        List<Cell> sample = matrix.sample(SAMPLE, SEED);
        matrix.run(sample);

        assertThat(matrix.wrong()).as("seed %d", SEED).isEqualTo(List.of());
        assertThat(matrix.outcomes).hasSize(SAMPLE);
        assertThat(matrix.outcomes.values().stream().filter(Cell.Outcome::struck).count())
                .as("cells that met their call")
                .isGreaterThan(SAMPLE * 9 / 10);
    }

    @Test
    @Tag("proof")
    void in_no_cell_anything_lies_is_lost_is_told_twice_or_gets_stuck()
            throws InterruptedException, IOException {
        List<Cell> cells = matrix.sample(Integer.MAX_VALUE, SEED);
        matrix.run(cells, BUDGET);

        MatrixPage.write(matrix, cells.size(), LocalDate.now(ZoneOffset.UTC));
        assertThat(matrix.wrong()).isEqualTo(List.of());
    }
}
