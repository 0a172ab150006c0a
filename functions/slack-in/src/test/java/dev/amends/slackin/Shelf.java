package dev.amends.slackin;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
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
import dev.amends.testkit.LocalDynamo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A ledger of its own in DynamoDB Local, with findings and cards as the other functions write them.
 */
class Shelf {
    static final String GUARDRAIL = "log-group-no-retention";

    final Standin slack = Standin.get();
    final LocalDynamo dynamo = LocalDynamo.get();
    final String table = dynamo.ledgerTable();
    final Ledger ledger = new Ledger(dynamo.client(), table);
    final Cards cards = new Cards(dynamo.client(), table);
    final Hands clock = new Hands();

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

    /** A finding that is made of two mistakes. */
    Finding several(String name) {
        Seen one = seen(name, "f2");
        Seen several =
                new Seen(
                        one.incarnation(),
                        one.fingerprint(),
                        one.severity(),
                        "The stack " + name + " has 2 mistakes in its template: 2 low.",
                        null,
                        null,
                        null,
                        one.cause(),
                        null,
                        null,
                        Stream.of("Audit", "Trace")
                                .map(id ->
                                        new Mistake(
                                                name + "/log-group-no-retention/" + id,
                                                Severity.LOW,
                                                "Without RetentionInDays, the log group "
                                                        + id
                                                        + " keeps its logs for ever.",
                                                null,
                                                null))
                                .toList());
        Move move =
                Move.of(subject(name), Step.FLAG, "worker", clock.instant(), "Left alone.")
                        .seeing(several);
        return ((Answer.Moved) ledger.take(null, move)).finding();
    }

    /** A finding that waits for a decision, with its card's item; the token is the name's hash. */
    Finding awaiting(String name) {
        Finding finding = take(name, Step.ASK, "f1");
        card(finding, token(name), "1.0");
        return finding;
    }

    static String token(String name) {
        return Integer.toHexString(name.hashCode());
    }

    /** slack-out draws a card; its message's time stamp. */
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
        String ts = posted.text("ts");
        if (ts == null) {
            throw new IllegalStateException("the card was not posted: " + posted);
        }
        card(finding, token, ts);
        return ts;
    }

    /** The item of a card that hangs, or is said to hang, in the channel. */
    void card(Finding finding, String token, String ts) {
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
}
