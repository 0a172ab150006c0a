package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Real processes, killed at each point; then the message is delivered again. */
class CrashTest {
    private static final LocalDynamo DYNAMO = LocalDynamo.get();
    private static final String KEY =
            Keys.finding("leaky-tap", "111122223333", "eu-west-1", "tap/kitchen");

    private final String table = DYNAMO.ledgerTable();
    private final Tap.World world = new Tap.World(DYNAMO.client(), table);
    private final Ledger ledger = new Ledger(DYNAMO.client(), table);

    /** The crash that matters most: AWS has the write and the ledger does not. */
    @Test
    void killed_after_the_write_the_next_delivery_finishes_and_writes_no_second_time()
            throws Exception {
        the_next_delivery_finishes_what_was_begun("apply", State.ACTING, 1, "fixed", "FIXED-2", 1);
    }

    @Tag("proof")
    @ParameterizedTest(name = "killed after {0}: ledger {1}, turned {2}; the next delivery: {3}")
    @CsvSource({
        // point, state and turns after the crash, outcome of the next delivery, what is said how
        // often
        "claim,   ACTING, 0, fixed,     FIXED-3, 1", // taking over is a revision of its own
        "outcome, FIXED,  1, compliant, FIXED-2, 1",
        "report,  FIXED,  1, compliant, FIXED-2, 2",
    })
    void the_next_delivery_finishes_what_was_begun(
            String point, State left, int turned, String next, String revision, int said)
            throws Exception {
        settings();

        Run crashed = deliver(point, "message-1");
        assertThat(crashed.exit()).isEqualTo(137);
        assertThat(ledger.find(KEY).state()).isEqualTo(left);
        assertThat(world.turned("tap/kitchen")).isEqualTo(turned);

        Run second = deliver("never", "message-1");
        assertThat(second.exit()).as(second.output()).isZero();
        // Before it the SDK may say that nobody listens to its log.
        assertThat(second.output().lines().toList().getLast()).isEqualTo(next);
        assertThat(ledger.find(KEY).state()).isEqualTo(State.FIXED);
        assertThat(world.turned("tap/kitchen")).as("applied exactly once").isEqualTo(1);
        // One revision is said. After "report" it is said again: slack-out draws a revision once.
        assertThat(said()).containsExactly(Map.entry(revision, said));
    }

    @Tag("proof")
    @Test
    void another_message_leaves_a_living_claim_alone() throws Exception {
        settings();
        assertThat(deliver("claim", "message-1").exit()).isEqualTo(137);

        Run other = deliver("never", "message-2");
        assertThat(other.exit()).isNotZero();
        assertThat(other.output()).contains("RetryLater");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.ACTING);
        assertThat(said()).isEmpty();
    }

    private void settings() {
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json",
                                                        AttributeValue.fromS(
                                                                "{\"guardrails\":{\"leaky-tap\":{\"mode\":\"fix\"}}}"))));
    }

    private Map<String, Integer> said() {
        Map<String, Integer> said = new TreeMap<>();
        DYNAMO.client()
                .getItem(r ->
                        r.tableName(table)
                                .key(Map.of("pk", AttributeValue.fromS("said")))
                                .consistentRead(true))
                .item()
                .forEach((rev, count) -> {
                    if (count.n() != null) {
                        said.put(rev, Integer.valueOf(count.n()));
                    }
                });
        return said;
    }

    private record Run(int exit, String output) {}

    private Run deliver(String point, String message) throws IOException, InterruptedException {
        String record =
                """
                {"eventID":"event-1","eventName":"OpenTap","eventSource":"taps.example.com","eventTime":"%s",
                 "awsRegion":"eu-west-1","recipientAccountId":"111122223333","requestParameters":{"tap":"kitchen"}}
                """
                        .formatted(Instant.now().minusSeconds(300));
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        CrashingWorker.class.getName(),
                                        DYNAMO.endpoint().toString(),
                                        table,
                                        point,
                                        message,
                                        record))
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
