package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.core.ledger.Keys;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The local account with Amends deployed in it, as tests see it: what a person could do and look
 * at, the fault switch, and waits with deadlines. {@code tests/run} starts it and says where it is.
 */
final class Account {
    static final String ID = "000000000000";
    static final String REGION = "us-east-1";
    static final String GUARDRAIL = "log-group-no-retention";

    /** A JVM of a function may have to start first, on a machine that has other things to do. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private static @Nullable Account here;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final URI slack;
    private final Path state;
    final Path root;
    final CloudWatchLogsClient logs;
    final SqsClient sqs;
    final SnsClient sns;
    final DynamoDbClient dynamo;
    final LambdaClient lambda;
    final CloudFormationClient cloudFormation;
    final S3Client s3;
    final S3ControlClient control;
    final ApiGatewayClient restApis;
    final ApiGatewayV2Client httpApis;

    /** Makes log groups as the function's own role, which the rule leaves out: no event arrives. */
    final CloudWatchLogsClient quietly;

    final Map<String, String> outputs = new HashMap<>();
    final Map<String, String> physical = new HashMap<>();
    final String inbox;
    final String bucketsInbox;
    final String permissionsInbox;
    final String stacksInbox;
    final String deadLetters;
    final String slackInbox;
    final String ledger;

    private String stackReview = "off";

    static synchronized Account here() {
        if (here == null) {
            here = new Account();
            // Tests make more findings in a minute than people should get cards for.
            here.usualSettings();
        }
        return here;
    }

    private Account() {
        endpoint = URI.create(given("amends.e2e.endpoint"));
        slack = URI.create(given("amends.e2e.slack"));
        state = Path.of(given("amends.e2e.state"));
        root = Path.of(given("amends.e2e.root"));
        AwsCredentials user = AwsBasicCredentials.create("test", "test");
        logs = client(CloudWatchLogsClient.builder(), user);
        sqs = client(SqsClient.builder(), user);
        sns = client(SnsClient.builder(), user);
        dynamo = client(DynamoDbClient.builder(), user);
        lambda = client(LambdaClient.builder(), user);
        cloudFormation = client(CloudFormationClient.builder(), user);
        s3 = client(S3Client.builder(), user);
        control = control(user);
        restApis = client(ApiGatewayClient.builder(), user);
        httpApis = client(ApiGatewayV2Client.builder(), user);
        cloudFormation
                .describeStacks(r -> r.stackName("amends"))
                .stacks()
                .getFirst()
                .outputs()
                .forEach(output -> outputs.put(output.outputKey(), output.outputValue()));
        cloudFormation
                .describeStackResources(r -> r.stackName("amends"))
                .stackResources()
                .forEach(r -> physical.put(r.logicalResourceId(), r.physicalResourceId()));
        inbox = physical("LogGroupsInbox");
        bucketsInbox = physical("BucketsInbox");
        permissionsInbox = physical("LambdaPermissionsInbox");
        stacksInbox = physical("StacksInbox");
        deadLetters = physical("LogGroupsDeadLetters");
        slackInbox = physical("SlackOutInbox");
        ledger = physical("Ledger");
        var session =
                client(StsClient.builder(), user)
                        .assumeRole(r -> r.roleArn(role()).roleSessionName("e2e"))
                        .credentials();
        quietly =
                client(
                        CloudWatchLogsClient.builder(),
                        AwsSessionCredentials.create(
                                session.accessKeyId(),
                                session.secretAccessKey(),
                                session.sessionToken()));
    }

