package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decision.Kind;
import dev.amends.core.ledger.Decision.One;
import dev.amends.core.ledger.Decision.Scope;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.State;
import dev.amends.core.report.Report;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.LookAgain;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.run.Unreadable;
import dev.amends.core.settings.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One tap, a ledger in DynamoDB Local, and a clock that the test moves. */
abstract class InboxScene {
    static final LocalDynamo DYNAMO = LocalDynamo.get();
    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    static final String KEY = Keys.finding("leaky-tap", "111122223333", "eu-west-1", "tap/kitchen");

    final String table = DYNAMO.ledgerTable();
    final Tap.World world = new Tap.World(DYNAMO.client(), table);
    final Ledger ledger = new Ledger(DYNAMO.client(), table);
    final Decisions decisions = new Decisions(DYNAMO.client(), table);
    final List<Finding> said = new ArrayList<>();
    final List<String> later = new ArrayList<>();
    Instant now = T0.plusSeconds(300);
    int messages;
    boolean security;
    private int tokens;

    /** Whether what is read does not fit the event that led there. */
    boolean contradicting;

    /** Where the function runs. */
    String role = "arn:aws:iam::111122223333:role/amends";

    String region = "eu-west-1";

    @BeforeEach
    void fixMode() {
        settings("fix");
    }

    void claim() {
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

    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Outcome deliver(String body) throws RetryLater, Unreadable {
        return inbox(said::add, false)
                .handle(new Message("message-" + messages++, body, null, false))
                .getFirst();
    }

    /** What the functions reach the ledger with. */
    DynamoDbClient dynamo() {
        return DYNAMO.client();
    }

    Inbox inbox(Report report, boolean dies) {
        return inbox(report, dies, (delay, body) -> later.add(body));
    }

    Inbox inbox(Report report, boolean dies, LookAgain lookAgain) {
        InstantSource moved = () -> now;
        Clock clock = moved.withZone(ZoneOffset.UTC);
        Resources<Tap.State> resources =
                !dies
                        ? world
                        : new Resources<>() {
                            @Override
                            public Tap.State read(Target target, Change change) {
                                return world.now(target);
                            }

                            @Override
                            public void set(Target target, Map<String, String> fields) {
                                throw new Died();
                            }
                        };
        return new Inbox(
                role,
                region,
                List.of(
                        new Runner<>(
                                new Tap(security, contradicting),
                                resources,
                                Books.in(dynamo(), table),
                                report,
                                clock)),
                lookAgain,
                clock);
    }

    void open() {
        DYNAMO.client()
                .updateItem(r ->
                        r.tableName(table)
                                .key(Map.of("pk", AttributeValue.fromS("tap/kitchen")))
                                .updateExpression("REMOVE valve"));
    }

    String valve() {
        return world.now(ledger.find(KEY).subject().target()).valve();
    }

    void settings(String mode) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("pk", AttributeValue.fromS("settings"));
        item.put(
                "json",
                AttributeValue.fromS(
                        "{\"guardrails\":{\"leaky-tap\":{\"mode\":\"" + mode + "\"}}}"));
        DYNAMO.client().putItem(r -> r.tableName(table).item(item));
    }

    static String nudge() {
        return Node.write(Map.of("amends", "nudge", "key", KEY, "why", "due"));
    }

    static String record(String event, Instant time, String valve) {
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

    Finding asked() throws Exception {
        assertThat(deliver(record("OpenTap", T0, "")).name()).isEqualTo("asked");
        return ledger.find(KEY);
    }

    Finding fixed() throws Exception {
        assertThat(decide(Kind.FIX, One.of(asked()))).isEqualTo("fixed");
        return ledger.find(KEY);
    }

    String decide(Kind kind, Scope scope) throws Exception {
        return deliver(nudge(record(kind, scope))).name();
    }

    String record(Kind kind, Scope scope) {
        Decision decision = decision("token-" + tokens++, kind, scope, "Ann (U1)");
        assertThat(decisions.record(decision)).isNull();
        return decision.key();
    }

    Decision decision(String token, Kind kind, Scope scope, String by) {
        return new Decision(
                Keys.decision("leaky-tap", token),
                kind,
                "leaky-tap",
                scope,
                by,
                "U1",
                now,
                kind == Kind.EXEMPT ? now.plus(Duration.ofDays(30)) : null,
                kind == Kind.EXEMPT ? "the plumber comes in May" : "");
    }

    static String nudge(String key) {
        return Node.write(Map.of("amends", "nudge", "key", key, "why", "decided"));
    }

    void pause(Instant until) {
        item(Pause.KEY, new Pause(until, "storm", "Ann (U1)", now).toJson());
    }

    void item(String key, String json) {
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS(key),
                                                "json", AttributeValue.fromS(json))));
    }
}
