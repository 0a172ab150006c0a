package dev.amends.lambdapermissions;

import dev.amends.core.json.Node;
import dev.amends.testkit.GuardrailContract;
import java.util.Map;

/** The samples in {@code src/test/resources/function-url-public}. */
class FunctionUrlPublicTest extends GuardrailContract<UrlState> {
    FunctionUrlPublicTest() {
        super(new FunctionUrlPublic());
    }

    @Override
    protected UrlState state(Node json) {
        return new UrlState(
                LambdaPermissionOpenTest.target(json),
                json.textOr("", "authType"),
                LambdaPermissionOpenTest.policy(json),
                LambdaPermissionOpenTest.tags(json));
    }

    @Override
    protected UrlState with(UrlState state, Map<String, String> fields) {
        throw new UnsupportedOperationException("nothing changes a function's URL");
    }
}
