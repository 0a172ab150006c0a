package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How long a press takes, against the Slack stand-in and DynamoDB Local. Printed, not judged: a
 * millisecond here says nothing about Lambda. Run alone, the first press is one in a JVM that has
 * only set up the test. What is judged is what can be counted: the calls.
 */
class TimeToAnswerTest {
    private static final int WARM = 20;

    @Test
    void a_press_costs_one_read_and_one_write_and_its_time_is_printed() {
        try (World world = new World()) {
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i <= WARM; i++) {
                Finding finding = world.awaiting("/aws/lambda/orders-" + i);
                Map<String, Object> payload =
                        Signed.press(
                                Standin.ANN,
                                "fix",
                                finding.key(),
                                World.token("/aws/lambda/orders-" + i));
                payload.put(
                        "message",
                        Map.of("text", "A finding.", "blocks", World.blocks(finding, "t")));
                Map<String, Object> event =
                        Signed.event(Signed.payload(payload), world.clock.instant());

                long start = System.nanoTime();
                World.Said said = world.send(event);
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));

                Node line = said.log().getFirst();
                assertThat(line.text("outcome")).isEqualTo("decided");
                assertThat(line.number("calls")).isEqualTo(2);
            }
            List<Long> warm = new ArrayList<>(millis.subList(1, millis.size()));
            Collections.sort(warm);
            System.out.printf(
                    "press on Fix: first %d ms, warm median %d ms%n",
                    millis.getFirst(), warm.get(warm.size() / 2));
            System.out.printf("form: first %d ms%n", form(world));
        }
    }

    private static long form(World world) {
        Finding finding = world.take("/aws/lambda/form", Step.ASK, "f1");
        String ts = world.draw(finding, "form");
        Node answer =
                world.slack.control(
                        "press",
                        Map.of(
                                "user",
                                Standin.ANN,
                                "channel",
                                Standin.CHANNEL,
                                "ts",
                                ts,
                                "action_id",
                                "exempt"));
        assertThat(world.slack.views()).hasSize(1);
        return answer.number("millis");
    }
}
