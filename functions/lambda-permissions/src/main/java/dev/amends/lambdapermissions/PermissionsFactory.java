package dev.amends.lambdapermissions;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Pace;
import dev.amends.core.lambda.ResourcesFactory;
import java.time.Clock;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Makes the AWS side of {@link LambdaPermissionOpen}. */
public final class PermissionsFactory implements ResourcesFactory<FunctionState> {
    @Override
    public String guardrail() {
        return LambdaPermissionOpen.ABOUT.id();
    }

    @Override
    public Resources<FunctionState> resources(Clients clients, Clock clock) {
        Pace pace = clients.pace();
        return new LambdaPermissions(
                new LambdaApi(clients.client(LambdaClient.builder()), pace),
                new CallerSearch(
                        clients.client(ApiGatewayClient.builder()),
                        clients.client(ApiGatewayV2Client.builder()),
                        pace,
                        clients::left));
    }
}
