package dev.amends.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When new cards are a storm. A limit of two a minute; times are seconds. */
class StormTest {
    private static final int BURST = 2;

    @Test
    void two_a_minute_are_none_however_long_it_lasts() {
        Storm storm = Storm.NONE;
        for (int second = 0; second < 3_600; second += 30) {
            storm = want(storm, second);
            assertThat(storm.over(BURST)).as("second %d", second).isFalse();
        }
        assertThat(storm.run()).isZero();
    }

    @Test
    void the_third_in_a_minute_begins_one_that_counts_from_the_first_of_that_minute() {
        Storm storm = want(want(want(Storm.NONE, 100), 110), 120);
        assertThat(storm.over(BURST)).isTrue();
        assertThat(storm.run()).isEqualTo(1);
        assertThat(storm.from()).isEqualTo(at(100));
    }

    @Test
    void it_goes_on_over_the_minute_and_ends_with_a_quiet_one() {
        Storm storm = want(want(want(Storm.NONE, 0), 1), 2);
        assertThat(want(storm, 61).over(BURST)).as("the next minute").isTrue();
        assertThat(want(storm, 121).over(BURST)).as("after a quiet one").isFalse();
    }

    @Test
    void one_that_comes_within_ten_minutes_is_the_same_and_a_later_one_is_another() {
        Storm storm = want(want(want(Storm.NONE, 0), 1), 2);
        Storm same = want(want(want(storm, 600), 601), 602);
        assertThat(same.run()).isEqualTo(1);
        assertThat(same.from()).isEqualTo(at(0));
        Storm another = want(want(want(same, 1_300), 1_301), 1_302);
        assertThat(another.run()).isEqualTo(2);
        assertThat(another.from()).isEqualTo(at(1_300));
    }

    @Test
    void a_finding_opened_earlier_is_counted_as_well() {
        Storm storm = want(want(want(Storm.NONE, 100), 101), 102);
        assertThat(storm.want(at(103), at(40), BURST).from()).isEqualTo(at(40));
    }

    private static Storm want(Storm storm, int second) {
        return storm.want(at(second), at(second), BURST);
    }

    private static Instant at(int second) {
        return Instant.parse("2026-03-01T10:00:00Z").plusSeconds(second);
    }
}
