package dev.amends.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.ledger.Term;
import dev.amends.core.ledger.Waits;
import dev.amends.core.run.Message;
import dev.amends.core.run.RetryLater;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import dev.amends.testkit.LocalDynamo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

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
    void a_lease_that_ended_is_nudged_into_the_inbox_of_its_guardrail() throws Exception {
        String key = take("/a", Step.FIX, T0);
        at(T0.plus(Episodes.LEASE).minusSeconds(1));
        assertThat(sent).isEmpty();
        at(T0.plus(Episodes.LEASE));
        assertThat(sent)
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("inbox-url ").contains(key, "due"));
    }

    @Test
    void a_breaker_that_has_rested_is_nudged() throws Exception {
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
    void what_nobody_was_shown_is_sent_to_slack_out_after_five_minutes_and_not_before()
            throws Exception {
        String key = take("/a", Step.FLAG, T0);
        at(T0.plus(Duration.ofMinutes(4)));
        assertThat(sent).isEmpty();
        at(T0.plus(Duration.ofMinutes(5)));
        assertThat(sent)
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("slack-url ").contains(key, "undrawn"));
    }

    @Test
    void after_an_hour_the_undrawn_are_tried_once_an_hour() throws Exception {
        take("/a", Step.FLAG, T0);
        Instant hour = T0.plus(Duration.ofHours(3));
        for (int minute = 0; minute < 120; minute++) {
            at(hour.plus(Duration.ofMinutes(minute)));
        }
        assertThat(sent).hasSize(2);
    }

    @Test
    void what_nobody_can_carry_out_does_not_starve_what_has_just_become_due() throws Exception {
        for (int i = 0; i < 60; i++) {
            take("/stuck-" + i, Step.FIX, T0);
        }
        String fresh = take("/fresh", Step.FIX, T0.plus(Duration.ofHours(1)));
        Instant now = T0.plus(Duration.ofHours(1)).plus(Episodes.LEASE);
        at(now);
        assertThat(sent).hasSize(50).anyMatch(s -> s.contains(fresh));
        for (int minute = 1; minute < 4; minute++) {
            at(now.plus(Duration.ofMinutes(minute)));
        }
        assertThat(keys()).as("and everything has its turn").hasSize(61);
    }

    @Test
    void findings_of_guardrails_that_are_gone_do_not_starve_the_others() throws Exception {
        for (int i = 0; i < 60; i++) {
            Subject other = subject("retired", "/stuck-" + i);
            ledger.take(null, move(other, Step.FIX, T0));
        }
        String key = take("/a", Step.FIX, T0.plusSeconds(30));
        assertThat(at(T0.plusSeconds(30).plus(Episodes.LEASE)))
                .contains("60 of no known guardrail");
        assertThat(sent).singleElement().asString().contains(key);
    }

    @Test
    void what_slack_refuses_does_not_starve_what_is_newly_undrawn() throws Exception {
        for (int i = 0; i < 60; i++) {
            take("/refused-" + i, Step.FLAG, T0);
        }
        String fresh = take("/fresh", Step.FLAG, T0.plus(Duration.ofHours(2)));
        at(T0.plus(Duration.ofHours(2)).plus(Duration.ofMinutes(5)));
        assertThat(sent).anyMatch(s -> s.contains(fresh));
    }

    @Test
    void held_findings_that_stay_held_do_not_starve_the_others() throws Exception {
        for (int i = 0; i < 120; i++) {
            take("/held-" + i, Step.HOLD, T0.plusSeconds(i));
        }
        for (int minute = 4; minute < 14; minute++) {
            at(T0.plus(Duration.ofMinutes(minute)));
        }
        assertThat(keys()).hasSize(120);
    }

    @Test
    void a_message_that_a_queue_does_not_take_costs_the_others_nothing_and_is_told()
            throws Exception {
        take("/a", Step.FIX, T0);
        take("/b", Step.FIX, T0);
        take("/c", Step.ASK, T0);
        refused.add("/a");
        assertThatThrownBy(() -> at(Instant.parse("2026-03-02T07:00:00Z")))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("the queue is down");
        assertThat(sent).anyMatch(s -> s.contains(subject("/b").key()));
        assertThat(mails).anyMatch(m -> m.startsWith("Amends: what waits"));
    }

    @Test
    void a_query_that_fails_stops_neither_the_others_nor_the_digest() throws Exception {
        take("/c", Step.ASK, Instant.parse("2026-03-02T06:30:00Z"));
        broken = "due-index";
        assertThatThrownBy(() -> at(Instant.parse("2026-03-02T07:00:00Z")))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("due-index");
        assertThat(sent).as("undrawn").isNotEmpty();
        assertThat(mails).isNotEmpty();
    }

    @Test
    void broken_settings_stop_nothing_and_the_digest_says_so() throws Exception {
        settings("{\"digest\":");
        take("/a", Step.FIX, T0);
        at(Instant.parse("2026-03-02T07:00:00Z"));
        assertThat(sent).isNotEmpty();
        assertThat(mails.getFirst()).contains("The settings cannot be read");
    }

    @Test
    void settings_that_cannot_be_read_for_a_moment_do_not_send_the_digest_at_another_hour()
            throws Exception {
        settings("{\"accountName\":\"shop\",\"digest\":{\"hourUtc\":9}}");
        acknowledge(take("/waiting", Step.ASK, T0));
        broken = "BatchGetItem";
        assertThatThrownBy(() -> at(Instant.parse("2026-03-02T07:00:00Z")))
                .isInstanceOf(RetryLater.class);
        assertThat(mails).isEmpty();
    }

    @Test
    void a_digest_whose_mail_failed_is_sent_a_minute_later() throws Exception {
        acknowledge(take("/waiting", Step.ASK, T0));
        refused.add("Amends: what waits");
        Instant hour = Instant.parse("2026-03-02T07:00:00Z");
        assertThatThrownBy(() -> at(hour)).isInstanceOf(RetryLater.class);
        refused.clear();
        at(hour.plus(Duration.ofMinutes(1)));
        assertThat(mails).hasSize(1);
    }

    @Test
    void a_digest_is_no_larger_than_sns_takes() throws Exception {
        for (State state : List.of(State.OPEN, State.AWAITING)) {
            for (int i = 0; i < 50; i++) {
                take(
                        "/" + "ä".repeat(2_000) + state + i,
                        state == State.OPEN ? Step.FLAG : Step.ASK,
                        T0);
            }
        }
        at(Instant.parse("2026-03-02T07:00:00Z"));
        String digest = mails.getLast();
        assertThat(digest.getBytes(StandardCharsets.UTF_8).length).isLessThan(262_144);
        assertThat(digest).endsWith("All of it: ./amends findings\n");
    }

    @Test
    void what_waits_for_its_time_is_brought_to_its_owner_and_not_before() throws Exception {
        Waits waits = new Waits(DYNAMO.client(), table);
        String key = Keys.wait("slack-out", "a digest card");
        waits.until(new Waits.Waiting(key, T0, "card"));
        at(T0.minusSeconds(1));
        assertThat(sent).isEmpty();
        at(T0);
        assertThat(sent).singleElement().asString().startsWith("slack-url ").contains(key);
    }

    @Test
    void what_a_pause_holds_is_brought_when_the_pause_is_over_or_ended_before() throws Exception {
        Waits waits = new Waits(DYNAMO.client(), table);
        String key = Keys.wait("log-group-no-retention", "an owner's value");
        Instant end = T0.plus(Duration.ofDays(5));
        pause(end);
        waits.untilResumed(new Waits.Waiting(key, end, "record"));
        at(T0.plus(Duration.ofMinutes(1)));
        assertThat(sent).isEmpty();
        pause(T0.plus(Duration.ofMinutes(2)));
        at(T0.plus(Duration.ofMinutes(3)));
        assertThat(sent).singleElement().asString().startsWith("inbox-url ").contains(key);
        waits.handled(waits.find(key));
        sent.clear();
        at(T0.plus(Duration.ofMinutes(4)));
        assertThat(sent).isEmpty();
    }

    @Test
    void findings_of_a_guardrail_that_is_no_longer_there_are_counted() throws Exception {
        Subject other =
                new Subject(
                        "retired", "t", "p", new Target("111122223333", "eu-west-1", "arn:x", "x"));
        ledger.take(null, move(other, Step.FIX, T0));
        assertThat(at(T0.plus(Duration.ofMinutes(10)))).contains("1 of no known guardrail");
        assertThat(sent).isEmpty();
    }

    @Test
    void what_a_pause_holds_waits_for_its_end_and_then_comes_in_batches() throws Exception {
        pause(T0.plus(Duration.ofHours(2)));
        for (int i = 0; i < 60; i++) {
            take("/held-" + i, Step.HOLD, T0.plusSeconds(i));
        }
        at(T0.plus(Duration.ofMinutes(10)));
        assertThat(sent).isEmpty();
        pause(T0.plus(Duration.ofMinutes(10)));
        assertThat(at(T0.plus(Duration.ofMinutes(11)))).contains("50 held");
        assertThat(sent).hasSize(50).first().asString().contains("inbox-url", "resumed");
    }

    @Test
    void a_decision_whose_nudge_was_lost_is_nudged_again() throws Exception {
        new Decisions(DYNAMO.client(), table)
                .record(
                        new Decision(
                                Keys.decision("log-group-no-retention", "t"),
                                Decision.Kind.LOOK,
                                "log-group-no-retention",
                                new Decision.Names("x*"),
                                "Ann",
                                "U1",
                                T0,
                                null,
                                ""));
        at(T0.plus(Duration.ofMinutes(1)));
        assertThat(sent).isEmpty();
        at(T0.plus(Duration.ofMinutes(2)));
        assertThat(sent)
                .singleElement()
                .asString()
                .startsWith("inbox-url")
                .contains("decision#log-group-no-retention#t");
    }

    @Test
    void when_slack_takes_no_cards_for_long_people_hear_of_it_by_mail_once_an_hour()
            throws Exception {
        take("/a", Step.FLAG, T0);
        at(T0.plus(Duration.ofMinutes(14)));
        assertThat(mails).isEmpty();
        at(T0.plus(Duration.ofMinutes(16)));
        at(T0.plus(Duration.ofMinutes(17)));
        assertThat(mails)
                .singleElement()
                .asString()
                .startsWith("Amends: Slack takes no cards")
                .contains("[OPEN] /a keeps its logs for ever. Decided.");
    }

    @Test
    void the_digest_names_a_pause_and_the_exemptions_that_end_soon() throws Exception {
        take("/soon", Step.EXEMPT, T0, new Term(T0, T0.plus(Duration.ofDays(2))));
        take("/later", Step.EXEMPT, T0, new Term(T0, T0.plus(Duration.ofDays(20))));
        pause(Instant.parse("2026-03-02T08:00:00Z"));
        at(Instant.parse("2026-03-02T07:00:00Z"));
        assertThat(mails)
                .singleElement()
                .asString()
                .contains("Amends is paused until 2026-03-02T08:00:00Z by Ann: storm")
                .contains("Exemptions that end soon\n  [EXEMPT] /soon")
                .doesNotContain("/later");
    }

    @Test
    void the_digest_goes_out_once_a_day_at_its_hour_and_says_what_waits_and_what_happened()
            throws Exception {
        settings("{\"accountName\":\"shop\",\"digest\":{\"hourUtc\":9}}");
        acknowledge(take("/waiting", Step.ASK, T0));
        take("/fixed", Step.FIX, T0);
        acknowledge(take("/fixed", Step.DONE, T0));
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
    void a_day_without_anything_to_say_has_no_digest() throws Exception {
        assertThat(at(Instant.parse("2026-03-02T07:00:00Z"))).contains("digest empty");
        assertThat(mails).isEmpty();
    }

    @Test
    void a_keeper_that_died_before_sending_is_followed_by_one_that_sends() throws Exception {
        acknowledge(take("/waiting", Step.ASK, T0));
        Instant hour = Instant.parse("2026-03-02T07:00:00Z");
        assertThat(new DigestClaims(DYNAMO.client(), table).claim("2026-03-02", hour)).isTrue();
        at(hour.plus(Duration.ofMinutes(1)));
        assertThat(mails).isEmpty();
        at(hour.plus(Duration.ofMinutes(6)));
        assertThat(mails).hasSize(1);
    }

    /** What the queues and the topic do not take: messages that say so. */
    private final List<String> refused = new ArrayList<>();

    /** A call, or a query of an index, that fails. */
    private String broken = "";

    private final DynamoDbClient dynamo =
            LocalDynamo.client(
                    DYNAMO.endpoint(),
                    new ExecutionInterceptor() {
                        @Override
                        public void beforeExecution(
                                Context.BeforeExecution context, ExecutionAttributes attributes) {
                            String call =
                                    context.request() instanceof QueryRequest query
                                            ? query.indexName()
                                            : context.request()
                                                    .getClass()
                                                    .getSimpleName()
                                                    .replace("Request", "");
                            if (call.equals(broken)) {
                                throw SdkClientException.create("no answer: " + call);
                            }
                        }
                    });

    private void taken(String message) {
        for (String each : refused) {
            if (message.contains(each) || message.contains(subject(each).key())) {
                throw SdkClientException.create("the queue is down");
            }
        }
    }

    /** The keys of what was sent. */
    private Set<String> keys() {
        return sent.stream()
                .map(s -> s.replaceFirst(".*\"key\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private String at(Instant now) throws RetryLater {
        LedgerIndex index = new LedgerIndex(dynamo, table);
        DigestClaims claims = new DigestClaims(dynamo, table);
        BiConsumer<String, String> mail =
                (subject, text) -> {
                    taken(subject);
                    mails.add(subject + "\n" + text);
                };
        Keeper keeper =
                new Keeper(
                        ledger,
                        index,
                        new SettingsStore(dynamo, table),
                        Map.of("log-group-no-retention", "inbox-url", "slack-out", "slack-url"),
                        (url, body) -> {
                            taken(body);
                            sent.add(url + " " + body);
                        },
                        // No secret: an installation without Slack. GroupsTest has one.
                        new Groups(
                                new SlackApi(
                                        UrlConnectionHttpClient.create(), "http://127.0.0.1:1"),
                                new SlackSecret(
                                        SecretsManagerClient.builder()
                                                .region(Region.EU_WEST_1)
                                                .build(),
                                        "",
                                        Clock.systemUTC()),
                                item -> sent.add("members")),
                        new Digest(index, claims, mail),
                        new Outage(claims, mail),
                        Clock.fixed(now, ZoneOffset.UTC));
        return keeper.handle(new Message("m", "{}", null, true)).getFirst().why();
    }

    private void pause(Instant until) {
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS(Pause.KEY),
                                                "json",
                                                        AttributeValue.fromS(
                                                                new Pause(until, "storm", "Ann", T0)
                                                                        .toJson()))));
    }

    private String take(String name, Step step, Instant at) {
        return take(name, step, at, null);
    }

    private String take(String name, Step step, Instant at, Term term) {
        Subject subject = subject(name);
        ledger.take(ledger.find(subject.key()), move(subject, step, at).lasting(term));
        return subject.key();
    }

    private static Subject subject(String name) {
        return subject("log-group-no-retention", name);
    }

    private static Subject subject(String guardrail, String name) {
        return new Subject(
                guardrail,
                "Log group that keeps everything for ever",
                "p",
                new Target("111122223333", "eu-west-1", "arn:" + name, name));
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
                .seeing(
                        new Seen(
                                "1",
                                "f",
                                Severity.LOW,
                                subject.target().name() + " keeps its logs for ever.",
                                null,
                                null,
                                null,
                                new Cause(
                                        "e",
                                        "CreateLogGroup",
                                        T0,
                                        "ana",
                                        "",
                                        Tool.CLI,
                                        Origin.EVENT),
                                null));
    }
}
