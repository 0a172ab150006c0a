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
 * @param retentionInDays null: its logs are kept for ever
 * @param logGroupClass {@code STANDARD}, {@code INFREQUENT_ACCESS} or {@code DELIVERY}
 * @param storedBytes what it held a few hours ago; CloudWatch updates this figure late
 * @param tags its tags; only read of a group without retention
 */
public record LogGroupState(
        String name,
        Instant created,
        @Nullable Integer retentionInDays,
        String logGroupClass,
        long storedBytes,
        Map<String, String> tags)
        implements ResourceState {

    /** The one field that the remedy sets. */
    static final String RETENTION = "retentionInDays";

    /** Set by CloudFormation on what it makes; nobody else can set a tag that begins with aws:. */
    private static final String STACK_TAG = "aws:cloudformation:stack-name";

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
    public Optional<String> stack() {
        return Optional.ofNullable(tags.get(STACK_TAG));
    }
}
