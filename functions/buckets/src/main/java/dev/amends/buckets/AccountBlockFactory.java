package dev.amends.buckets;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.ResourcesFactory;
import java.time.Clock;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** Makes the AWS side of {@link AccountPublicAccess}. */
public final class AccountBlockFactory implements ResourcesFactory<AccountState> {
    @Override
    public String guardrail() {
        return new AccountPublicAccess().about().id();
    }

    @Override
    public Resources<AccountState> resources(Clients clients, Clock clock) {
        return new AccountBlock(
                clients.client(S3ControlClient.builder()), new Calls(clients.pace(), false));
    }
}
