package dev.amends.slackin;

import dev.amends.testkit.PrimingCheck;
import org.junit.jupiter.api.Test;

class SlackInPrimingTest {
    @Test
    void before_a_checkpoint_the_whole_way_runs_on_canned_answers_alone() {
        PrimingCheck.check(SlackInHandler::new);
    }
}
