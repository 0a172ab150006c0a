package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.report.Report;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.run.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Messages of every kind, on a ledger in DynamoDB Local and with a clock that the test moves. */
class InboxTest {
    private static final LocalDynamo DYNAMO = LocalDynamo.get();
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final String KEY =
            Keys.finding("leaky-tap", "111122223333", "eu-west-1", "tap/kitchen");

    private final String table = DYNAMO.ledgerTable();
    private final Tap.World world = new Tap.World(DYNAMO.client(), table);
    private final Ledger ledger = new Ledger(DYNAMO.client(), table);
    private final List<Finding> said = new ArrayList<>();
    private final List<String> later = new ArrayList<>();
    private Instant now = T0.plusSeconds(300);
    private int messages;

    @BeforeEach
    void fixMode() {
        settings("fix");
    }

    @Test
    void a_flip_of_mode_counts_at_the_next_event() throws Exception {
        settings("flag");
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("flagged");
        settings("fix");
        open();
        assertThat(deliver(record("OpenTap", T0, "").replace("kitchen", "bath")).name())
                .isEqualTo("fixed");
    }

    @Test
    void without_settings_it_is_said_and_nothing_is_touched() throws Exception {
        DYNAMO.client()
                .deleteItem(r ->
                        r.tableName(table).key(Map.of("pk", AttributeValue.fromS("settings"))));
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("flagged");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void the_keepers_nudge_finishes_a_claim_whose_worker_died() throws Exception {
        claim();
        assertThat(deliver(nudge()).why()).isEqualTo("nothing is due");
        now = now.plus(Episodes.LEASE);
        assertThat(deliver(nudge()).name()).isEqualTo("fixed");
        assertThat(world.turned("tap/kitchen")).isEqualTo(1);
        assertThat(said).extracting(Finding::state).containsExactly(State.FIXED);
        assertThat(deliver(nudge()).why()).isEqualTo("nothing is due");
    }

    @Test
    void a_breaker_that_has_rested_asks() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("fixed");
            open();
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("held");
        now = now.plus(Duration.ofHours(1));
        assertThat(deliver(nudge()).name()).isEqualTo("asked");
        assertThat(world.turned("tap/kitchen")).isEqualTo(3);
        assertThat(ledger.find(KEY).state()).isEqualTo(State.AWAITING);
    }

