package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Many events at once through the account's queue; late, because it is a storm as well. */
@Order(Integer.MAX_VALUE - 2)
class BurstE2eTest extends E2e {
    /** {@code -Damends.burst=5000} for what docs/performance.md says. */
    private static final int EVENTS = Integer.getInteger("amends.burst", 100);

    private static final Duration PATIENCE = Duration.ofSeconds(60L + EVENTS / 3);
    private static final int BATCH = 10;

    @Test
    void everyEventIsAnsweredAndEveryOpenGroupIsClosed() {
        List<String> open = new ArrayList<>();
        String fine = Account.name("fine");
        account.create(fine);
        Account.awaitTrue("it has one", () -> account.retention(fine) != null);
        for (int i = 0; i < EVENTS / 10; i++) {
            open.add(Account.name("burst-" + i));
        }
        open.forEach(account::createQuietly);
        account.quiet();
        long before = account.mark();
        Instant began = Instant.now();

        Set<String> waiting = send(open, fine);

        Account.await(
                "an outcome of each message",
                PATIENCE,
                () -> {
                    account.outcomes("LogGroupsFunction", n -> true)
                            .forEach(n -> waiting.remove(n.path("message").asText()));
                    return waiting.isEmpty() ? Optional.of(true) : Optional.empty();
                });
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1_000.0;
        int calls = account.calls(before, "LogGroupsFunction").size();
        System.out.printf(
                "burst: %d events, %d of them violating, %.1f s, %.0f a second, %.2f calls per event%n",
                EVENTS, open.size(), seconds, EVENTS / seconds, calls / (double) EVENTS);
        assertThat(open).allSatisfy(group -> assertThat(account.retention(group)).isEqualTo(30));
        assertThat(calls).as("most events cost nothing").isLessThanOrEqualTo(EVENTS);
        if (EVENTS <= 100) {
            // The tests that follow begin in quiet; the cards of thousands take a second each.
            account.quiet();
        }
    }

    /** One in ten violates, two in a hundred are fine, the rest failed: nothing happened. */
    private static Set<String> send(List<String> open, String fine) {
        Set<String> sent = new HashSet<>();
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            boolean violating = i % 10 == 0;
            ObjectNode event =
                    account.record(
                            "CreateLogGroup", violating ? open.get(i / 10) : fine, Instant.now());
            if (!violating && i % 50 != 1) {
                ((ObjectNode) event.get("detail")).put("errorCode", "AccessDenied");
            }
            String id = Integer.toString(i);
            entries.add(
                    SendMessageBatchRequestEntry.builder()
                            .id(id)
                            .messageBody(event.toString())
                            .build());
            if (entries.size() == BATCH || i == EVENTS - 1) {
                List<SendMessageBatchRequestEntry> batch = List.copyOf(entries);
                account.sqs
                        .sendMessageBatch(r -> r.queueUrl(account.inbox).entries(batch))
                        .successful()
                        .forEach(each -> sent.add(each.messageId()));
                entries.clear();
            }
        }
        assertThat(sent).hasSize(EVENTS);
        return sent;
    }
}
