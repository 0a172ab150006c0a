package dev.amends.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A small burst: what is counted is the same in a large one. */
@EnabledOnOs(OS.LINUX)
@Tag("proof")
class BurstTest {
    @Test
    void every_event_of_a_burst_is_answered_and_most_cost_no_call() throws Exception {
        try (Lab lab = new Lab(Path.of(""))) {
            Burst burst = Burst.of(lab, 100, Burst.Mix.MIXED);

            assertThat(burst.lost()).isEmpty();
            assertThat(burst.fixed()).isEqualTo(10);
            // A fix takes 8 with its read-back, a fine group 2; once a quarter of an hour it notes
            // when it saw an
            // event.
            assertThat(burst.calls()).isEqualTo(10 * 8 + 2 * 2 + 1);
        }
    }
}
