package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Tool;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Step;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Unreadable;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import dev.amends.testkit.LocalDynamo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Cards on the Slack stand-in (a real process) from a ledger in DynamoDB Local. */
class SlackOutTest {
    private static final String TOKEN = "xoxb-test";
    private static final String SECRET =
            "{\"botToken\":\"" + TOKEN + "\",\"signingSecret\":\"s3cret\"}";
    private static final LocalDynamo DYNAMO = LocalDynamo.get();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Process slack;
    private static String base;

    private final String table = DYNAMO.ledgerTable();
    private final Ledger ledger = new Ledger(DYNAMO.client(), table);
    private final String key = Findings.subject("/aws/lambda/orders").key();

    @BeforeAll
    static void start() throws IOException {
        slack =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.amends.local.slack.SlackStandin",
                                "--port",
                                "0",
                                "--token",
                                TOKEN)
                        .redirectErrorStream(true)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(slack.getInputStream(), StandardCharsets.UTF_8));
        Matcher url = Pattern.compile("http://[0-9.:]+").matcher(out.readLine());
        assertThat(url.find()).as("the stand-in says where it listens").isTrue();
        base = url.group();
    }

    @AfterAll
    static void stop() {
        slack.destroy();
    }

    @BeforeEach
    void empty() throws Exception {
        send("DELETE", "/_standin/messages", "");
        send("DELETE", "/_standin/faults", "");
        settings("{\"accountName\":\"shop\",\"slack\":{\"channel\":\"#amends-local\"}}");
    }

    @Test
    void one_card_per_episode_however_often_it_is_reported() throws Exception {
        take(Step.FLAG, "f1");
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(report().why()).isEqualTo("the card shows it already");
        assertThat(messages()).hasSize(1);
        assertThat(ledger.find(key).unsaid()).as("the ledger knows that it was said").isFalse();
    }

    @Test
    void a_change_of_state_redraws_the_same_card() throws Exception {
        take(Step.FLAG, "f1");
        report();
        take(Step.FINE, "f1");
        assertThat(report().why()).isEqualTo("card updated");
        assertThat(messages())
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.text("text")).startsWith("Put right: ");
                    assertThat(m.at("history").items()).hasSize(1);
                });
    }

    @Test
    void a_new_episode_gets_a_card_of_its_own() throws Exception {
        take(Step.FLAG, "f1");
        report();
        take(Step.FLAG, "f2");
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(messages()).hasSize(2);
    }

    @Test
    void reports_that_come_late_draw_the_present_state_once() throws Exception {
        take(Step.FLAG, "f1");
        take(Step.FINE, "f1");
        report();
        report();
        assertThat(messages())
                .singleElement()
                .satisfies(m -> assertThat(m.text("text")).startsWith("Put right: "));
    }

    @Test
    void slack_says_slow_down_and_is_obeyed() throws Exception {
        fault("{\"method\":\"chat.postMessage\",\"times\":1,\"status\":429,\"retryAfter\":2}");
        take(Step.FLAG, "f1");
        long before = System.nanoTime();
        assertThat(report().why()).isEqualTo("card posted");
        assertThat(System.nanoTime() - before).isGreaterThan(2_000_000_000L);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void slack_is_down_so_the_finding_stays_unsaid_and_the_card_comes_later() throws Exception {
        fault("{\"method\":\"chat.postMessage\",\"times\":1,\"status\":500}");
        take(Step.FLAG, "f1");
        Outcome first = report();
        assertThat(first.kind()).isEqualTo(Outcome.Kind.LATER);
        assertThat(first.why()).isEqualTo("Slack answered 500; the keeper brings it back");
        assertThat(ledger.find(key).unsaid()).isTrue();
        assertThat(report().why()).isEqualTo("card posted");
    }

    @Test
    void a_refusal_is_named_and_nothing_is_called_said() throws Exception {
        settings("{\"slack\":{\"channel\":\"#nowhere\"}}");
        take(Step.FLAG, "f1");
        assertThat(report().why()).isEqualTo("no card: channel_not_found");
        assertThat(ledger.find(key).unsaid()).isTrue();
    }

    @Test
    void without_a_channel_the_digest_has_to_do() throws Exception {
        settings("{}");
        take(Step.FLAG, "f1");
        assertThat(report().why()).isEqualTo("no Slack is configured; the digest has it");
        assertThat(messages()).isEmpty();
        assertThat(ledger.find(key).unsaid()).isFalse();
    }

    @Test
    void a_finding_that_is_being_fixed_is_not_drawn() throws Exception {
        take(Step.FIX, "f1");
        assertThat(report().kind()).isEqualTo(Outcome.Kind.LATER);
        assertThat(messages()).isEmpty();
    }

    @Test
    void two_workers_draw_one_card() throws Exception {
        take(Step.FLAG, "f1");
        Card lease =
                new Card(
                        Keys.card(key),
                        null,
                        null,
                        null,
                        null,
                        "another worker",
                        Clock.systemUTC().millis() + 60_000,
                        0,
                        "");
        assertThat(
                        new Cards(DYNAMO.client(), table)
                                .replace(null, lease, Clock.systemUTC().instant()))
                .isTrue();
        assertThatThrownBy(this::report).isInstanceOf(RetryLater.class);
        assertThat(messages()).isEmpty();
    }

    @Test
    void messages_that_name_no_finding_are_unreadable() {
        for (String body : List.of("nope", "[]", "{}", "{\"key\":\"settings\"}", "{\"key\":7}")) {
            assertThatThrownBy(() -> out().handle(new Message("m", body, null, false)))
                    .isInstanceOf(Unreadable.class);
        }
    }

    private SlackOut out() {
        SecretsManagerClient secrets =
                new SecretsManagerClient() {
                    @Override
                    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
                        return GetSecretValueResponse.builder().secretString(SECRET).build();
                    }

                    @Override
                    public String serviceName() {
                        return "secretsmanager";
                    }

                    @Override
                    public void close() {}
                };
        return new SlackOut(
                ledger,
                new SettingsStore(DYNAMO.client(), table),
                new Cards(DYNAMO.client(), table),
                new SlackSecret(secrets, "amends/slack", Clock.systemUTC()),
                new SlackApi(UrlConnectionHttpClient.create(), base + "/api"),
                Clock.systemUTC());
    }

    private Outcome report() throws RetryLater, Unreadable {
        String body = "{\"amends\":\"report\",\"key\":\"" + key + "\"}";
        return out().handle(new Message("message", body, null, false)).getFirst();
    }

    private void take(Step step, String fingerprint) {
        ledger.take(
                ledger.find(key),
                Findings.move("/aws/lambda/orders", step, fingerprint, Tool.CLI, null));
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

    private static List<Node> messages() throws Exception {
        return parse(send("GET", "/_standin/messages", "")).at("messages").items();
    }

    private static void fault(String json) throws Exception {
        send("POST", "/_standin/faults", json);
    }

    private static Node parse(String json) throws BadJson {
        return Node.parse(json);
    }

    private static String send(String method, String path, String body) throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .header("Content-Type", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isLessThan(300);
        return response.body();
    }
}
