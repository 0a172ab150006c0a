package dev.amends.lambdapermissions;

import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/** Nobody may ask it. */
final class NoHttpApis implements ApiGatewayV2Client {
    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
