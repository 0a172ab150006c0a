package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Last: all that the tests before made the functions need, against what the roles allow. */
@Order(Integer.MAX_VALUE)
class RolesE2eTest extends E2e {

    @Test
    void everyNeedIsAllowedAndEveryGrantThatIsTakenOutIsMissedOrExplained() {
        Account.Ended ended = account.removals();

        System.out.print(ended.output());
        assertThat(ended.exit()).as(ended.output()).isZero();
    }
}
