package dev.amends.stacks;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.ResourcesFactory;
import java.time.Clock;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Makes the AWS side of {@link StackReview}. */
public final class StacksFactory implements ResourcesFactory<StackState> {
    @Override
    public String guardrail() {
        return new StackReview().about().id();
    }

    @Override
    public Resources<StackState> resources(Clients clients, Clock clock) {
        return new Stacks(
                new CloudFormationApi(
                        clients.client(CloudFormationClient.builder()), clients.pace()),
                clock);
    }
}
