package dev.amends.buckets;

import dev.amends.core.json.Node;
import dev.amends.testkit.GuardrailContract;
import java.util.Map;

/** The samples in {@code src/test/resources/account-public-access}. */
class AccountPublicAccessTest extends GuardrailContract<AccountState> {
    AccountPublicAccessTest() {
        super(new AccountPublicAccess());
    }

    @Override
    protected AccountState state(Node json) {
        Node block = json.at("block");
        return new AccountState(
                "111122223333", "eu-west-1", block.isObject() ? PublicAccessBlock.of(block) : null);
    }

    @Override
    protected AccountState with(AccountState state, Map<String, String> fields) {
        return new AccountState(state.account(), state.region(), PublicAccessBlock.of(fields));
    }
}
