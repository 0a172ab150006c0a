package dev.amends.slackout;

import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Pace;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Unreadable;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import dev.amends.testkit.LocalDynamo;
import dev.amends.testkit.LocalSlack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A ledger in DynamoDB Local, a channel in Slack's stand-in, and slack-out between them. */
abstract class SlackScene {
    static final LocalDynamo DYNAMO = LocalDynamo.get();
    static final String SETTINGS =
            """
            {"accountName":"shop","docs":"https://docs.example.com/amends",
             "slack":{"channel":"#amends-local","escalation":"#amends-escalation",
                      "workspace":"T0AMENDS01","app":"A0AMENDS01","burst":60},
             "approvers":{"users":["U0ANN00001"],"groups":["S0PLATFRM1"]}}\
            """;
    static LocalSlack slack;

    final String table = DYNAMO.ledgerTable();
    final Ledger ledger = new Ledger(DYNAMO.client(), table);
    final String key = key("/aws/lambda/orders");
    final List<String> nudged = new ArrayList<>();
    final Overheard http = new Overheard();

    /** Has digest cards drawn later. */
    TallyDrawer.Nudge nudge = (delay, tally) -> nudged.add(tally);

    private SlackOut out;

    /** What goes wrong with the next reads of the settings, and of the secret. */
    final Deque<RuntimeException> settingsFaults = new ArrayDeque<>();

    final Deque<RuntimeException> secretFaults = new ArrayDeque<>();

    private final DynamoDbClient faulty =
            LocalDynamo.client(
                    DYNAMO.endpoint(),
                    new ExecutionInterceptor() {
                        @Override
                        public void beforeExecution(
                                Context.BeforeExecution context, ExecutionAttributes attributes) {
                            RuntimeException fault = settingsFaults.poll();
                            if (fault != null) {
                                throw fault;
                            }
                        }
                    });

    static RuntimeException answered(int status, String code) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
                .message(code)
                .build();
    }

    @BeforeAll
    static void start() throws IOException {
        slack = LocalSlack.start();
    }

    @AfterAll
    static void stop() {
        slack.close();
    }

    @BeforeEach
    void empty() {
        slack.empty();
        settings(SETTINGS);
        out = out(Clock.systemUTC());
    }

    /** From now on it is so much later. */
    void later(Duration time) {
        out = out(Clock.offset(Clock.systemUTC(), time));
    }

    SlackOut out(Clock clock) {
        SecretsManagerClient secrets =
                new SecretsManagerClient() {
                    @Override
                    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
                        RuntimeException fault = secretFaults.poll();
                        if (fault != null) {
                            throw fault;
                        }
                        return GetSecretValueResponse.builder()
                                .secretString(
                                        Node.write(
                                                Map.of(
                                                        "botToken",
                                                        LocalSlack.TOKEN,
                                                        "signingSecret",
                                                        "s3cret")))
                                .build();
                    }

                    @Override
                    public String serviceName() {
                        return "secretsmanager";
                    }

                    @Override
                    public void close() {}
                };
        return Wiring.slackOut(
                DYNAMO.client(),
                table,
                ledger,
                new SettingsStore(faulty, table),
                new SlackSecret(secrets, "amends/slack", clock),
                new SlackApi(http, slack.api()),
                (delay, tally) -> nudge.in(delay, tally),
                clock,
                new Pace(clock));
    }

    static String key(String name) {
        return Findings.subject(name).key();
    }

    Outcome report() throws RetryLater, Unreadable {
        return report(key);
    }

    Outcome report(String about) throws RetryLater, Unreadable {
        String body = Node.write(Map.of("amends", "report", "key", about));
        return out.handle(new Message("message", body, null, false)).getFirst();
    }

    Finding take(Step step, String fingerprint) {
        return take(Findings.move("/aws/lambda/orders", step, fingerprint, Tool.CLI, null));
    }

    Finding take(Move move) {
        String about = move.subject().key();
        ledger.take(ledger.find(about), move);
        return ledger.find(about);
    }

    void settings(String json) {
        DYNAMO.client()
                .putItem(r ->
                        r.tableName(table)
                                .item(
                                        Map.of(
                                                "pk", AttributeValue.fromS("settings"),
                                                "json", AttributeValue.fromS(json))));
    }

    /** Messages of a channel that are in no thread. */
    static List<Node> cards(String channel) {
        return slack.messages().stream()
                .filter(m -> channel.equals(m.text("channel")) && m.text("thread_ts") == null)
                .toList();
    }

    static List<Node> cards() {
        return cards("C0AMENDS01");
    }

    /** What was said in threads. */
    static List<String> replies() {
        return slack.messages().stream()
                .filter(m -> m.text("thread_ts") != null)
                .map(m -> m.textOr("", "text"))
                .toList();
    }

    /** The action ids of a message's buttons, in order. */
    static List<String> buttons(Node message) {
        List<String> ids = new ArrayList<>();
        for (Node block : message.at("blocks").items()) {
            for (Node element : block.at("elements").items()) {
                if ("button".equals(element.text("type"))) {
                    ids.add(element.textOr("", "action_id"));
                }
            }
        }
        return ids;
    }
}
