package dev.amends.tests.matrix;

import dev.amends.core.json.Node;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.FunctionEntry;
import dev.amends.core.lambda.HttpEntry;
import dev.amends.core.lambda.HttpHandler;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.run.Handler;
import dev.amends.testkit.LocalDynamo;
import dev.amends.testkit.LocalSlack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All functions as they are deployed, in one process: their handlers on a wire, with the ledger in
 * DynamoDB Local, Slack's stand-in, queues that deliver five times, the keeper's every minute, and
 * a time that passes as fast as they get done. One test at a time.
 */
final class Bench implements AutoCloseable {
    private static final String SIGNING = "s3cret";
    private static final String TABLE = "ledger";
    private static final String ANN = "U0ANN00001";

    /** template.yaml: six times the functions' time-out. */
    private static final Duration VISIBILITY = Duration.ofMinutes(3);

    /** template.yaml: maxReceiveCount. */
    private static final int RECEIVES = 5;

    /**
     * After which of its minutes the keeper does its round when nothing else goes on: every one of
     * them would say nothing more, and take longer.
     */
    private static final List<Integer> ROUNDS = List.of(1, 2, 3, 6, 11, 16, 21, 31);

    /** Those that something may wait for when the round before found nothing to do. */
    private static final Set<Integer> QUIET_ROUNDS = Set.of(6, 31);

    private static final Map<String, Function<Clients, Handler>> FUNCTIONS =
            Map.of(
                    "log-groups", dev.amends.loggroups.LogGroupsHandler::build,
                    "buckets", dev.amends.buckets.BucketsHandler::build,
                    "lambda-permissions",
                            dev.amends.lambdapermissions.LambdaPermissionsHandler::build,
                    "stacks", dev.amends.stacks.StacksHandler::build,
                    "slack-out", dev.amends.slackout.SlackOutHandler::build,
                    "keeper", dev.amends.keeper.KeeperHandler::build);

