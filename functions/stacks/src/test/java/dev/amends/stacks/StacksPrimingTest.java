package dev.amends.stacks;

import dev.amends.testkit.PrimingCheck;
import org.junit.jupiter.api.Test;

class StacksPrimingTest {
    @Test
    void before_a_checkpoint_the_whole_way_runs_on_canned_answers_alone() {
        PrimingCheck.check(StacksHandler::new);
    }
}
