package dev.amends.cli;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The way of an event to a guardrail's function: rule, inbox, event source mapping. */
final class WayIn {
    private final Aws aws;
    private final About about;
    private final String inbox;
    private final List<Installation.DeadLetters> deadLetters;

    WayIn(Aws aws, About about, String inbox, List<Installation.DeadLetters> deadLetters) {
        this.aws = aws;
        this.about = about;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
    }

    List<Found> look() {
        SqsClient sqs = aws.sqs();
        List<Found> found = new ArrayList<>();
        String arn;
        try {
            Map<QueueAttributeName, String> attributes =
                    sqs.getQueueAttributes(r ->
                                    r.queueUrl(inbox).attributeNames(QueueAttributeName.QUEUE_ARN))
                            .attributes();
            arn = attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        } catch (SdkException e) {
            found.add(Found.unknown("inbox", "cannot be read: " + Failures.explain(e)));
            return found;
        }
        found.add(rule(aws.eventBridge(), arn));
        found.add(mapping(aws.lambda(), arn));
        found.add(dead(sqs));
        return found;
    }

    private Found rule(EventBridgeClient events, String arn) {
        try {
            List<String> names = events.listRuleNamesByTarget(r -> r.targetArn(arn)).ruleNames();
            List<String> disabled = new ArrayList<>();
            for (String name : names) {
                DescribeRuleResponse rule = events.describeRule(r -> r.name(name));
                if (!matches(rule.eventPattern())) {
                    continue;
                }
                if (rule.state() != RuleState.DISABLED) {
                    return Found.fine("rule", "%s sends its events to the inbox.".formatted(name));
                }
                disabled.add(name);
            }
            return disabled.isEmpty()
                    ? Found.reason(
                            "rule",
                            "no rule sends %s to the inbox: deploy the template of this version again."
                                    .formatted(String.join(", ", about.events())))
                    : Found.reason(
                            "rule",
                            "it is disabled, so no event arrives: aws events enable-rule --name "
                                    + disabled.getFirst());
        } catch (SdkException e) {
            return Found.unknown("rule", "not known: " + Failures.explain(e));
        }
    }

    /** Whether the pattern names the guardrail's service and at least one of its events. */
    private boolean matches(String pattern) {
        try {
            Node whole = Node.parse(pattern == null ? "" : pattern);
            Node detail = whole.at("detail");
            if (detail.at("eventSource").texts().isEmpty()) {
                return whole.at("detail-type").texts().stream().anyMatch(about.events()::contains);
            }
            return detail.at("eventSource").texts().contains(about.eventSource())
                    && detail.at("eventName").items().stream().anyMatch(this::names);
        } catch (BadJson e) {
            return false;
        }
    }

    /** Whether what a pattern asks of an event's name lets in one of the guardrail's events. */
    private boolean names(Node asked) {
        String prefix = asked.text("prefix");
        return about.events().stream()
                .anyMatch(event ->
                        prefix == null
                                ? event.equals(
                                        Change.eventName(about.eventSource(), asked.textOr("")))
                                : event.startsWith(prefix));
    }

    private static Found mapping(LambdaClient lambda, String arn) {
        try {
            List<EventSourceMappingConfiguration> mappings =
                    lambda.listEventSourceMappings(r -> r.eventSourceArn(arn))
                            .eventSourceMappings();
            if (mappings.isEmpty()) {
                return Found.reason(
                        "function",
                        "nothing reads the inbox: deploy the template of this version again.");
            }
            for (EventSourceMappingConfiguration mapping : mappings) {
                if ("Enabled".equals(mapping.state())) {
                    return Found.fine("function", "reads the inbox.");
                }
            }
            EventSourceMappingConfiguration first = mappings.getFirst();
            return Found.reason(
                    "function",
                    "its event source mapping is %s: aws lambda update-event-source-mapping --enabled --uuid %s"
                            .formatted(first.state(), first.uuid()));
        } catch (SdkException e) {
            return Found.unknown("function", "not known: " + Failures.explain(e));
        }
    }

    private Found dead(SqsClient sqs) {
        for (Installation.DeadLetters queue : deadLetters) {
            if (!queue.inbox().equals(inbox)) {
                continue;
            }
            try {
                int count = new DeadLetterQueue(sqs, queue).count();
                return count == 0
                        ? Found.fine(
                                "failures", "no dead letters of %s.".formatted(queue.function()))
                        : Found.reason(
                                "failures",
                                "%d dead letter%s of %s, this may be among them: amends redrive %s shows them."
                                        .formatted(
                                                count,
                                                count == 1 ? "" : "s",
                                                queue.function(),
                                                queue.function()));
            } catch (SdkException e) {
                return Found.unknown("failures", "not known: " + Failures.explain(e));
            }
        }
        return Found.unknown("failures", "the stack names no dead letters of this guardrail.");
    }
}
