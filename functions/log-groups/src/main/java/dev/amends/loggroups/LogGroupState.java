package dev.amends.loggroups;

import dev.amends.core.guardrail.ResourceState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log group as CloudWatch Logs describes it.
 *
 * @param name its name, as it is; names are case-sensitive
 * @param created when it was made; tells it from an earlier group of the same name
 * @param retentionInDays what is in force; null: its logs are kept forever
 * @param retentionPolicy the account-level retention policy that determines it, whatever is written
 *     for the group itself (<a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">API
 *     reference of CloudWatch Logs, PutRetentionPolicy</a>); null when the group's own counts
 * @param logGroupClass such as {@code STANDARD}; there are new ones from time to time
 * @param protectedFromDeletion whether somebody switched its deletion protection on
 * @param storedBytes what it held a few hours ago; CloudWatch updates this figure late
 * @param tags its tags; only read of a group without retention
 */
public record LogGroupState(
        String name,
        Instant created,
        @Nullable Integer retentionInDays,
        @Nullable String retentionPolicy,
        String logGroupClass,
        boolean protectedFromDeletion,
        long storedBytes,
        Map<String, String> tags)
        implements ResourceState {

    /** The one field that the remedy sets. */
    static final String RETENTION = "retentionInDays";

    /** Set by CloudFormation on what it makes; nobody else can set a tag that begins with aws:. */
    private static final String STACK_TAG = "aws:cloudformation:stack-name";

    /** The group where an account-level retention policy applies to it. */
    LogGroupState under(String policy, @Nullable Integer days) {
        return new LogGroupState(
                name,
                created,
                days,
                policy,
                logGroupClass,
                protectedFromDeletion,
                storedBytes,
                tags);
    }

    /** The group with another retention of its own. */
    LogGroupState keeping(@Nullable String days) {
        return new LogGroupState(
                name,
                created,
                days == null ? null : Integer.valueOf(days),
                retentionPolicy,
                logGroupClass,
                protectedFromDeletion,
                storedBytes,
                tags);
    }

    @Override
    public String incarnation() {
        return created.toString();
    }

    @Override
    public Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put(RETENTION, retentionInDays == null ? null : retentionInDays.toString());
        return fields;
    }

    @Override
    public Optional<String> overruled() {
        return Optional.ofNullable(retentionPolicy)
                .map(policy ->
                        "The account-level retention policy %s determines the retention of %s (%s), whatever is set for the group itself."
                                .formatted(policy, name, kept()));
    }

    /** How long logs are kept, as a person says it. */
    String kept() {
        return retentionInDays == null ? "never expire" : Retention.days(retentionInDays);
    }

    @Override
    public Optional<String> stack() {
        return Optional.ofNullable(tags.get(STACK_TAG));
    }
}
