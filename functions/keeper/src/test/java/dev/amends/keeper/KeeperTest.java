package dev.amends.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.run.Message;
import dev.amends.core.settings.SettingsStore;
import dev.amends.testkit.LocalDynamo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keeper on a ledger in DynamoDB Local; each test moves the clock. */
class KeeperTest {
    private static final LocalDynamo DYNAMO = LocalDynamo.get();

    /** Before the digest's hour. */
    private static final Instant T0 = Instant.parse("2026-03-02T05:10:00Z");

    private final String table = DYNAMO.ledgerTable();
    private final Ledger ledger = new Ledger(DYNAMO.client(), table);
    private final List<String> sent = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();

    @Test
    void a_lease_that_ended_is_nudged_into_the_inbox_of_its_guardrail() {
        String key = take("/a", Step.FIX, T0);
        at(T0.plus(Episodes.LEASE).minusSeconds(1));
        assertThat(sent).isEmpty();
        at(T0.plus(Episodes.LEASE));
        assertThat(sent)
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("inbox-url ").contains(key, "due"));
    }

    @Test
    void a_breaker_that_has_rested_is_nudged() {
        Instant at = T0;
        for (int i = 0; i < 3; i++) {
            take("/a", Step.FIX, at);
            take("/a", Step.DONE, at);
            at = at.plus(Duration.ofMinutes(3));
        }
        String key = take("/a", Step.FIX, at);
        acknowledge(key);
        at(at.plus(Duration.ofMinutes(59)));
        assertThat(sent).isEmpty();
        at(at.plus(Duration.ofMinutes(60)));
        assertThat(sent)
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("inbox-url ").contains(key));
    }

    @Test
    void what_nobody_was_shown_is_sent_to_slack_out_after_five_minutes_and_not_before() {
        String key = take("/a", Step.FLAG, T0);
        at(T0.plus(Duration.ofMinutes(4)));
        assertThat(sent).isEmpty();
        at(T0.plus(Duration.ofMinutes(5)));
        assertThat(sent)
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("slack-url ").contains(key, "undrawn"));
    }

    @Test
    void after_an_hour_the_undrawn_are_tried_on_the_full_hour_alone() {
        take("/a", Step.FLAG, T0);
        at(Instant.parse("2026-03-02T06:30:00Z"));
        assertThat(sent).isEmpty();
        at(Instant.parse("2026-03-02T07:00:00Z"));
        assertThat(sent).hasSize(1);
    }

    @Test
    void findings_of_a_guardrail_that_is_no_longer_there_are_counted() {
        Subject other =
                new Subject(
                        "retired", "t", "p", new Target("111122223333", "eu-west-1", "arn:x", "x"));
        ledger.take(null, move(other, Step.FIX, T0));
        assertThat(at(T0.plus(Duration.ofMinutes(10)))).contains("1 of no known guardrail");
        assertThat(sent).isEmpty();
    }

    @Test
    void the_digest_goes_out_once_a_day_at_its_hour_and_says_what_waits_and_what_happened() {
        settings("{\"accountName\":\"shop\",\"digest\":{\"hourUtc\":9}}");
        take("/waiting", Step.ASK, T0);
        take("/fixed", Step.FIX, T0);
        take("/fixed", Step.DONE, T0);
        at(Instant.parse("2026-03-02T08:59:00Z"));
        assertThat(mails).isEmpty();
        at(Instant.parse("2026-03-02T09:03:00Z"));
        at(Instant.parse("2026-03-02T09:04:00Z"));
        assertThat(mails)
                .singleElement()
                .isEqualTo(
                        """
                        Amends: what waits, and what happened until 2026-03-02
                        Account: shop

                        Waits for a person
                          [AWAITING] /waiting keeps its logs for ever. Decided. (111122223333, eu-west-1)

                        Since yesterday
                          [FIXED] /fixed keeps its logs for ever. Decided. (111122223333, eu-west-1)

                        All of it: ./amends findings
                        """);
        at(Instant.parse("2026-03-03T09:00:00Z"));
        assertThat(mails).as("the next day, what waits is said again").hasSize(2);
        assertThat(mails.getLast()).contains("/waiting").doesNotContain("/fixed");
    }

    @Test
    void a_day_without_anything_to_say_has_no_digest() {
        assertThat(at(Instant.parse("2026-03-02T07:00:00Z"))).contains("digest empty");
        assertThat(mails).isEmpty();
    }

    @Test
    void a_keeper_that_died_before_sending_is_followed_by_one_that_sends() {
        take("/waiting", Step.ASK, T0);
        Instant hour = Instant.parse("2026-03-02T07:00:00Z");
        assertThat(
                        new DigestClaims(DYNAMO.client(), table)
                                .claim(LocalDate.parse("2026-03-02"), hour))
                .isTrue();
        at(hour.plus(Duration.ofMinutes(1)));
        assertThat(mails).isEmpty();
        at(hour.plus(Duration.ofMinutes(6)));
        assertThat(mails).hasSize(1);
    }

    private String at(Instant now) {
        LedgerIndex index = new LedgerIndex(DYNAMO.client(), table);
        Keeper keeper =
                new Keeper(
                        index,
                        Map.of("log-group-no-retention", "inbox-url", "slack-out", "slack-url"),
                        (url, body) -> sent.add(url + " " + body),
                        new Digest(
                                index,
                                new DigestClaims(DYNAMO.client(), table),
                                new SettingsStore(DYNAMO.client(), table),
                                (subject, text) -> mails.add(subject + "\n" + text)),
                        Clock.fixed(now, ZoneOffset.UTC));
        return keeper.handle(new Message("m", "{}", null, true)).getFirst().why();
    }

    private String take(String name, Step step, Instant at) {
        Subject subject =
                new Subject(
                        "log-group-no-retention",
                        "Log group that keeps everything for ever",
                        "p",
                        new Target("111122223333", "eu-west-1", "arn:" + name, name));
        ledger.take(ledger.find(subject.key()), move(subject, step, at));
        return subject.key();
    }

    private void acknowledge(String key) {
        DYNAMO.client()
                .updateItem(r ->
                        r.tableName(table)
                                .key(Map.of("pk", AttributeValue.fromS(key)))
                                .updateExpression("REMOVE unsaid"));
    }

    private void settings(String json) {
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json", AttributeValue.fromS(json))));
    }

    private static Move move(Subject subject, Step step, Instant at) {
        return Move.of(subject, step, "worker", at, "Decided.")
                .seeing(new Seen(
                        "1",
                        "f",
                        Severity.LOW,
                        subject.target().name() + " keeps its logs for ever.",
                        null,
                        null,
                        null,
                        new Cause("e", "CreateLogGroup", T0, "ana", "", Tool.CLI, Origin.EVENT),
                        null));
    }
}