    @Test
    void ours_landed_on_top_of_the_owners_value_so_theirs_is_put_back() throws Exception {
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("fixed");
        Outcome outcome = deliver(record("SetValve", now.minusSeconds(1), "half"));
        assertThat(outcome.name()).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.YIELDED);
    }

    @Test
    void the_owner_set_theirs_after_ours_so_it_stands() throws Exception {
        deliver(record("OpenTap", T0, ""));
        world.set(ledger.find(KEY).subject().target(), Map.of("valve", "half"));
        Outcome outcome = deliver(record("SetValve", now.plusSeconds(1), "half"));
        assertThat(outcome.name()).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
    }

    @Test
    void putting_back_is_finished_when_its_worker_died_before_the_write() throws Exception {
        deliver(record("OpenTap", T0, ""));
        Finding fixed = ledger.find(KEY);
        var ours = fixed.seen().remedy();
        var back =
                new Remedy(
                        "put it back",
                        "Put the owner's own value back.",
                        ours.after(),
                        Map.of("valve", "half"),
                        true,
                        null,
                        List.of(),
                        "",
                        "");
        ledger.take(
                fixed,
                Move.of(
                                fixed.subject(),
                                Step.RESTORE,
                                "a worker that died",
                                now,
                                "Putting it back.")
                        .settledBy("ana")
                        .with(back));
        now = now.plus(Episodes.LEASE);
        assertThat(deliver(nudge()).name()).isEqualTo("yielded");
        assertThat(valve()).isEqualTo("half");
        assertThat(ledger.find(KEY).state()).isEqualTo(State.YIELDED);
    }

    @Test
    void what_comes_back_from_the_dead_letters_is_asked_about() throws Exception {
        String body = Node.write(Map.of("amends", "redrive", "body", record("OpenTap", T0, "")));
        assertThat(deliver(body).name()).isEqualTo("asked");
        assertThat(world.turned("tap/kitchen")).isZero();
    }

    @Test
    void a_heartbeat_is_answered_and_nothing_else() throws Exception {
        assertThat(deliver("{\"amends\":\"heartbeat\"}").name()).isEqualTo("awake");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "[]",
                "7",
                "{}",
                "{\"detail\":{}}",
                "{\"amends\":\"dance\"}",
                "{\"amends\":\"nudge\"}",
                "{\"amends\":\"nudge\",\"key\":\"settings\"}",
                "{\"amends\":\"nudge\",\"key\":\"finding#other#00\"}",
                "{\"amends\":\"look\"}",
                "{\"amends\":\"redrive\",\"body\":\"junk\"}"
            })
    void what_is_no_message_of_ours_is_unreadable(String body) {
        assertThatThrownBy(() -> deliver(body)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eventName\":\"OpenTap\"|\"eventName\":\"Other\"|no guardrail here watches Other",
                "111122223333|999988887777|another account's: 999988887777",
                "eu-west-1|us-east-1|another Region's: us-east-1",
                "\"requestParameters\"|\"errorCode\":\"AccessDenied\",\"requestParameters\"|the call failed and changed nothing: AccessDenied",
                "\"arn\":\"someone\"|\"arn\":\"arn:aws:iam::111122223333:role/amends\"|our own doing",
            })
    void what_is_not_ours_ends_with_its_reason(String from, String to, String why)
            throws Exception {
        Outcome outcome = deliver(record("OpenTap", T0, "").replace(from, to));
        assertThat(outcome.name()).isEqualTo("ignored");
        assertThat(outcome.why()).isEqualTo(why);
    }

    @Test
    void a_quarter_of_a_megabyte_is_handled_like_any_other() throws Exception {
        String big =
                record("OpenTap", T0, "")
                        .replace("\"tap\"", "\"pad\":\"" + "x".repeat(262_144) + "\",\"tap\"");
        assertThat(deliver(big).name()).isEqualTo("fixed");
    }

    private void claim() {
        Inbox dying =
                inbox(
                        finding -> {
                            throw new IllegalStateException("never reached");
                        },
                        true);
        assertThatThrownBy(() ->
                        dying.handle(new Message("dead", record("OpenTap", T0, ""), null, false)))
                .isInstanceOf(Died.class);
        assertThat(ledger.find(KEY).state()).isEqualTo(State.ACTING);
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Outcome deliver(String body) throws RetryLater, Unreadable {
        return inbox(said::add, false)
                .handle(new Message("message-" + messages++, body, null, false))
                .getFirst();
    }

    private Inbox inbox(Report report, boolean dies) {
        Clock clock =
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                };
        Resources<Tap.State> resources =
                !dies
                        ? world
                        : new Resources<>() {
                            @Override
                            public Tap.State read(Target target, Change change) {
                                return world.read(target, change);
                            }

                            @Override
                            public void set(Target target, Map<String, String> fields) {
                                throw new Died();
                            }
                        };
        return new Inbox(
                "arn:aws:iam::111122223333:role/amends",
                "eu-west-1",
                List.of(
                        new Runner<>(
                                new Tap(),
                                resources,
                                Books.in(DYNAMO.client(), table),
                                report,
                                clock)),
                (delay, body) -> later.add(body),
                clock);
    }

    private void open() {
        DYNAMO.client()
                .updateItem(r ->
                        r.tableName(table)
                                .key(Map.of("pk", AttributeValue.fromS("tap/kitchen")))
                                .updateExpression("REMOVE valve"));
    }

    private String valve() {
        return world.read(ledger.find(KEY).subject().target(), null).valve();
    }

    private void settings(String mode) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("pk", AttributeValue.fromS("settings"));
        item.put(
                "json",
                AttributeValue.fromS(
                        "{\"guardrails\":{\"leaky-tap\":{\"mode\":\"" + mode + "\"}}}"));
        DYNAMO.client().putItem(r -> r.tableName(table).item(item));
    }

    private static String nudge() {
        return Node.write(Map.of("amends", "nudge", "key", KEY, "why", "due"));
    }

    private static String record(String event, Instant time, String valve) {
        return """
        {"eventID":"%s","eventName":"%s","eventSource":"taps.example.com","eventTime":"%s",\
        "awsRegion":"eu-west-1","recipientAccountId":"111122223333",\
        "userIdentity":{"userName":"ana","sessionContext":{"sessionIssuer":{"arn":"someone"}}},\
        "requestParameters":{"tap":"kitchen"%s}}\
        """
                .formatted(
                        event + time,
                        event,
                        time,
                        valve.isEmpty() ? "" : ",\"valve\":\"" + valve + "\"");
    }
}
