package dev.amends.lambdapermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.lambda.Pace;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions, versions and aliases are asked for a URL. */
class FunctionUrlsTest {
    private final FakeLambda lambda = new FakeLambda();
    private final FunctionUrls urls =
            new FunctionUrls(new LambdaApi(lambda, new Pace(Clock.systemUTC())));

    private static Target target(String name) {
        return new Target(
                "111122223333",
                "eu-west-1",
                "arn:aws:lambda:eu-west-1:111122223333:function:" + name,
                name);
    }

    /** Lambda refuses to be asked: its Qualifier must not be a number. */
    @ParameterizedTest
    @ValueSource(strings = {"orders:1", "orders:9999999", "orders:$LATEST.PUBLISHED"})
    void what_cannot_have_a_url_is_not_asked_for_one(String name) throws Exception {
        UrlState state = urls.read(target(name), null);

        assertThat(state.authType()).isEmpty();
        assertThat(state.open()).isFalse();
        assertThat(lambda.calls).isEmpty();
    }

    @Test
    void an_answer_without_a_url_is_not_a_function_without_one() {
        lambda.empty = "GetFunctionUrlConfig";

        assertThatThrownBy(() -> urls.read(target("orders"), null)).isInstanceOf(Transient.class);
    }

    @Test
    void an_answer_without_a_policy_is_not_a_function_without_one() {
        lambda.empty = "GetPolicy";
        LambdaApi api = new LambdaApi(lambda, new Pace(Clock.systemUTC()));

        assertThatThrownBy(() -> api.policy(target("orders"))).isInstanceOf(Transient.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders:live", "orders:2nd", "orders:v1", "orders:1-blue"})
    void a_function_and_an_alias_are_asked(String name) throws Exception {
        urls.read(target(name), null);

        assertThat(lambda.calls.getFirst()).isEqualTo("GetFunctionUrlConfig");
    }
}
