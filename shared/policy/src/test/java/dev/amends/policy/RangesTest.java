package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, FIXED",
        "203.0.113.0/24, FIXED",
        "10.0.0.0/8, FIXED",
        "10.0.0.0/7, BROAD",
        "0.0.0.0/0, BROAD",
        "2001:db8::/32, FIXED",
        "2001:db8::/31, BROAD",
        "::/0, BROAD",
        "::1, FIXED",
        "2001:db8:0:0:0:0:0:1, FIXED",
        "203.0.113, UNREADABLE",
        "203.0.113.256, UNREADABLE",
        "203.0.113.0/33, UNREADABLE",
        "203.0.113.0/, UNREADABLE",
        "203.0.113.0/-1, UNREADABLE",
        "2001:db8::1::2, UNREADABLE",
        "2001:db8, UNREADABLE",
        "1:2:3:4:5:6:7:8:9, UNREADABLE",
        "2001:db8::/129, UNREADABLE",
        "example.com, UNREADABLE",
        "localhost, UNREADABLE"
    })
    void a_range_is_fixed_up_to_the_size_that_s3_allows(String range, Ranges.Size size) {
        assertThat(Ranges.of(range)).isEqualTo(size);
    }
}
