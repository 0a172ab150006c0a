package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Tool;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.testkit.Chains;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * However long a storm or an outage of Slack lasts, no chain of messages passes slack-out more
 * often than Lambda lets it. The keeper's part is played.
 */
class TallyHopsTest extends SlackScene {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Instant start = Findings.AT.plusSeconds(1);
    private final Chains chains = new Chains(start);
    private final List<String> outcomes = new ArrayList<>();
    private int messages;
    private int findings;

    @BeforeEach
    void twoAMinute() {
        settings(SETTINGS.replace("\"burst\":60", "\"burst\":2"));
        nudge = (delay, tally) -> chains.send(delay, Nudges.due(tally));
    }

    private void receive(String body, Instant now) throws Exception {
        out(Clock.fixed(now, ZoneOffset.UTC))
                .handle(new Message("message-" + messages++, body, null, false))
                .forEach(outcome -> outcomes.add(outcome.why()));
    }

    /** What the keeper brings. */
    private List<String> keeper(Instant now) {
        LedgerIndex index = new LedgerIndex(DYNAMO.client(), table);
        return index.due(now, LedgerIndex.ALL).stream().map(Nudges::due).toList();
    }

    /** The keeper's, and a finding more. */
    private List<String> storm(Instant now) {
        List<String> sent = new ArrayList<>();
        if (now.getEpochSecond() % 60 == 0) {
            sent.addAll(keeper(now));
        }
        String name = "/storm/" + findings++;
        take(Findings.at(Findings.move(name, Step.ASK, "f", Tool.CLI, null), now, null));
        sent.add(Nudges.of(key(name), "report"));
        return sent;
    }

    @Test
    void in_a_storm_of_minutes_the_digest_card_keeps_up_without_a_chain() throws Exception {
        Instant end = start.plus(MINUTE.multipliedBy(4));
        chains.run(end, this::receive, Duration.ofSeconds(2), this::storm);
        chains.run(end.plus(MINUTE.multipliedBy(3)), this::receive, MINUTE, this::keeper);
        assertThat(outcomes.getLast())
                .isEqualTo("digest card shows %d findings".formatted(findings));
    }

    @Test
    void when_slack_is_down_for_hours_the_digest_card_comes_soon_after() throws Exception {
        for (int i = 0; i < 6; i++) {
            storm(start).forEach(body -> chains.send(Duration.ZERO, body));
        }
        http.down = true;
        Instant end = start.plus(Duration.ofHours(3));
        chains.run(end, this::receive, MINUTE, this::keeper);
        assertThat(cards()).isEmpty();
        int tried = http.methods.size();
        http.down = false;

        chains.run(end.plus(MINUTE.multipliedBy(7)), this::receive, MINUTE, this::keeper);

        assertThat(outcomes).contains("digest card shows 6 findings");
        assertThat(tried).as("tries while it was down").isLessThan(60);
        assertThat(keeper(end.plus(Duration.ofDays(1)))).as("nothing waits any more").isEmpty();
    }

    @Test
    void slack_is_asked_again_no_sooner_than_it_wants() throws Exception {
        for (int i = 0; i < 4; i++) {
            storm(start).forEach(body -> chains.send(Duration.ZERO, body));
        }
        chains.run(start.plusSeconds(4), this::receive, MINUTE, this::keeper);
        slack.fault(Map.of("method", "chat.postMessage", "status", 429, "retryAfter", 90));
        chains.run(start.plusSeconds(6), this::receive, MINUTE, this::keeper);
        int tried = http.methods.size();

        // Others are counted meanwhile; they must not have it drawn either.
        storm(start.plusSeconds(20)).forEach(body -> chains.send(Duration.ZERO, body));
        chains.run(start.plusSeconds(90), this::receive, MINUTE, this::keeper);
        assertThat(http.methods).as("before Slack's 90 seconds are over").hasSize(tried);
        chains.run(start.plusSeconds(240), this::receive, MINUTE, this::keeper);
        assertThat(outcomes).contains("digest card shows 5 findings");
    }
}