    static {
        // Invented; nobody looks at them but the SDK.
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    /** A message in a queue. */
    private record Queued(String queue, String id, String body, int receives, Instant at) {}

    /** A dead letter. */
    record Dead(String queue, String body) {}

    private final String namespace;
    private final DynamoDbClient ledger;
    private final LocalSlack slack;
    private final Map<String, Clients> clients = new HashMap<>();
    private final Map<String, Handler> handlers = new HashMap<>();
    private @Nullable HttpHandler slackIn;
    private List<Queued> queue = new ArrayList<>();
    private int delivered;
    private int sent;
    private Instant active = Instant.EPOCH;
    private int round;

    private Instant day = Scenario.START;
    final Time time = new Time(day);
    World world = new World();

    /** The fault; null for a run without one. */
    @Nullable Trouble trouble;

    /** Strikes messages: they come twice, late and in another order. Null: each comes once. */
    @Nullable Random disorder;

    /** Strikes functions: about one in so many calls is the last of a process. 0: none is. */
    int deadly;

    /** How many processes died. */
    int killed;

    private final Random fate = new Random(7);

    /** By how much the clocks of functions are wrong. */
    final Map<String, Duration> clocks = new HashMap<>();

    /** The sites of all calls in their order. */
    final List<String> calls = new ArrayList<>();

    final List<Node> lines = new ArrayList<>();
    final List<Dead> dead = new ArrayList<>();
    final List<String> mails = new ArrayList<>();

    /** Dead letters that were brought back. */
    int redriven;

    /** Presses that were not taken. */
    int refused;

    Bench(String namespace) throws IOException {
        this.namespace = namespace;
        this.ledger = LocalDynamo.client(LocalDynamo.get().endpoint(), namespace, Region.EU_WEST_1);
        LocalDynamo.ledgerTable(ledger, TABLE);
        this.slack = LocalSlack.start();
    }

    /**
     * Begins anew, with an empty account and ledger. It is a day later, so that what functions keep
     * in mind is over, though they are not restarted: as they are in a day's second event.
     */
    void fresh() {
        fresh(Scenario.SETTINGS);
    }

    void fresh(String settings) {
        day = day.plus(Duration.ofDays(1));
        time.until(day);
        world = new World();
        trouble = null;
        disorder = null;
        deadly = 0;
        killed = 0;
        calls.clear();
        lines.clear();
        dead.clear();
        mails.clear();
        queue = new ArrayList<>();
        refused = 0;
        redriven = 0;
        delivered = 0;
        LocalDynamo.empty(ledger, TABLE);
        slack.empty();
        ledger.putItem(r ->
                r.tableName(TABLE)
                        .item(
                                Map.of(
                                        "pk", AttributeValue.fromS("settings"),
                                        "json", AttributeValue.fromS(settings))));
        activity();
    }

    /** All functions start anew, with empty memories. */
    void restart() {
        clients.values().forEach(Clients::close);
        clients.clear();
        handlers.clear();
        slackIn = null;
    }

    private Clients clients(String function) {
        return clients.computeIfAbsent(
                function,
                name ->
                        Clients.over(
                                new Wire(name, this::answer),
                                Clock.offset(
                                        time.withZone(ZoneOffset.UTC),
                                        clocks.getOrDefault(name, Duration.ZERO)),
                                waited -> time.pass(waited)));
    }

    private Handler handler(String function) {
        return handlers.computeIfAbsent(
                function, name -> FUNCTIONS.get(name).apply(clients(function)));
    }

    // ------------------------------------------------------------------------------- the wire

    private Answer answer(Call call) throws IOException {
        calls.add(call.site());
        boolean dies = deadly > 0 && fate.nextInt(deadly) == 0;
        if (dies && fate.nextBoolean()) {
            throw new Killed();
        }
        Answer answer = answered(call);
        if (dies) {
            throw new Killed();
        }
        return answer;
    }

    /** The end of a process: nothing of ours can catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Answer answered(Call call) throws IOException {
        Fault fault = trouble == null ? null : trouble.fault(call, delivered, time.instant());
        return fault == null ? through(call) : fault.of(call, () -> through(call), time);
    }

    private Answer through(Call call) throws IOException {
        return switch (call.service()) {
            case "dynamodb" ->
                    Wire.forward(
                            call,
                            LocalDynamo.get().endpoint(),
                            Map.of(
                                    "Authorization",
                                    call.http()
                                            .firstMatchingHeader("Authorization")
                                            .orElse("")
                                            .replaceFirst(
                                                    "Credential=[^/]+/",
                                                    "Credential=" + namespace + "/")));
            case "slack" -> Wire.forward(call, URI.create(slack.address()), Map.of());
            case "secretsmanager" ->
                    Answer.json(
                            Node.write(
                                    Map.of(
                                            "Name",
                                            "amends/slack",
                                            "SecretString",
                                            Node.write(
                                                    Map.of(
                                                            "botToken",
                                                            LocalSlack.TOKEN,
                                                            "signingSecret",
                                                            SIGNING)))));
            case "sqs" -> {
                Node message = call.json();
                String url = message.textOr("", "QueueUrl");
                String name = url.substring(url.lastIndexOf('/') + 1);
                Long delay = message.number("DelaySeconds");
                send(
                        name.equals("inbox") ? call.function() : name,
                        message.textOr("", "MessageBody"),
                        Duration.ofSeconds(delay == null ? 0 : delay));
                yield Answer.json("{\"MessageId\":\"m\"}");
            }
            case "sns" -> {
                Map<String, String> form = Call.form(call.body());
                if (form.getOrDefault("TopicArn", "").endsWith(":digest")) {
                    mails.add(form.getOrDefault("Subject", "") + "\n" + form.get("Message"));
                } else {
                    send("slack-out", form.getOrDefault("Message", ""), Duration.ZERO);
                }
                yield Answer.xml(
                        "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>");
            }
            default -> world.answer(call);
        };
    }

    // ----------------------------------------------------------------------- queues and time

    /** Something happens: a record arrives in a function's inbox. */
    void send(String function, String body) {
        send(function, body, Duration.ZERO);
        activity();
    }

    private void send(String queueName, String body, Duration delay) {
        Instant at = time.instant().plus(delay);
        String id = "m" + sent++;
        Random random = disorder;
        if (random == null) {
            queue.add(new Queued(queueName, id, body, 0, at));
            return;
        }
        for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
            queue.add(new Queued(queueName, id, body, 0, at.plusSeconds(random.nextInt(90))));
        }
    }

