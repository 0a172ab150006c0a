package dev.amends.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void quantiles_are_values_that_were_measured() {
        Timing timing = new Timing();
        for (int i = 1; i <= 200; i++) {
            timing.add(201 - i);
        }
        assertThat(timing.quantile(0.5)).isEqualTo(100);
        assertThat(timing.quantile(0.99)).isEqualTo(198);
        assertThat(timing.spread()).isEqualTo("100 (1–200)");
    }

    @Test
    void one_value_is_all_of_them() {
        Timing timing = new Timing();
        timing.add(7);
        assertThat(timing.warm()).isEqualTo("7.0 / 7.0");
    }
}
