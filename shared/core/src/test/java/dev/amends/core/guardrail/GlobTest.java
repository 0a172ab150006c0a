package dev.amends.core.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "/aws/rds/*, /aws/rds/cluster/x, true",
        "/aws/rds/*, /aws/rds/, true",
        "/aws/rds/*, /aws/lambda/x, false",
        "*CloudTrail*, org-CloudTrail-logs, true",
        "*CloudTrail*, org-cloudtrail-logs, false",
        "/aws/eks/*/cluster, /aws/eks/prod/cluster, true",
        "/aws/eks/*/cluster, /aws/eks/prod/cluster2, false",
        "plain, plain, true",
        "plain, plainer, false",
        "*, anything, true",
        "a.c, abc, false"
    })
    void a_star_stands_for_any_characters(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void a_hostile_pattern_takes_no_longer_than_a_plain_one() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Glob.matches("*a".repeat(200) + "b", "a".repeat(512))).isFalse());
    }

    /** Tried naively, a pattern of stars fits in exponentially many ways. */
    @Test
    void a_pattern_made_to_be_slow_takes_no_longer_than_its_length_times_the_names() {
        String name = "a".repeat(1_024);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Glob.matches("a*".repeat(256) + "b", name)).isFalse());
    }
}
