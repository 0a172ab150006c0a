package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What is due is brought back, and the day is summed up once. */
class KeeperE2eTest extends E2e {

    @Test
    void aFixWhoseWorkerAndMessageAreLostIsFinishedWhenItsLeaseEnds() {
        String group = Account.name("lease");
        account.fault("PutRetentionPolicy", 1000, "ThrottlingException");
        account.create(group);
        Account.awaitTrue(
                "a retry",
                () ->
                        !account.outcomes(
                                        "LogGroupsFunction",
                                        n ->
                                                n.path("outcome").asText().equals("retry")
                                                        && n.path("why").asText().contains(group))
                                .isEmpty());
        account.purge(account.inbox);
        account.noFaults();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("ACTING");
        assertThat(account.retention(group)).isNull();

        account.overdue(group);
        account.keeper();

        account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        assertThat(account.retention(group)).isEqualTo(30);
        assertThat(account.cards(group)).hasSize(1);
    }

    /** What is read after the write is the state before it, twice: something must overrule it. */
    @Test
    void aWriteThatIsNotInForceTwoMinutesLaterIsNotCalledAFix() {
        String group = Account.name("overruled");
        account.createQuietly(group);
        ObjectNode unset = Account.JSON.createObjectNode();
        unset.putArray("logGroups")
                .addObject()
                .put("logGroupName", group)
                .put("creationTime", account.created(group));
        account.answer("DescribeLogGroups", 3, unset);
        account.send(account.record("CreateLogGroup", group, Instant.now()));

        account.awaitOutcome(group, "unconfirmed");
        account.quiet();
        assertThat(account.cards(group)).as("nothing is said before it is known").isEmpty();
        assertThat(account.finding(group).path("state").asText()).isEqualTo("ACTING");

        account.overdue(group);
        account.keeper();

        account.awaitCard(
                group,
                "Could not be fixed: Without a retention, %s keeps its logs for ever, and you pay for them for ever. Could not set its retention to 30 days: AWS accepted it, but two minutes later something else is in force (retentionInDays is not set)."
                        .formatted(group));
        assertThat(account.finding(group).path("state").asText()).isEqualTo("FAILED");
    }

    @Test
    void theDigestIsSentOnceADay() {
        String group = Account.name("digest");
        account.create(group);
        account.awaitOutcome(group, "fixed");
        String queue = mails("e2e-digest");
        // The keeper's own minute may have sent it already, or may do so meanwhile.
        account.settings("fix", 0);
        account.delete("digest#" + LocalDate.now(ZoneOffset.UTC));

        String first = account.keeper();
        String second = account.keeper();

        account.usualSettings();
        assertThat(first).containsAnyOf("digest sent", "digest sent already");
        assertThat(second).contains("digest sent already");
        List<String> digests = received(queue, "what waits, and what happened until");
        assertThat(digests).hasSize(1);
        assertThat(digests.getFirst())
                .contains("Since yesterday", group, "Set its retention to 30 days.");
    }

    @Test
    void whatSlackTakesNoCardForIsNamedInAMail() {
        String group = Account.name("outage");
        account.slackFault(
                "{\"method\":\"chat.postMessage\",\"times\":1000,\"status\":200,\"error\":\"channel_not_found\"}");
        account.create(group);
        account.awaitOutcome(group, "fixed");
        account.quiet();
        assertThat(account.cards(group)).isEmpty();
        String queue = mails("e2e-outage");
        account.changedBefore(group, Duration.ofMinutes(30));

        String said = account.keeper();

        assertThat(said).containsAnyOf("outage told", "outage told already");
        assertThat(received(queue, "could not be shown in Slack"))
                .singleElement()
                .asString()
                .contains(group, "./amends findings");
        account.noFaults();
        account.keeper();
        account.awaitCard(group, fixed(group));
    }

    /** A queue that gets what is mailed to people. */
    private static String mails(String name) {
        String queue = account.sqs.createQueue(r -> r.queueName(name)).queueUrl();
        String queueArn =
                account.sqs
                        .getQueueAttributes(
                                r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        String topic = account.physical("DigestTopic");
        String policy =
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                  "Action": "sqs:SendMessage", "Resource": "%s",
                  "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}
                """
                        .formatted(queueArn, topic);
        account.sqs.setQueueAttributes(
                r -> r.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, policy)));
        account.sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queueArn));
        return queue;
    }

    /** The mails with this text in them, until none has come for a while. */
    private static List<String> received(String queue, String text) {
        List<String> mails = new ArrayList<>();
        Instant until = Instant.now().plus(Duration.ofSeconds(10));
        while (Instant.now().isBefore(until)) {
            List<Message> messages =
                    account.sqs
                            .receiveMessage(r ->
                                    r.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(3))
                            .messages();
            if (messages.isEmpty() && !mails.isEmpty()) {
                break;
            }
            for (Message message : messages) {
                if (message.body().contains(text)) {
                    mails.add(message.body());
                }
                account.sqs.deleteMessage(
                        r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
        return mails;
    }
}