    static String given(String property) {
        String value = System.getProperty(property);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(
                    property
                            + " is not set: end-to-end tests need an account and a browser; tests/run sees to both");
        }
        return value;
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, AwsCredentials credentials) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** The SDK puts the account in front of this client's host, and no name ends in an address. */
    private S3ControlClient control(AwsCredentials credentials) {
        return S3ControlClient.builder()
                .endpointOverride(URI.create("http://localhost:" + endpoint.getPort()))
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(o ->
                        o.addExecutionInterceptor(
                                new ExecutionInterceptor() {
                                    @Override
                                    public SdkHttpRequest modifyHttpRequest(
                                            Context.ModifyHttpRequest context,
                                            ExecutionAttributes attributes) {
                                        return context.httpRequest().toBuilder()
                                                .host(endpoint.getHost())
                                                .build();
                                    }
                                }))
                .build();
    }

    // ------------------------------------------------------------------------------- waiting

    /** Waits for something to be there. */
    static <T> T await(String what, Duration patience, Supplier<Optional<T>> look) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            pause(POLL);
        }
    }

    static void awaitTrue(String what, Supplier<Boolean> look) {
        await(what, PATIENCE, () -> look.get() ? Optional.of(true) : Optional.empty());
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---------------------------------------------------------------------------- log groups

    /** A name that no other test uses. */
    static String name(String what) {
        return "/e2e/" + what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static String arn(String group) {
        return "arn:aws:logs:" + REGION + ":" + ID + ":log-group:" + group;
    }

    void create(String group) {
        logs.createLogGroup(r -> r.logGroupName(group));
    }

    /** Creates a group without anybody being told. */
    void createQuietly(String group) {
        quietly.createLogGroup(r -> r.logGroupName(group));
    }

    Optional<LogGroup> group(String name) {
        return logs.describeLogGroups(r -> r.logGroupNamePrefix(name)).logGroups().stream()
                .filter(g -> g.logGroupName().equals(name))
                .findFirst();
    }

    /** The group's retention; null when it keeps everything. */
    @Nullable Integer retention(String group) {
        return group(group).orElseThrow().retentionInDays();
    }

    /** When the group was made, in milliseconds. */
    long created(String group) {
        return group(group).orElseThrow().creationTime();
    }

    // ------------------------------------------------------------------- findings, log lines

    static String key(String arn) {
        return Keys.finding(GUARDRAIL, ID, REGION, arn);
    }

    Map<String, AttributeValue> item(String pk) {
        return dynamo.getItem(r ->
                        r.tableName(ledger)
                                .key(Map.of("pk", AttributeValue.fromS(pk)))
                                .consistentRead(true))
                .item();
    }

    void put(Map<String, AttributeValue> item) {
        dynamo.putItem(r -> r.tableName(ledger).item(item));
    }

    /** Lets what the finding waits for (a lease, a breaker's rest) be over. */
    void overdue(String group) {
        Map<String, AttributeValue> item = new HashMap<>(item(key(arn(group))));
        Instant then = Instant.now().minusSeconds(1);
        ObjectNode doc = (ObjectNode) json(item.get("doc").s());
        doc.put("until", then.toString());
        item.put("doc", AttributeValue.fromS(doc.toString()));
        item.put("dueAt", AttributeValue.fromN(Long.toString(then.toEpochMilli())));
        put(item);
    }

    /** Lets the finding's last change, which nobody was shown yet, be so old. */
    void changedBefore(String group, Duration time) {
        Map<String, AttributeValue> item = new HashMap<>(item(key(arn(group))));
        Instant then = Instant.now().minus(time);
        item.put("updatedAt", AttributeValue.fromN(Long.toString(then.toEpochMilli())));
        put(item);
    }

    void delete(String pk) {
        dynamo.deleteItem(r -> r.tableName(ledger).key(Map.of("pk", AttributeValue.fromS(pk))));
    }

    /** The ledger's finding about a group, or a missing node. */
    JsonNode finding(String group) {
        return findingOf(arn(group));
    }

    JsonNode findingOf(String subject) {
        AttributeValue doc = item(key(subject)).get("doc");
        return doc == null ? JSON.missingNode() : json(doc.s());
    }

    JsonNode awaitFinding(String group, String inState) {
        return await(
                group + " in state " + inState + "; it is " + finding(group).path("state"),
                PATIENCE,
                () ->
                        Optional.of(finding(group))
                                .filter(f -> f.path("state").asText().equals(inState)));
    }

    /** The lines of JSON in a function's log that say how messages ended. */
    List<JsonNode> outcomes(String function, Predicate<JsonNode> wanted) {
        List<JsonNode> found = new ArrayList<>();
        for (String line : log(function)) {
            if (line.startsWith("{") && line.endsWith("}") && line.contains("\"outcome\"")) {
                JsonNode node = json(line);
                if (wanted.test(node)) {
                    found.add(node);
                }
            }
        }
        return found;
    }

    /** How messages about a group ended, in order. */
    List<String> outcomes(String group) {
        return outcomes("LogGroupsFunction", n -> n.path("resource").asText().equals(arn(group)))
                .stream()
                .map(n -> n.path("outcome").asText())
                .toList();
    }

    /** The log line that says how a message about the group ended in this way. */
    JsonNode awaitOutcome(String group, String outcome) {
        return await(
                "outcome " + outcome + " of " + group + "; so far " + outcomes(group),
                PATIENCE,
                () ->
                        outcomes(
                                        "LogGroupsFunction",
                                        n ->
                                                n.path("resource").asText().equals(arn(group))
                                                        && n.path("outcome")
                                                                .asText()
                                                                .equals(outcome))
                                .stream()
                                .findFirst());
    }

    /** The first log line about a message that was put into the inbox. */
    JsonNode awaitHandled(String messageId) {
        return await(
                "a log line about message " + messageId,
                PATIENCE,
                () ->
                        outcomes(
                                        "LogGroupsFunction",
                                        n -> n.path("message").asText().equals(messageId))
                                .stream()
                                .findFirst());
    }

    List<String> log(String function) {
        try (var files = Files.newDirectoryStream(state.resolve("logs"), "*" + function + "*")) {
            for (Path file : files) {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ----------------------------------------------------------------------------- the inbox

    /** A record as CloudTrail writes it: a person with the AWS CLI did this to a group. */
    ObjectNode record(String eventName, String group, Instant at) {
        ObjectNode event = event("matching/create-by-iam-user-cli.json");
        ObjectNode detail = (ObjectNode) event.get("detail");
        detail.put("eventName", eventName).put("eventID", UUID.randomUUID().toString());
        detail.put("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
        detail.set("requestParameters", JSON.createObjectNode().put("logGroupName", group));
        return event;
    }

    /** A sample of tests/events, as if it had happened in this account and Region. */
    ObjectNode event(String file) {
        return event(GUARDRAIL, file);
    }

    ObjectNode event(String guardrail, String file) {
        Path path = root.resolve("tests/events").resolve(guardrail).resolve(file);
        try {
            return (ObjectNode)
                    JSON.readTree(
                            Files.readString(path)
                                    .replace("111122223333", ID)
                                    .replace("eu-central-1", REGION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode request(ObjectNode event) {
        return (ObjectNode) event.get("detail").get("requestParameters");
    }

    /** Puts a message into the inbox and answers its id. */
    String send(Object message) {
        return sqs.sendMessage(r -> r.queueUrl(inbox).messageBody(message.toString())).messageId();
    }

    /** How long a message that failed stays away; 180 s as deployed. */
    void visibility(int seconds) {
        sqs.setQueueAttributes(r ->
                r.queueUrl(inbox)
                        .attributes(
                                Map.of(
                                        QueueAttributeName.VISIBILITY_TIMEOUT,
                                        Integer.toString(seconds))));
    }

    int waiting(String queue) {
        var attributes =
                sqs.getQueueAttributes(r ->
                                r.queueUrl(queue)
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** Waits until nothing is under way: what has not been said by then will not be said. */
    void quiet() {
        awaitTrue(
                "all inboxes empty",
                () ->
                        waiting(inbox) == 0
                                && waiting(bucketsInbox) == 0
                                && waiting(permissionsInbox) == 0
                                && waiting(stacksInbox) == 0
                                && waiting(slackInbox) == 0
                                && waiting(inbox) == 0);
    }

    void purge(String queue) {
        sqs.purgeQueue(r -> r.queueUrl(queue));
    }

    // --------------------------------------------------------------------------------- Slack

    /** The channel as a page. */
    URI page() {
        return slack.resolve("/");
    }

    /** All messages in Slack, oldest first. */
    Iterable<JsonNode> messages() {
        return get(slack.resolve("/_standin/messages")).path("messages");
    }

    /** The messages in Slack about a resource, oldest first. */
    List<JsonNode> cards(String resource) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode message : get(slack.resolve("/_standin/messages")).path("messages")) {
            if (message.path("blocks").toString().contains("`" + resource + "`")) {
                found.add(message);
            }
        }
        return found;
    }

    /**
     * Waits for a card of the resource that says so first, and for the end of all under way.
     *
     * @param label the first words: {@code Fixed}, {@code Waits for a decision}
     */
    JsonNode card(String resource, String label) {
        Supplier<Optional<JsonNode>> find =
                () ->
                        cards(resource).reversed().stream()
                                .filter(c -> c.path("text").asText().startsWith(label + ":"))
                                .findFirst();
        await(
                "a card \"%s\" of %s; there is %s".formatted(label, resource, cardTexts(resource)),
                PATIENCE,
                find);
        quiet();
        return find.get().orElseThrow();
    }

    List<String> cardTexts(String resource) {
        return cards(resource).stream().map(c -> c.path("text").asText()).toList();
    }

    /** The digest card that counts at least so many, newest last; there is none before a storm. */
    Optional<JsonNode> digestCard(int most) {
        JsonNode found = null;
        for (JsonNode message : get(slack.resolve("/_standin/messages")).path("messages")) {
            String text = message.path("text").asText();
            var count = Pattern.compile(": (\\d+) at once\\.").matcher(text);
            if (count.find() && Integer.parseInt(count.group(1)) >= most) {
                found = message;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Waits for the card with this text, and then for the end of all that is under way. */
    JsonNode awaitCard(String resource, String text) {
        await(
                "a card \"" + text + "\"; there is " + cardTexts(resource),
                PATIENCE,
                () -> Optional.of(text).filter(cardTexts(resource)::contains));
        quiet();
        return cards(resource).getLast();
    }

    /** What only this person sees. */
    List<String> ephemerals(String user) {
        List<String> found = new ArrayList<>();
        for (JsonNode each : get(slack.resolve("/_standin/ephemerals")).path("ephemerals")) {
            if (each.path("user").asText().equals(user)) {
                found.add(each.path("text").asText());
            }
        }
        return found;
    }

    /** Somebody presses a button of a card; what the app answered. */
    JsonNode press(String user, JsonNode card, String action) {
        ObjectNode press = JSON.createObjectNode().put("user", user).put("action_id", action);
        press.put("channel", card.path("channel").asText()).put("ts", card.path("ts").asText());
        return json(post(slack.resolve("/_standin/press"), press.toString()));
    }

    /** Somebody types a command in the channel. */
    JsonNode command(String user, String text) {
        ObjectNode command = JSON.createObjectNode().put("user", user).put("command", "/amends");
        command.put("channel", "C0AMENDS01").put("text", text);
        return json(post(slack.resolve("/_standin/command"), command.toString()));
    }

    /** Tells the workspace of another manifest. */
    JsonNode manifest(String yaml) {
        String body = JSON.createObjectNode().put("manifest", yaml).toString();
        return json(post(slack.resolve("/_standin/app"), body));
    }

    void slackFault(String fault) {
        post(slack.resolve("/_standin/faults"), fault);
    }

    // ------------------------------------------------------------------------ faults, calls

    /** Lets calls of a function fail. */
    void fault(String operation, int times, String code) {
        ObjectNode fault = faultOf(operation, times);
        fault.put("code", code);
        post(endpoint.resolve("/_amends/faults"), fault.toString());
    }

    /** Answers calls of a function with something else than the truth. */
    void answer(String operation, int times, JsonNode response) {
        ObjectNode fault = faultOf(operation, times);
        fault.set("response", response);
        post(endpoint.resolve("/_amends/faults"), fault.toString());
    }

    private static ObjectNode faultOf(String operation, int times) {
        return JSON.createObjectNode()
                .put("service", "logs")
                .put("operation", operation)
                .put("times", times)
                .put("caller_contains", "LogGroupsFunction");
    }

    void noFaults() {
        send(HttpRequest.newBuilder(endpoint.resolve("/_amends/faults")).DELETE());
        send(HttpRequest.newBuilder(slack.resolve("/_standin/faults")).DELETE());
    }

    Path callsFile() {
        return state.resolve("calls.jsonl");
    }

    /** Every CloudTrail record of the account, one a line. */
    Path trail() {
        return state.resolve("trail.jsonl");
    }

    /** Where the record of calls ends now. */
    long mark() {
        return callsFile().toFile().length();
    }

    /** Calls that the function of log groups made since then, without those of this test. */
    List<JsonNode> calls(long mark) {
        return calls(mark, "LogGroupsFunction");
    }

    /** The same of another function. */
    List<JsonNode> calls(long mark, String function) {
        return lines(callsFile(), mark).stream()
                .filter(c -> c.path("caller").asText().contains(function))
                .filter(c -> c.path("via").asText("").isEmpty() || c.path("via").isNull())
                // Once in a quarter of an hour at most, whatever happened.
                .filter(c -> !c.path("parameters").toString().contains("\"seen#"))
                .toList();
    }

    /** The whole lines of JSON that a growing file has behind a mark. */
    private static List<JsonNode> lines(Path growing, long mark) {
        try (RandomAccessFile file = new RandomAccessFile(growing.toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - mark)];
            file.seek(mark);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.endsWith("}"))
                    .map(Account::json)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the function made a call about a group since then. */
    long calls(long mark, String operation, String group) {
        return calls(mark).stream()
                .filter(c -> c.path("operation").asText().equals(operation))
                .filter(c -> c.path("parameters").toString().contains("\"" + group + "\""))
                .count();
    }

    // ------------------------------------------------------------------------------------ IAM

    /** Where each decision of IAM is written down. */
    Path decisions() {
        return state.resolve("iam.jsonl");
    }

    /** A grant that a live role lacks until this is closed, and what it was refused meanwhile. */
    final class Removed implements AutoCloseable {
        private final String role;
        private final String action;
        private final String before;
        private final long mark = decisions().toFile().length();

        private Removed(String role, String action) {
            this.role = physical(role);
            this.action = action;
            this.before = policy();
            ObjectNode without = (ObjectNode) json(before);
            int removed = 0;
            for (JsonNode statement : without.path("Statement")) {
                if (statement.path("Effect").asText().equals("Allow")) {
                    removed += takeOut((ObjectNode) statement, action);
                }
            }
            if (removed == 0) {
                throw new AssertionError(role + " has no " + action + ": " + before);
            }
            put(without.toString());
        }

        private static int takeOut(ObjectNode statement, String action) {
            var left = JSON.createArrayNode();
            List<JsonNode> actions = new ArrayList<>();
            if (statement.path("Action").isArray()) {
                statement.path("Action").forEach(actions::add);
            } else {
                actions.add(statement.path("Action"));
            }
            actions.stream().filter(a -> !a.asText().equals(action)).forEach(left::add);
            int removed = actions.size() - left.size();
            // A statement must have an action: one that does not matter.
            statement.set("Action", left.isEmpty() ? left.add("iam:GetUser") : left);
            return removed;
        }

        /** The ARNs on which IAM refused the action. */
        Set<String> refused() {
            Set<String> arns = new TreeSet<>();
            for (JsonNode decision : lines(decisions(), mark)) {
                if (decision.path("role").asText().endsWith("/" + role)) {
                    for (JsonNode need : decision.path("needs")) {
                        if (!need.path("allowed").asBoolean()) {
                            assertThat(need.path("action").asText()).isEqualTo(action);
                            arns.add(need.path("arn").asText());
                        }
                    }
                }
            }
            return arns;
        }

        Set<String> awaitRefused() {
            awaitTrue(action + " refused to " + role, () -> !refused().isEmpty());
            return refused();
        }

        private String policy() {
            String name = iam("list-role-policies", "--query", "PolicyNames[0]").strip();
            return iam(
                    "get-role-policy",
                    "--policy-name",
                    json(name).asText(),
                    "--query",
                    "PolicyDocument");
        }

        private void put(String document) {
            String name =
                    json(iam("list-role-policies", "--query", "PolicyNames[0]").strip()).asText();
            iam("put-role-policy", "--policy-name", name, "--policy-document", document);
        }

        private String iam(String verb, String... arguments) {
            List<String> words =
                    new ArrayList<>(List.of("iam", verb, "--role-name", role, "--output", "json"));
            words.addAll(List.of(arguments));
            Ended ended = aws(words.toArray(String[]::new));
            assertThat(ended.exit()).as(ended.output()).isZero();
            return ended.output();
        }

        @Override
        public void close() {
            put(before);
        }
    }

    /** Takes an action out of a live role. */
    Removed without(String role, String action) {
        return new Removed(role, action);
    }

    /** Notes what the product said without a grant; docs/proof.md is written from it. */
    void said(String grant, Set<String> refused, String where, String what) {
        ObjectNode line =
                JSON.createObjectNode().put("grant", grant).put("where", where).put("said", what);
        refused.forEach(line.putArray("refused")::add);
        try {
            Files.writeString(
                    state.resolve("removed-live.jsonl"),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the running environments of a function: the next message starts another. */
    void restart(String handler) {
        ProcessHandle.allProcesses()
                .filter(p ->
                        p.info().arguments().map(List::of).orElse(List.of()).stream()
                                .anyMatch(handler::equals))
                .filter(p -> p.info().commandLine().orElse("").contains(state.toString()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    // ----------------------------------------------------------------- programs, invocations

    /** How a program ended. */
    record Ended(int exit, String output) {}

    Ended amends(String... arguments) {
        return run(root.resolve("amends"), arguments);
    }

    Ended aws(String... arguments) {
        return run(root.resolve("local/.cache/account/bin/aws"), arguments);
    }

    Ended sam(String... arguments) {
        return run(root.resolve("local/.cache/sam/bin/sam"), arguments);
    }

    /**
     * Takes every grant out of the roles, one by one, and asks all recorded needs who misses it.
     */
    Ended removals() {
        return run(
                root.resolve("local/.cache/account/bin/python"),
                "-m",
                "amends_local.removal",
                state.toString(),
                endpoint.toString());
    }

    private Ended run(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(n -> n.startsWith("AWS_") || n.startsWith("AMENDS_"));
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_DEFAULT_REGION", REGION);
        environment.put("AWS_PAGER", "");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("SAM_CLI_TELEMETRY", "0");
        environment.put("AMENDS_BUILD", "no");
        environment.put("no_proxy", "127.0.0.1,localhost");
        try {
            Path output = Files.createTempFile("e2e", ".out");
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " took too long: " + Files.readString(output));
            }
            String said = Files.readString(output);
            Files.delete(output);
            return new Ended(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts settings into force the way a person does: a file and the command. */
    Ended settings(String mode, int digestHour) {
        return settings(mode, digestHour, 60);
    }

    /** The same, with so many new cards in a minute before one counts the rest. */
    Ended settings(String mode, int digestHour, int burst) {
        String yaml =
                """
                accountName: local sandbox
                slack:
                  channel: "#amends-local"
                  escalation: "#amends-escalation"
                  workspace: T0AMENDS01
                  app: A0AMENDS01
                  burst: %d
                approvers:
                  groups: [S0PLATFRM1]
                digest:
                  hourUtc: %d
                guardrails:
                  %s:
                    mode: %s
                    retentionDays: 30
                    keepTag: amends:retention=keep
                  bucket-policy-broad:
                    mode: ask
                  account-public-access:
                    mode: ask
                  lambda-permission-open:
                    mode: ask
                  function-url-public:
                    mode: flag
                  stack-review:
                    mode: %s
                """
                        .formatted(burst, digestHour, GUARDRAIL, mode, stackReview);
        try {
            Path file = Files.createTempFile("settings", ".yaml");
            Files.writeString(file, yaml);
            Ended ended = amends("settings", "apply", "--yes", file.toString());
            Files.delete(file);
            if (ended.exit() != 0) {
                throw new AssertionError("settings apply: " + ended.output());
            }
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tests deploy stacks that are none of this guardrail's business, so it is off but for its own.
     */
    void stackReview(String mode) {
        stackReview = mode;
        usualSettings();
    }

    void usualSettings() {
        settings("fix", 7);
    }

    /** Lets the keeper work now, and answers what it says. */
    String keeper() {
        return lambda.invoke(r ->
                        r.functionName(physical("KeeperFunction"))
                                .qualifier("live")
                                .payload(SdkBytes.fromUtf8String("{}")))
                .payload()
                .asUtf8String();
    }

    String physical(String logicalId) {
        return Optional.ofNullable(physical.get(logicalId)).orElseThrow();
    }

    String role() {
        return "arn:aws:iam::" + ID + ":role/" + physical("LogGroupsRole");
    }

    // ---------------------------------------------------------------------------------- HTTP

    private JsonNode get(URI uri) {
        return json(send(HttpRequest.newBuilder(uri)));
    }

    private String post(URI uri, String body) {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(
                            request.timeout(Duration.ofSeconds(20)).build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(response + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
