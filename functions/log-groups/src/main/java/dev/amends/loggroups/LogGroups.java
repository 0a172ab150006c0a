package dev.amends.loggroups;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.OperationAbortedException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** CloudWatch Logs, as far as {@link LogGroupNoRetention} needs it. */
final class LogGroups implements Resources<LogGroupState> {
    /** Tries of a write that another update of the same group gets in the way of. */
    private static final int TRIES = 3;

    private static final Duration BACKOFF = Duration.ofMillis(250);

    private final CloudWatchLogsClient logs;
    private final Pace pace;

    LogGroups(CloudWatchLogsClient logs, Pace pace) {
        this.logs = logs;
        this.pace = pace;
    }

    @Override
    public @Nullable LogGroupState read(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        LogGroup group = describe(target.name());
        if (group == null) {
            return null;
        }
        // Only a group that something may be done about is worth the second call.
        boolean open =
                group.retentionInDays() == null
                        && !"DELIVERY".equals(group.logGroupClassAsString());
        return state(group, open ? tags(target, change) : Map.of());
    }

    /** One call: the tags have nothing to do with what was written. */
    @Override
    public Map<String, @Nullable String> inForce(
            Target target, Map<String, @Nullable String> written)
            throws Denied, Rejected, Transient, Gone {
        LogGroup group = describe(target.name());
        if (group == null) {
            throw new Gone("the log group is no longer there");
        }
        return state(group, Map.of()).fields();
    }

    private static LogGroupState state(LogGroup group, Map<String, String> tags) {
        return new LogGroupState(
                group.logGroupName(),
                Instant.ofEpochMilli(group.creationTime() == null ? 0 : group.creationTime()),
                group.retentionInDays(),
                group.retentionPolicyName(),
                group.logGroupClassAsString() == null ? "STANDARD" : group.logGroupClassAsString(),
                Boolean.TRUE.equals(group.deletionProtectionEnabled()),
                group.storedBytes() == null ? 0 : group.storedBytes(),
                tags);
    }

    private @Nullable LogGroup describe(String name) throws Denied, Rejected, Transient {
        pace.take("DescribeLogGroups");
        try {
            // The prefix finds siblings as well; names come sorted, so an exact match is among the
            // first.
            return logs.describeLogGroups(r -> r.logGroupNamePrefix(name)).logGroups().stream()
                    .filter(group -> name.equals(group.logGroupName()))
                    .findFirst()
                    .orElse(null);
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "logs:DescribeLogGroups");
        }
    }

    private Map<String, String> tags(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        Node given = change == null ? Node.ABSENT : change.request().at("tags");
        if (given.isObject()) {
            Map<String, String> tags = new LinkedHashMap<>();
            given.fields().forEach((key, value) -> tags.put(key, value.textOr("")));
            return tags;
        }
        pace.take("ListTagsForResource");
        try {
            return logs.listTagsForResource(r -> r.resourceArn(target.arn())).tags();
        } catch (ResourceNotFoundException e) {
            return Map.of();
        } catch (SdkException e) {
            throw AwsErrors.failure(e, "logs:ListTagsForResource");
        }
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields)
            throws Denied, Rejected, Transient, Gone {
        String days = fields.get(LogGroupState.RETENTION);
        String action = days == null ? "logs:DeleteRetentionPolicy" : "logs:PutRetentionPolicy";
        for (int attempt = 1; ; attempt++) {
            pace.take(action);
            try {
                write(target.name(), days);
                return;
            } catch (OperationAbortedException e) {
                // Somebody else is updating the same group; AWS asks to try again.
                if (attempt == TRIES) {
                    throw new Transient("another update is under way", e);
                }
                pace.pause(BACKOFF.multipliedBy(attempt));
            } catch (ResourceNotFoundException e) {
                throw new Gone("the log group is no longer there");
            } catch (SdkException e) {
                throw AwsErrors.failure(e, action);
            }
        }
    }

    private void write(String name, @Nullable String days) {
        if (days == null) {
            logs.deleteRetentionPolicy(r -> r.logGroupName(name));
        } else {
            logs.putRetentionPolicy(
                    r -> r.logGroupName(name).retentionInDays(Integer.valueOf(days)));
        }
    }
}
