package dev.amends.lambdapermissions;

import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Nobody may ask it. */
final class NoRestApis implements ApiGatewayClient {
    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
