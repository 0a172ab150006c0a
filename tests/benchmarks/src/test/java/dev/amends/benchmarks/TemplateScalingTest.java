package dev.amends.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.template.Given;
import dev.amends.template.TemplateReader;
import org.junit.jupiter.api.Test;

/** Ratios within one run hold on any machine; times do not. */
class TemplateScalingTest {
    private static final int ROUNDS = 20;

    @Test
    void a_resource_costs_about_the_same_in_a_small_template_and_in_the_largest() throws Exception {
        String small = Templates.yaml(48);
        String large = Templates.yaml(480);
        assertThat(
                        Scaling.ratio(
                                ROUNDS,
                                48,
                                () -> Templates.review(small),
                                480,
                                () -> Templates.review(large)))
                .isLessThan(3);
    }

    @Test
    void the_largest_template_is_as_large_as_it_may_be_and_clean() throws Exception {
        String text = Templates.yaml(500);
        assertThat(text.length()).isBetween(800_000, 1_048_576);
        assertThat(TemplateReader.read(text, Given.NOTHING).resources()).hasSize(500);
        assertThat(TemplateReader.read(text, Given.NOTHING).problems()).isEmpty();
        assertThat(Templates.review(text)).isEmpty();
    }
}
