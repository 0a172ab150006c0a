package dev.amends.lambdapermissions;

import dev.amends.benchmarks.Judging;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import java.util.List;
import java.util.Map;

/** Permissions to judge. In this package, because what is read of them is its own affair. */
public final class PermissionCases {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:orders-api";
    private static final String OPEN =
            "{\"Sid\":\"apigw\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"apigateway.amazonaws.com\"},\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"%s\"%s}";

    private PermissionCases() {}

    /** Any API of any account. */
    public static Judging<?> violating() {
        return of(OPEN.formatted(ARN, ""));
    }

    /** One API. */
    public static Judging<?> irrelevant() {
        return of(
                OPEN.formatted(
                        ARN,
                        ",\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*\"}}"));
    }

    private static Judging<?> of(String statement) {
        String policy =
                "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[%s]}"
                        .formatted(statement);
        return new Judging<>(
                new LambdaPermissionOpen(),
                Judging.record(
                        "lambda",
                        "AddPermission20150331v2",
                        "{\"functionName\":\"orders-api\",\"statementId\":\"apigw\"}",
                        Node.write(Map.of("statement", statement))),
                new FunctionState(
                        new Target("111122223333", "eu-west-1", ARN, "orders-api"),
                        policy,
                        false,
                        Map.of("team", "orders"),
                        new Callers("", List.of(new Callers.Api("a1b2c3", "orders")))));
    }
}
