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
    void a_statement_costs_about_the_same_among_a_hundred_and_among_a_thousand() throws Exception {
        String hundred = Policies.of(100);
        String thousand = Policies.of(1_000);
        assertThat(
                        Scaling.ratio(
                                ROUNDS,
                                100,
                                () -> analyse(hundred, 100),
                                1_000,
                                () -> analyse(thousand, 1_000)))
                .isLessThan(3);
    }

    @Test
    void the_largest_policy_is_as_large_as_it_may_be() {
        assertThat(Policies.largest().length()).isBetween(Policies.LARGEST - 400, Policies.LARGEST);
        assertThat(PolicyAnalyser.analyse(Policies.largest(), BUCKET).grants())
                .hasSizeGreaterThan(50);
    }

    private static void analyse(String policy, int statements) {
        assertThat(PolicyAnalyser.analyse(policy, BUCKET).grants()).hasSize(statements);
    }
}
