package dev.amends.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.Suspicion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is the way to the end, not one that stops early. */
class JudgingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"log group without retention", "public bucket policy", "open permission"})
    void a_violation_goes_all_the_way_to_its_remedies(String name) throws Exception {
        assertThat((List<?>) JudgeBenchmark.CASES.get(name).all()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket policy, not suspected", "permission, not suspected"})
    void what_is_not_suspected_ends_at_once(String name) throws Exception {
        assertThat(JudgeBenchmark.CASES.get(name).all()).isInstanceOf(Suspicion.None.class);
    }
}
