package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.core.run.Runner;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No chain of messages passes a guardrail's function more often than Lambda lets it. The keeper's
 * part is played: its nudges begin new chains, and it runs every quarter of an hour to save time.
 */
class HopsTest extends InboxScene {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Chains chains = new Chains(now);

    private void receive(String body, Instant at) throws Exception {
        now = at;
        inbox(said::add, false, chains::send)
                .handle(new Message("message-" + messages++, body, null, false));
    }

    private List<String> keeper(Instant at) {
        now = at;
        LedgerIndex index = new LedgerIndex(DYNAMO.client(), table);
        List<String> keys = new ArrayList<>(index.due(at, LedgerIndex.ALL));
        if (pause == null || !pause.lasts(at)) {
            keys.addAll(index.heldByPause(LedgerIndex.ALL));
        }
        return keys.stream().map(Nudges::due).toList();
    }

    private Pause pause;

    @Override
    void pause(Instant until) {
        pause = new Pause(until, "storm", "Ann", now);
        item(Pause.KEY, pause.toJson());
    }

    @Test
    void an_owners_value_that_a_pause_of_seven_days_holds_is_put_back_at_its_end()
            throws Exception {
        deliver(record("OpenTap", T0, ""));
        Instant end = now.plus(Pause.LONGEST);
        pause(end);
        chains.send(Duration.ZERO, record("SetValve", now.minusSeconds(1), "half"));

        chains.run(end.minusSeconds(1), this::receive, QUARTER, this::keeper);
        assertThat(valve()).as("while the pause lasts").isEqualTo("closed");

        chains.run(end.plus(QUARTER), this::receive, QUARTER, this::keeper);
        assertThat(valve()).isEqualTo("half");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.YIELDED);
        assertThat(chains.hops()).as("the record and the keeper's nudge").containsOnly(1);
        assertThat(waiting()).as("what was handled is gone").isEmpty();
    }

    @Test
    void a_pause_that_is_ended_early_lets_the_owners_value_go_at_once() throws Exception {
        deliver(record("OpenTap", T0, ""));
        pause(now.plus(Duration.ofDays(5)));
        chains.send(Duration.ZERO, record("SetValve", now.minusSeconds(1), "half"));
        chains.run(now.plus(Duration.ofHours(1)), this::receive, QUARTER, this::keeper);
        pause(now);

        chains.run(now.plus(QUARTER), this::receive, QUARTER, this::keeper);

        assertThat(valve()).isEqualTo("half");
    }

    @Test
    void a_pause_that_is_made_longer_holds_it_longer() throws Exception {
        deliver(record("OpenTap", T0, ""));
        Instant end = now.plus(Duration.ofHours(1));
        pause(end);
        chains.send(Duration.ZERO, record("SetValve", now.minusSeconds(1), "half"));
        chains.run(end.minus(QUARTER), this::receive, QUARTER, this::keeper);
        Instant later = end.plus(Duration.ofHours(6));
        pause(later);

        chains.run(later.minusSeconds(1), this::receive, QUARTER, this::keeper);
        assertThat(valve()).isEqualTo("closed");
        chains.run(later.plus(QUARTER), this::receive, QUARTER, this::keeper);
        assertThat(valve()).isEqualTo("half");
    }

    @Test
    void what_waits_is_not_lost_when_its_worker_dies() throws Exception {
        deliver(record("OpenTap", T0, ""));
        Instant end = now.plus(Duration.ofHours(1));
        pause(end);
        chains.send(Duration.ZERO, record("SetValve", now.minusSeconds(1), "half"));
        chains.run(end.minusSeconds(1), this::receive, QUARTER, this::keeper);
        assertThat(waiting()).hasSize(1);

        // The first that the keeper brings is received by a worker that dies at it.
        chains.run(end.plus(QUARTER), (body, at) -> {}, QUARTER, this::keeper);
        assertThat(waiting()).hasSize(1);
        chains.run(end.plus(QUARTER.multipliedBy(3)), this::receive, QUARTER, this::keeper);
        assertThat(valve()).isEqualTo("half");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void a_record_of_a_quarter_of_a_megabyte_can_wait() throws Exception {
        deliver(record("OpenTap", T0, ""));
        Instant end = now.plus(Duration.ofHours(1));
        pause(end);
        String big =
                record("SetValve", now.minusSeconds(1), "half")
                        .replace("\"tap\"", "\"pad\":\"" + "\\\"".repeat(120_000) + "\",\"tap\"");
        chains.send(Duration.ZERO, big);
        chains.run(end.plus(QUARTER), this::receive, QUARTER, this::keeper);
        assertThat(valve()).isEqualTo("half");
    }

    @Test
    void a_decision_about_many_is_one_hop_more_for_each_of_them() throws Exception {
        settings("ask");
        for (int i = 0; i < 40; i++) {
            deliver(record("OpenTap", T0, "").replace("kitchen", "tap-" + i));
        }
        Decision decision =
                new Decision(
                        Keys.decision("leaky-tap", "token"),
                        Decision.Kind.FIX,
                        "leaky-tap",
                        new Decision.Many(State.AWAITING, Instant.EPOCH, now),
                        "Ann",
                        "U1",
                        now,
                        null,
                        "");
        new Decisions(DYNAMO.client(), table).record(decision);
        chains.send(Duration.ZERO, Nudges.decided(decision));

        chains.run(now.plus(QUARTER), this::receive, QUARTER, this::keeper);

        assertThat(chains.hops()).hasSize(41).first().isEqualTo(1);
        assertThat(chains.hops().subList(1, 41)).containsOnly(2);
    }

    @Test
    void a_change_that_its_read_contradicts_is_looked_at_a_few_times_and_no_more()
            throws Exception {
        contradicting = true;
        chains.send(Duration.ZERO, record("OpenTap", now.plus(Duration.ofDays(1)), ""));
        chains.run(now.plus(Duration.ofDays(2)), this::receive, QUARTER, this::keeper);
        assertThat(chains.hops()).hasSize(Runner.LOOKS + 1);
    }

    private List<String> waiting() {
        return DYNAMO.client().scan(r -> r.tableName(table)).items().stream()
                .map(item -> item.get("pk").s())
                .filter(Keys::isWait)
                .toList();
    }
}
