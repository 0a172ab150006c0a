package dev.amends.slackin;

import com.sun.net.httpserver.HttpServer;
import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.HttpEntry;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.ledger.Term;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Rendering;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import dev.amends.testkit.LocalDynamo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * slack-in between the Slack stand-in (a real process) and a ledger in DynamoDB Local. Only the
 * queue and Secrets Manager are played.
 */
final class World implements AutoCloseable {
    static final String GUARDRAIL = "log-group-no-retention";
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String INBOX = "https://sqs.example.com/log-groups";

    final Standin slack = Standin.get();
    final LocalDynamo dynamo = LocalDynamo.get();
    final String table = dynamo.ledgerTable();
    final Ledger ledger = new Ledger(dynamo.client(), table);
    final Cards cards = new Cards(dynamo.client(), table);
    final Hands clock = new Hands();
    final List<String> nudges = new CopyOnWriteArrayList<>();
    final List<Duration> delays = new CopyOnWriteArrayList<>();

    /** What Secrets Manager holds, and how often it was asked. */
    String signingSecret = SECRET;

    int secretReads;

    /** Whether the queue takes messages. */
    boolean queueUp = true;

    private final Clients clients;
    private final SlackIn slackIn;
    private final HttpServer api;

    World() {
        this.clients =
                Clients.live(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10));
        DynamoDbClient client =
                clients.client(
                        DynamoDbClient.builder()
                                .endpointOverride(dynamo.endpoint())
                                .region(Region.US_EAST_1)
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(
                                                AwsBasicCredentials.create("test", "test"))));
        this.slackIn =
                Wiring.slackIn(
                        client,
                        table,
                        new SettingsStore(client, table),
                        new SlackSecret(secrets(), "amends/slack", clock),
                        new SlackApi(
                                clients.http(Duration.ofMillis(500), Duration.ofMillis(1_500)),
                                slack.api()),
                        new Inboxes(GUARDRAIL + "=" + INBOX + ",slack-out=x", this::enqueue),
                        "1.2.3",
                        clock);
        try {
            this.api =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        api.createContext("/slack", this::gateway);
        api.start();
        slack.fresh("http://127.0.0.1:" + api.getAddress().getPort() + "/slack", signingSecret);
        settings(
                """
                {"accountName":"shop","slack":{"channel":"#amends-local","workspace":"T0AMENDS01","app":"A0AMENDS01"},
                 "approvers":{"users":["U0ANN00001","U0CAT00001"]}}
                """);
    }

    private void enqueue(String url, String body, Duration delay) {
        if (!queueUp) {
            throw SdkClientException.create("the queue is down");
        }
        nudges.add(url + " " + body);
        delays.add(delay);
    }

    private SecretsManagerClient secrets() {
        return new SecretsManagerClient() {
            @Override
            public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
                secretReads++;
                return GetSecretValueResponse.builder()
                        .secretString(
                                Node.write(
                                        Map.of(
                                                "botToken",
                                                Standin.TOKEN,
                                                "signingSecret",
                                                signingSecret)))
                        .build();
            }

            @Override
            public String serviceName() {
                return "secretsmanager";
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** The system's clock, which can be put forward. */
    static final class Hands extends Clock {
        private Duration ahead = Duration.ZERO;

        void forward(Duration by) {
            ahead = ahead.plus(by);
        }

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
            return Instant.now().plus(ahead);
        }
    }

    // ------------------------------------------------------------------ what is in the ledger

    void settings(String json) {
        item(SettingsStore.KEY, json);
    }

    void item(String key, String json) {
        dynamo.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk",
                                                AttributeValue.fromS(key),
                                                "json",
                                                AttributeValue.fromS(json))));
    }

    void delete(String key) {
        dynamo.client()
                .deleteItem(r -> r.tableName(table).key(Map.of("pk", AttributeValue.fromS(key))));
    }

    /** Everything in the table; every item as text, by key. */
    Map<String, String> everything() {
        Map<String, String> items = new TreeMap<>();
        dynamo.client()
                .scanPaginator(r -> r.tableName(table).consistentRead(true))
                .items()
                .forEach(item -> items.put(item.get("pk").s(), new TreeMap<>(item).toString()));
        return items;
    }

    /** Takes a step for a log group of that name. */
    Finding take(String name, Step step, String fingerprint) {
        Instant now = clock.instant();
        Move move =
                Move.of(subject(name), step, "worker", now, "Left alone for now: " + name + ".")
                        .seeing(seen(name, fingerprint))
                        .lasting(Term.of(now, now.plus(Duration.ofHours(24)), Duration.ofHours(4)));
        Answer answer = ledger.take(ledger.find(subject(name).key()), move);
        if (!(answer instanceof Answer.Moved(Finding finding))) {
            throw new IllegalStateException("the step is refused: " + answer);
        }
        return finding;
    }

    /** A finding that waits for a decision, with its card; the token is the name's hash. */
    Finding awaiting(String name) {
        Finding finding = take(name, Step.ASK, "f1");
        draw(finding, token(name));
        return finding;
    }

    static String token(String name) {
        return Integer.toHexString(name.hashCode());
    }

    /** slack-out draws a card. */
    String draw(Finding finding, String token) {
        Node posted =
                slack.api(
                        "chat.postMessage",
                        Map.of(
                                "channel",
                                Standin.CHANNEL,
                                "text",
                                "A finding.",
                                "blocks",
                                blocks(finding, token)));
        String ts = posted.textOr("1.0", "ts");
        String key = Keys.card(finding.key());
        Card card =
                new Card(
                        key,
                        Standin.CHANNEL,
                        ts,
                        Rendering.of(finding, token),
                        null,
                        "",
                        clock.millis(),
                        0,
                        Node.write(
                                Map.of(
                                        "text",
                                        "A finding.",
                                        "blocks",
                                        blocks(finding, token).subList(0, 1))));
        if (!cards.replace(cards.find(key), card, clock.instant())) {
            throw new IllegalStateException("the card was not written");
        }
        return ts;
    }

    static List<Object> blocks(Finding finding, String token) {
        String value = new ButtonValue(finding.key(), token).text();
        List<Object> buttons = new ArrayList<>();
        for (String action : List.of("fix", "undo", "exempt", "look")) {
            buttons.add(
                    Map.of(
                            "type",
                            "button",
                            "action_id",
                            action,
                            "text",
                            Map.of("type", "plain_text", "text", action),
                            "value",
                            value));
        }
        return List.of(
                Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", "A finding.")),
                Map.of("type", "actions", "elements", buttons));
    }

    static Subject subject(String name) {
        return new Subject(
                GUARDRAIL,
                "Log group that keeps everything for ever",
                "guardrails/log-group-no-retention.md",
                new Target(
                        "111122223333",
                        "eu-west-1",
                        "arn:aws:logs:eu-west-1:111122223333:log-group:" + name,
                        name));
    }

    private static Seen seen(String name, String fingerprint) {
        Map<String, String> before = new HashMap<>();
        before.put("retentionInDays", null);
        return new Seen(
                "1",
                fingerprint,
                Severity.LOW,
                "Without a retention, " + name + " keeps its logs for ever.",
                null,
                null,
                null,
                new Cause(
                        "e-" + fingerprint,
                        "CreateLogGroup",
                        Instant.parse("2026-03-01T10:00:00Z"),
                        "ana",
                        "arn:aws:iam::111122223333:user/ana",
                        Tool.CLI,
                        Origin.EVENT),
                new Remedy(
                        "set its retention to 30 days",
                        "Set its retention to 30 days.",
                        before,
                        Map.of("retentionInDays", "30"),
                        true,
                        null,
                        List.of("aws logs put-retention-policy"),
                        "RetentionInDays: 30",
                        "retention_in_days = 30"));
    }

    // ------------------------------------------------------------------ what Slack sends

    /** What slack-in answered, and the lines it logged meanwhile. */
    record Said(int status, String body, List<Node> log) {
        Node json() {
            try {
                return Node.parse(body);
            } catch (BadJson e) {
                throw new IllegalStateException("no JSON: " + body, e);
            }
        }
    }

    Said send(Map<String, Object> event) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            Node answer =
                    Node.parse(handle(event, new PrintStream(lines, true, StandardCharsets.UTF_8)));
            return new Said(
                    Math.toIntExact(answer.number("statusCode")),
                    answer.textOr("", "body"),
                    nodes(lines));
        } catch (BadJson e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Node> nodes(ByteArrayOutputStream lines) {
        List<Node> nodes = new ArrayList<>();
        for (String line : lines.toString(StandardCharsets.UTF_8).lines().toList()) {
            try {
                nodes.add(Node.parse(line));
            } catch (BadJson e) {
                throw new IllegalStateException("a log line that is not JSON: " + line, e);
            }
        }
        return nodes;
    }

    private String handle(Map<String, Object> event, PrintStream lines) {
        return HttpEntry.answer(Node.write(event), "request", slackIn, clients, lines);
    }

    /** API Gateway between the stand-in and the function. */
    private void gateway(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        Map<String, Object> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        Map<String, Object> event = new HashMap<>();
        event.put("headers", headers);
        event.put(
                "body",
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        event.put("isBase64Encoded", false);
        try {
            Node answer =
                    Node.parse(
                            handle(
                                    event,
                                    new PrintStream(
                                            OutputStream.nullOutputStream(),
                                            false,
                                            StandardCharsets.UTF_8)));
            byte[] body = answer.textOr("", "body").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    Math.toIntExact(answer.number("statusCode")),
                    body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (BadJson e) {
            throw new IOException(e);
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        api.stop(0);
    }
}
