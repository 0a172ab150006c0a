package dev.amends.lambdapermissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.json.Node;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call is about, however it names it. */
class FunctionNameTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:";

    private static Suspicion suspect(Map<String, String> parameters) {
        Node record =
                Node.of(
                        Map.of(
                                "eventID", "e-1",
                                "eventName", "PutResourcePolicy20260709",
                                "eventSource", "lambda.amazonaws.com",
                                "eventTime", "2026-03-01T10:00:00Z",
                                "awsRegion", "eu-west-1",
                                "recipientAccountId", "111122223333",
                                "requestParameters", parameters));
        return FunctionName.suspect(Change.parse(record, Origin.EVENT).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "function:orders, , orders",
        "function:orders:live, , orders:live",
        "function:orders:3, , orders:3",
        "function:orders:$LATEST, , orders",
        "function:orders:$LATEST.PUBLISHED, , orders:$LATEST.PUBLISHED",
        "function:orders, $LATEST, orders",
        "function:orders, $LATEST.PUBLISHED, orders:$LATEST.PUBLISHED",
        "function:orders, 3, orders:3",
    })
    void a_function_a_version_or_an_alias(String resource, String qualifier, String name) {
        Map<String, String> parameters =
                qualifier == null
                        ? Map.of("resourceArn", ARN + resource)
                        : Map.of("resourceArn", ARN + resource, "qualifier", qualifier);

        assertThat(suspect(parameters))
                .isInstanceOfSatisfying(
                        Suspicion.On.class,
                        on -> {
                            assertThat(on.target().name()).isEqualTo(name);
                            assertThat(on.target().arn()).isEqualTo(ARN + "function:" + name);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:lambda:eu-west-1:111122223333:runtime/mine, a runtime",
        "arn:aws:lambda:eu-west-1::runtime:07a48df201798d627f2b950f03bb227aab4a655a1d019c3296406f95937e2525, a runtime",
        "arn:aws:lambda:eu-west-1:111122223333:web-function/shop, a web function",
        "arn:aws-cn:lambda:cn-north-1:111122223333:web-function/shop/endpoint/e, a web function",
        "arn:aws:lambda:eu-west-1:111122223333:layer:tools:4, a layer",
        "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:fa123456-14a1-4fd2-9fec-83de64ad6830, an event source mapping",
        "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0a1b, a code signing config",
        "arn:aws:lambda:eu-west-1:111122223333:capacity-provider:big, a capacity provider",
    })
    void anything_else_of_lambda_is_named_and_is_no_finding(String arn, String what) {
        assertThat(suspect(Map.of("resourceArn", arn)))
                .isEqualTo(
                        new Suspicion.None(
                                "it is about %s, and only functions are checked".formatted(what)));
    }

    @ParameterizedTest
    @CsvSource({
        "orders api, for something that is no function's name",
        "arn:aws:lambda:eu-west-1:111122223333:function:, for something that is no function's name",
        "arn:aws:sns:eu-west-1:111122223333:orders, for something that is no function's name",
        "orders:$LATEST.DRAFT, for something that is no function's name",
    })
    void what_nobody_can_tell_is_unclear(String given, String how) {
        assertThat(suspect(Map.of("functionName", given)))
                .isInstanceOfSatisfying(
                        Suspicion.Unclear.class,
                        unclear ->
                                assertThat(unclear.reason())
                                        .isEqualTo(
                                                "CloudTrail recorded PutResourcePolicy %s."
                                                        .formatted(how)));
    }
}
