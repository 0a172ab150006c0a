package dev.amends.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.run.Outcome;
import org.junit.jupiter.api.Test;

/** Ratios within one run hold on any machine; times do not. */
class RehearseScalingTest {
    private static final int FEW = 4_000;
    private static final int MANY = 40_000;

    @Test
    void a_record_costs_about_the_same_among_many_and_memory_does_not_grow_with_them()
            throws Exception {
        RehearseBenchmark.measure(FEW);

        RehearseBenchmark.Took few = RehearseBenchmark.measure(FEW);
        RehearseBenchmark.Took many = RehearseBenchmark.measure(MANY);

        System.out.printf("%s%n%s%n", figures(few), figures(many));
        assertThat(many.seconds() / MANY).isLessThan(3 * few.seconds() / FEW);
        // Resources, ids that are known again and records that wait for others: nothing of that
        // grows with the trail.
        assertThat(many.megabytes()).isLessThan(3 * few.megabytes() + 30);
        assertThat(many.played().count(Outcome.Kind.FIXED)).isPositive();
        assertThat(many.played().count(Outcome.Kind.ASKED)).isPositive();
        assertThat(many.played().records().all()).isEqualTo(MANY);
        assertThat(many.played().unstated()).isZero();
        assertThat(many.played().missed()).isEmpty();
    }

    private static String figures(RehearseBenchmark.Took took) {
        return "%,d records: %.2f s, %,.0f a minute, %.0f MB"
                .formatted(took.records(), took.seconds(), took.perMinute(), took.megabytes());
    }
}
