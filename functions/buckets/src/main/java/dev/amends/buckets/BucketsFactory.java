package dev.amends.buckets;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Pace;
import dev.amends.core.lambda.ResourcesFactory;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** Makes the AWS side of {@link BucketPolicyBroad}. */
public final class BucketsFactory implements ResourcesFactory<BucketState> {
    @Override
    public String guardrail() {
        return new BucketPolicyBroad().about().id();
    }

    @Override
    public Resources<BucketState> resources(Clients clients, Clock clock) {
        Pace pace = clients.pace();
        return new Buckets(
                clients.client(S3Client.builder()),
                new AccountBlock(clients.client(S3ControlClient.builder()), new Calls(pace, false)),
                new Calls(pace, true));
    }
}
