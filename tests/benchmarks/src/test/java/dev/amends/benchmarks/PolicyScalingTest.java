package dev.amends.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import org.junit.jupiter.api.Test;

/** Ratios within one run hold on any machine; times do not. */
class PolicyScalingTest {
    private static final Setting BUCKET = Setting.bucket("orders-bucket", "111122223333", "aws");
    private static final int ROUNDS = 30;

    @Test
    void a_statement_costs_about_the_same_among_a_hundred_and_among_a_thousand() {
        String hundred = Policies.of(100);
        String thousand = Policies.of(1_000);
        double few = Double.MAX_VALUE;
        double many = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            // In turns, and the best of each: what else the machine does hits both.
            few = Math.min(few, nanosPerStatement(hundred, 100, 10));
            many = Math.min(many, nanosPerStatement(thousand, 1_000, 1));
        }
        System.out.printf("per statement: %.0f ns among 100, %.0f ns among 1,000%n", few, many);
        assertThat(many / few).isLessThan(3);
    }

    @Test
    void the_largest_policy_is_as_large_as_it_may_be() {
        assertThat(Policies.largest().length()).isBetween(Policies.LARGEST - 400, Policies.LARGEST);
        assertThat(PolicyAnalyser.analyse(Policies.largest(), BUCKET).grants())
                .hasSizeGreaterThan(50);
    }

    private static double nanosPerStatement(String policy, int statements, int times) {
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            assertThat(PolicyAnalyser.analyse(policy, BUCKET).grants()).hasSize(statements);
        }
        return (System.nanoTime() - began) / (double) (statements * times);
    }
}
