package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.lambdapermissions.LambdaApi.Policy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lambda, as far as {@link FunctionUrlPublic} needs it. */
final class FunctionUrls implements Resources<UrlState> {
    private final LambdaApi lambda;

    FunctionUrls(LambdaApi lambda) {
        this.lambda = lambda;
    }

    @Override
    public UrlState read(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        if (!FunctionName.of(target).mayHaveUrl()) {
            return new UrlState(target, "", "", Map.of());
        }
        String authType = lambda.authType(target);
        UrlState closed = new UrlState(target, authType, "", Map.of());
        if (!authType.equals("NONE")) {
            return closed;
        }
        Policy policy = lambda.policy(target);
        UrlState state =
                new UrlState(target, authType, policy == null ? "" : policy.text(), Map.of());
        return state.open()
                ? new UrlState(target, authType, state.policy(), lambda.tags(target))
                : state;
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) throws Denied {
        throw new Denied(
                "lambda:UpdateFunctionUrlConfig", "only a person changes a function's URL");
    }
}
