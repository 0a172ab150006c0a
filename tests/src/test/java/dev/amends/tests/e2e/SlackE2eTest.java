package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Slack is slow, full or down: the card arrives, once. */
class SlackE2eTest extends E2e {

    @Test
    void whenSlackAsksToWaitTheCardIsPostedAfterTheWait() {
        String group = Account.name("slow-slack");
        account.slackFault(
                "{\"method\":\"chat.postMessage\",\"times\":1,\"status\":429,\"retryAfter\":2}");

        account.create(group);

        account.awaitOutcome(group, "fixed");
        account.awaitCard(group, fixed(group));
        assertThat(account.cards(group)).hasSize(1);
        assertThat(unsaid(group)).isFalse();
    }

    @Test
    void whenSlackAsksToWaitTwiceTheCardComesWithTheKeepersReminder() {
        String group = Account.name("slower-slack");
        account.slackFault(
                "{\"method\":\"chat.postMessage\",\"times\":2,\"status\":429,\"retryAfter\":1}");

        remembered(group, "Slack asks us to slow down (429); the keeper brings it back");
    }

    @Test
    void whenSlackIsDownTheCardComesWithTheKeepersReminder() {
        String group = Account.name("no-slack");
        account.slackFault("{\"method\":\"chat.postMessage\",\"times\":1,\"status\":500}");

        remembered(group, "Slack answered 500; the keeper brings it back");
    }

    private static void remembered(String group, String why) {
        account.create(group);
        account.awaitOutcome(group, "fixed");
        Account.awaitTrue(
                why,
                () ->
                        !account.outcomes(
                                        "SlackOutFunction",
                                        n ->
                                                n.path("resource")
                                                                .asText()
                                                                .equals(Account.arn(group))
                                                        && n.path("why").asText().equals(why))
                                .isEmpty());
        account.quiet();
        assertThat(account.cards(group)).isEmpty();
        assertThat(unsaid(group)).isTrue();

        // Five minutes pass.
        Map<String, AttributeValue> item =
                new HashMap<>(account.item(Account.key(Account.arn(group))));
        long then = Instant.now().minus(Duration.ofMinutes(6)).toEpochMilli();
        item.put("updatedAt", AttributeValue.fromN(Long.toString(then)));
        account.put(item);
        account.keeper(); // on its schedule, one may have come a moment before

        account.awaitCard(group, fixed(group));
        assertThat(account.cards(group)).hasSize(1);
        assertThat(unsaid(group)).isFalse();
    }

    private static boolean unsaid(String group) {
        return account.item(Account.key(Account.arn(group))).containsKey("unsaid");
    }
}