    private void activity() {
        active = time.instant();
        round = 0;
    }

    /**
     * Lets messages be handled and the keeper do its rounds until this is so, or half an hour is.
     */
    boolean await(BooleanSupplier wanted) {
        while (!wanted.getAsBoolean()) {
            if (!step()) {
                if (dead.isEmpty() || (trouble != null && !trouble.over(time.instant()))) {
                    return false;
                }
                // What somebody does whom the alarm calls.
                if (!redrive()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many invocations there were. */
    int delivered() {
        return delivered;
    }

    /** Lets all be done that is to be done, the keeper's rounds of half an hour included. */
    void settle() {
        await(() -> false);
    }

    /** The next thing that happens; false when half an hour has passed without anything new. */
    private boolean step() {
        Queued next = queue.stream().min(Comparator.comparing(Queued::at)).orElse(null);
        Instant keeper =
                round < ROUNDS.size() ? active.plus(Duration.ofMinutes(ROUNDS.get(round))) : null;
        if (next != null && (keeper == null || !next.at().isAfter(keeper))) {
            if (keeper == null && next.at().isAfter(active.plus(Duration.ofMinutes(90)))) {
                return false;
            }
            time.until(next.at());
            queue.remove(next);
            deliver(next);
            return true;
        }
        if (keeper == null) {
            if (trouble != null && trouble.begun() && !trouble.over(time.instant())) {
                activity(); // what comes after it is to be seen
                return true;
            }
            return false;
        }
        time.until(keeper);
        round++;
        delivered++;
        boolean well = byHand("keeper", "{}");
        if (!lines.isEmpty()
                && lines.getLast()
                        .textOr("", "why")
                        .contains("nudged 0 due, 0 held and 0 undrawn")) {
            while (well
                    && queue.isEmpty()
                    && (trouble == null || trouble.over(time.instant()))
                    && round < ROUNDS.size()
                    && !QUIET_ROUNDS.contains(ROUNDS.get(round))) {
                round++;
            }
        } else {
            activity();
        }
        return true;
    }

    private void deliver(Queued message) {
        delivered++;
        int receives = message.receives() + 1;
        String event =
                Node.write(
                        Map.of(
                                "Records",
                                List.of(
                                        Map.of(
                                                "eventSource", "aws:sqs",
                                                "messageId", message.id(),
                                                "body", message.body(),
                                                "attributes",
                                                        Map.of(
                                                                "SentTimestamp",
                                                                String.valueOf(
                                                                        message.at()
                                                                                .toEpochMilli()),
                                                                "ApproximateReceiveCount",
                                                                String.valueOf(receives))))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            String answer =
                    FunctionEntry.answer(
                            event,
                            "r" + delivered,
                            handler(message.queue()),
                            clients(message.queue()),
                            print(out));
            if (!answer.contains("itemIdentifier")) {
                return;
            }
        } catch (Killed e) {
            buried(message.queue());
        } finally {
            log(out);
        }
        if (receives >= RECEIVES) {
            dead.add(new Dead(message.queue(), message.body()));
        } else {
            queue.add(
                    new Queued(
                            message.queue(),
                            message.id(),
                            message.body(),
                            receives,
                            time.instant().plus(VISIBILITY)));
        }
    }

    /** Hands something to a function as a person or a schedule does; whether it was taken. */
    boolean byHand(String function, String body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            FunctionEntry.answer(
                    body, "r" + delivered, handler(function), clients(function), print(out));
            return true;
        } catch (IllegalStateException e) {
            return false;
        } catch (Killed e) {
            buried(function);
            return false;
        } finally {
            log(out);
        }
    }

    /** The next event of this function starts a process. */
    private void buried(String function) {
        killed++;
        handlers.remove(function);
        Clients gone = clients.remove(function);
        if (gone != null) {
            gone.close();
        }
    }

    /** What `amends redrive` does once the reason is mended. */
    private boolean redrive() {
        List<Dead> letters = List.copyOf(dead);
        dead.clear();
        for (Dead letter : letters) {
            delivered++;
            if (!byHand(letter.queue(), letter.body())) {
                dead.add(letter);
            }
        }
        redriven += letters.size() - dead.size();
        activity();
        return dead.size() < letters.size();
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private void log(ByteArrayOutputStream out) {
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .forEach(line -> lines.add(World.parse(line)));
    }

    // ------------------------------------------------------------------------------- a person

    /** Whether a card is headed so. */
    boolean shows(String head) {
        return slack.messages().stream()
                .anyMatch(message -> message.textOr("", "text").startsWith(head));
    }

    /** The message with such a button, if one is shown. */
    @Nullable Node button(String action) {
        return slack.messages().stream()
                .filter(message ->
                        message.at("blocks")
                                .toString()
                                .contains("\"action_id\":\"" + action + "\""))
                .findFirst()
                .orElse(null);
    }

    /**
     * Ann waits for a button and presses it. If she sees that it was not taken, she tries again
     * later.
     *
     * @return whether it was taken at last
     */
    boolean press(String action) {
        for (int attempt = 0; attempt < 5; attempt++) {
            if (!await(() -> button(action) != null)) {
                return false;
            }
            delivered++;
            boolean taken = press(action, button(action));
            activity();
            if (taken) {
                return true;
            }
            refused++;
            Instant later = time.instant().plus(Duration.ofMinutes(6));
            await(() -> time.instant().isAfter(later));
            if (button(action) == null) {
                // It was taken after all, and only the answer was lost.
                return true;
            }
        }
        return false;
    }

    private boolean press(String action, @Nullable Node message) {
        if (message == null) {
            return false;
        }
        String pressed = "";
        for (Node block : message.at("blocks").items()) {
            for (Node element : block.at("elements").items()) {
                if (action.equals(element.text("action_id"))) {
                    pressed = element.textOr("", "value");
                }
            }
        }
        Map<String, Object> payload = new TreeMap<>();
        payload.put("type", "block_actions");
        payload.put("team", Map.of("id", "T0AMENDS01"));
        payload.put("api_app_id", "A0AMENDS01");
        payload.put("user", Map.of("id", ANN, "name", "ann"));
        payload.put(
                "container",
                Map.of(
                        "type", "message",
                        "message_ts", message.textOr("", "ts"),
                        "channel_id", message.textOr("", "channel")));
        payload.put("message", message.value());
        payload.put(
                "actions",
                List.of(
                        Map.of(
                                "type", "button",
                                "action_id", action,
                                "value", pressed)));
        String body = "payload=" + URLEncoder.encode(Node.write(payload), StandardCharsets.UTF_8);
        String seconds = Long.toString(time.instant().getEpochSecond());
        Map<String, Object> event =
                Map.of(
                        "headers",
                        Map.of(
                                "X-Slack-Request-Timestamp",
                                seconds,
                                "X-Slack-Signature",
                                "v0=" + hmac("v0:" + seconds + ":" + body)),
                        "body",
                        body,
                        "isBase64Encoded",
                        false,
                        "requestContext",
                        Map.of("requestTimeEpoch", Instant.now().toEpochMilli()));
        if (slackIn == null) {
            slackIn = dev.amends.slackin.SlackInHandler.build(clients("slack-in"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HttpEntry.answer(Node.write(event), "press", slackIn, clients("slack-in"), print(out));
        log(out);
        return !lines.isEmpty() && "decided".equals(lines.getLast().text("outcome"));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGNING.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---------------------------------------------------------------------------- what is seen

    List<Map<String, AttributeValue>> items() {
        return LocalDynamo.items(ledger, TABLE);
    }

    List<Finding> findings() {
        return findings(items());
    }

    /** The findings among items, by their keys. */
    static List<Finding> findings(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .filter(item -> Keys.isFinding(item.get("pk").s()))
                .map(Ledger::decode)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Finding::key))
                .toList();
    }

    List<Node> messages() {
        return slack.messages();
    }

    @Override
    public void close() {
        restart();
        ledger.close();
        slack.close();
    }
}
