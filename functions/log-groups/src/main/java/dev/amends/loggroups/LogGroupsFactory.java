package dev.amends.loggroups;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.ResourcesFactory;
import java.time.Clock;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Makes the AWS side of {@link LogGroupNoRetention}. */
public final class LogGroupsFactory implements ResourcesFactory<LogGroupState> {
    @Override
    public String guardrail() {
        return new LogGroupNoRetention().about().id();
    }

    @Override
    public Resources<LogGroupState> resources(Clients clients, Clock clock) {
        return new LogGroups(clients.client(CloudWatchLogsClient.builder()), clients.pace());
    }
}
