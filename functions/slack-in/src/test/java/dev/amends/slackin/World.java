package dev.amends.slackin;

import com.sun.net.httpserver.HttpServer;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.HttpEntry;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * slack-in between the Slack stand-in (a real process) and a ledger in DynamoDB Local. Only the
 * queue and Secrets Manager are played.
 */
final class World extends Shelf implements AutoCloseable {
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String INBOX = "https://sqs.example.com/log-groups";
    static final String SLACK_OUT = "https://sqs.example.com/slack-out";

    final List<String> nudges = new CopyOnWriteArrayList<>();

    /** What slack-out was told to show. */
    final List<String> shows = new CopyOnWriteArrayList<>();

    final List<Duration> delays = new CopyOnWriteArrayList<>();

    /** What Secrets Manager holds, and how often it was asked. */
    String signingSecret = SECRET;

    int secretReads;

    /** How long every call of DynamoDB takes beside its own time. */
    volatile Duration slowDynamo = Duration.ZERO;

    /** How long API Gateway waits for the function to be restored. */
    volatile Duration coldStart = Duration.ZERO;

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
                                .overrideConfiguration(o ->
                                        o.addExecutionInterceptor(
                                                new ExecutionInterceptor() {
                                                    @Override
                                                    public void beforeExecution(
                                                            Context.BeforeExecution context,
                                                            ExecutionAttributes attributes) {
                                                        pause(slowDynamo);
                                                    }
                                                }))
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
                        new Inboxes(
                                GUARDRAIL + "=" + INBOX + ",slack-out=" + SLACK_OUT, this::enqueue),
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

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(String url, String body, Duration delay) {
        if (!queueUp) {
            throw SdkClientException.create("the queue is down");
        }
        if (url.equals(SLACK_OUT)) {
            shows.add(body);
            return;
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
        event.put("requestContext", Map.of("requestTimeEpoch", Instant.now().toEpochMilli()));
        pause(coldStart);
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
