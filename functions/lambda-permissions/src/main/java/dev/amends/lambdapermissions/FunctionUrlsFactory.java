package dev.amends.lambdapermissions;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.ResourcesFactory;
import java.time.Clock;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Makes the AWS side of {@link FunctionUrlPublic}. */
public final class FunctionUrlsFactory implements ResourcesFactory<UrlState> {
    @Override
    public String guardrail() {
        return FunctionUrlPublic.ABOUT.id();
    }

    @Override
    public Resources<UrlState> resources(Clients clients, Clock clock) {
        return new FunctionUrls(
                new LambdaApi(clients.client(LambdaClient.builder()), clients.pace()));
    }
}
