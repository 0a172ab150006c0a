package dev.amends.lambdapermissions;

import dev.amends.testkit.PrimingCheck;
import org.junit.jupiter.api.Test;

class LambdaPermissionsPrimingTest {
    @Test
    void before_a_checkpoint_the_whole_way_runs_on_canned_answers_alone() {
        PrimingCheck.check(LambdaPermissionsHandler::new);
    }
}
