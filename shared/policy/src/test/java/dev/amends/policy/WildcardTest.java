package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "*, s3:*, true",
        "s3:*, s3:Get*, true",
        "s3:Get*, s3:GetObject, true",
        "s3:Get*, s3:*, false",
        "s3:Get?bject, s3:GetObject, true",
        "s3:Get?bject, s3:Get*bject, false",
        "s3:Get*t, s3:Get*ect, true",
        "b/*, b/public/*, true",
        "b/public/*, b/*, false",
        "b, b/*, false",
        "**a**, xax, true",
        "?, ?, true",
        "??, *, false"
    })
    void a_pattern_covers_another_only_when_it_matches_all_that_the_other_does(
            String wide, String narrow, boolean covers) {
        assertThat(Wildcard.covers(wide, narrow)).isEqualTo(covers);
    }

    @Test
    void a_pattern_of_many_stars_takes_no_longer_than_its_length_times_the_text() {
        String pattern = "*a".repeat(5_000) + "b";
        assertThat(Wildcard.matches(pattern, "a".repeat(10_000))).isFalse();
    }
}
