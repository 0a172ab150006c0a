package dev.amends.core.report;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.FindingCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Publishes the finding as JSON, for machines. Attributes allow subscription filters; whoever draws
 * something for people takes only the key and reads the ledger.
 */
public final class SnsReport implements Report {
    private final SnsClient sns;
    private final String topic;

    public SnsReport(SnsClient sns, String topic) {
        this.sns = sns;
        this.topic = topic;
    }

    @Override
    public void say(Finding finding) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("amends", "report");
        message.putAll(FindingCodec.toMap(finding));
        // Twenty lines of past are for the ledger; a subscriber wants the present.
        message.remove("history");
        sns.publish(r ->
                r.topicArn(topic)
                        .message(Node.write(message))
                        .messageAttributes(
                                Map.of(
                                        "guardrail", text(finding.subject().guardrail()),
                                        "state", text(finding.state().name()),
                                        "severity", text(finding.seen().severity().name()))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }
}
