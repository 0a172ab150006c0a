package dev.amends.loggroups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline.Past;
import dev.amends.core.json.Node;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What past events tell of account-level retention policies. */
class LogGroupTimelineTest {
    private static final String GROUP = "/aws/lambda/orders";

    private final LogGroupTimeline timeline = new LogGroupTimeline();
    private int seconds;

    @Test
    void a_policy_overrules_what_the_group_says_and_the_longest_prefix_counts() {
        happens("CreateLogGroup", Map.of("logGroupName", GROUP));
        happens("PutRetentionPolicy", Map.of("logGroupName", GROUP, "retentionInDays", 7));
        policy("everything", "\"NEVER_EXPIRE\"", "RETROACTIVE", "");
        assertThat(group().retentionInDays()).isNull();
        assertThat(group().retentionPolicy()).isEqualTo("everything");

        policy("functions", "90", "RETROACTIVE", "LogGroupNamePrefix IN [\"/aws/lambda/\"]");
        assertThat(group().retentionInDays()).isEqualTo(90);
        assertThat(group().retentionPolicy()).isEqualTo("functions");

        policy("tables", "30", "RETROACTIVE", "LogGroupNamePrefix IN [\"/aws/dynamodb/\"]");
        assertThat(group().retentionPolicy()).isEqualTo("functions");
    }

    @Test
    void a_deleted_policy_leaves_the_group_its_own_retention() {
        happens("CreateLogGroup", Map.of("logGroupName", GROUP));
        happens("PutRetentionPolicy", Map.of("logGroupName", GROUP, "retentionInDays", 7));
        policy("everything", "\"NEVER_EXPIRE\"", "RETROACTIVE", "");
        happens(
                "DeleteAccountPolicy",
                Map.of("policyName", "everything", "policyType", "RETENTION_POLICY"));
        assertThat(group().retentionInDays()).isEqualTo(7);
        assertThat(group().retentionPolicy()).isNull();
    }

    @Test
    void a_policy_for_new_groups_leaves_older_ones_alone() {
        happens("CreateLogGroup", Map.of("logGroupName", GROUP));
        policy("new ones", "90", "NEW_ONLY", "");
        assertThat(group().retentionPolicy()).isNull();
        happens("CreateLogGroup", Map.of("logGroupName", "/newer"));
        assertThat(past("/newer").states().getFirst().retentionPolicy()).isEqualTo("new ones");
    }

    @Test
    void a_policy_that_cannot_be_read_leaves_every_group_undetermined() {
        happens("CreateLogGroup", Map.of("logGroupName", GROUP));
        policy("odd", "90", "RETROACTIVE", "LogGroupColour");
        assertThat(past(GROUP).states()).isEmpty();
        assertThat(past(GROUP).missing()).isEqualTo("which account-level retention policy applies");
    }

    @Test
    void another_kind_of_account_policy_changes_nothing() {
        happens("CreateLogGroup", Map.of("logGroupName", GROUP));
        happens(
                "PutAccountPolicy",
                Map.of("policyName", "p", "policyType", "DATA_PROTECTION_POLICY"));
        assertThat(group().retentionPolicy()).isNull();
    }

    private void policy(String name, String days, String mode, String criteria) {
        Map<String, Object> request = new HashMap<>();
        request.put("policyName", name);
        request.put("policyType", "RETENTION_POLICY");
        request.put(
                "policyDocument",
                "{\"retentionInDays\": %s, \"enforcementMode\": \"%s\"}".formatted(days, mode));
        if (!criteria.isEmpty()) {
            request.put("selectionCriteria", criteria);
        }
        happens("PutAccountPolicy", request);
    }

    private LogGroupState group() {
        return past(GROUP).states().getFirst();
    }

    private Past<LogGroupState> past(String name) {
        return timeline.at(
                new Target(
                        "111122223333",
                        "eu-west-1",
                        "arn:aws:logs:eu-west-1:111122223333:log-group:" + name,
                        name),
                null);
    }

    private void happens(String event, Map<String, Object> request) {
        timeline.take(
                Change.parse(
                                Node.of(
                                        Map.of(
                                                "eventID",
                                                "e" + seconds,
                                                "eventName",
                                                event,
                                                "eventSource",
                                                "logs.amazonaws.com",
                                                "eventTime",
                                                "2026-03-01T10:00:%02dZ".formatted(seconds++),
                                                "recipientAccountId",
                                                "111122223333",
                                                "awsRegion",
                                                "eu-west-1",
                                                "requestParameters",
                                                request)),
                                Origin.EVENT)
                        .orElseThrow());
    }
}
