package dev.amends.tests.behaviour;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.run.Unreadable;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slackout.DrawnCard;
import dev.amends.testkit.GuardrailContract;
import dev.amends.testkit.LocalDynamo;
import dev.amends.testkit.SampleWorld;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One sample, played by the engine as it is deployed: a ledger, settings, a resource, a clock. */
final class Stage<S extends ResourceState> {
    private static final String ROLE = "arn:aws:iam::111122223333:role/amends-function";
    private static final String REGION = "eu-west-1";

    /** Fields of a finding that are told on lines of their own. */
    private static final List<String> SENTENCES =
            List.of("sentence", "decision", "cost", "advice", "mistakes", "remedy", "cause");

    private static final DynamoDbClient DYNAMO = LocalDynamo.get().client();
    private static final String TABLE = LocalDynamo.get().ledgerTable();

    private final Names names;
    private final Guardrail<S> guardrail;
    private final Node sample;
    private Instant now;
    private final SampleWorld<S> world;
    private final Recorder recorder = new Recorder();
    private final List<Finding> said = new ArrayList<>();
    private final Ledger ledger = new Ledger(DYNAMO, TABLE);
    private final Inbox inbox;

    Stage(GuardrailContract<S> contract, Node sample, Names names) {
        this.names = names;
        this.guardrail = contract.guardrail();
        this.sample = sample;
        this.now = Instant.parse(sample.textOr("", "now"));
        this.world = contract.world(sample, target -> {});
        LocalDynamo.empty(DYNAMO, TABLE);
        if (sample.at("settings").isObject()) {
            Map<String, AttributeValue> item =
                    Map.of(
                            "pk", AttributeValue.fromS("settings"),
                            "json", AttributeValue.fromS(sample.at("settings").toString()));
            DYNAMO.putItem(r -> r.tableName(TABLE).item(item));
        }
        InstantSource untilItIsMoved = () -> now;
        Clock clock = untilItIsMoved.withZone(ZoneOffset.UTC);
        this.inbox =
                new Inbox(
                        ROLE,
                        REGION,
                        List.of(
                                new Runner<>(
                                        guardrail,
                                        new Noted<>(world, recorder),
                                        Books.in(recorder.noting(DYNAMO), TABLE),
                                        finding -> {
                                            said.add(finding);
                                            recorder.effect("publish");
                                        },
                                        clock)),
                        (delay, body) ->
                                recorder.effect("SendMessage in " + delay.toSeconds() + " s"),
                        clock);
    }

    /** From now on it is the time at which the finding is due, if it waits for one. */
    boolean untilDue() {
        Finding finding = stored();
        if (finding == null || finding.until() == null) {
            return false;
        }
        now = finding.until();
        return true;
    }

    Recorder recorder() {
        return recorder;
    }

    List<Finding> said() {
        return said;
    }

    SampleWorld<S> world() {
        return world;
    }

    /** The finding that was said last; null when nothing was said. */
    @Nullable Finding finding() {
        return said.isEmpty() ? null : said.getLast();
    }

    /** The sample's change comes in; how that ended, with the reason. */
    String deliver() {
        return deliver("event", sample.at("change").toString());
    }

    /** An approver decides about what was said; returns the message that carries it. */
    String decide(Decision.Kind kind) {
        Decision decision =
                new Decision(
                        Keys.decision(guardrail.about().id(), kind.name()),
                        kind,
                        guardrail.about().id(),
                        Decision.One.of(Objects.requireNonNull(finding())),
                        "an approver",
                        "",
                        now,
                        null,
                        "");
        Decision other = new Decisions(DYNAMO, TABLE).record(decision);
        if (other != null) {
            throw new IllegalStateException("another decision waits: " + other);
        }
        return Nudges.decided(decision);
    }

    String deliver(String id, String body) {
        try {
            List<Outcome> outcomes = inbox.handle(new Message(id, body, null, false));
            StringJoiner ends = new StringJoiner("; ");
            outcomes.forEach(outcome -> ends.add(outcome.name() + ": " + outcome.why()));
            return ends.toString();
        } catch (RetryLater e) {
            return "retry: " + e.getMessage();
        } catch (Unreadable e) {
            return "unreadable: " + e.getMessage();
        }
    }

    /** The finding as the ledger has it; null when there is none. */
    @Nullable Finding stored() {
        Finding last = finding();
        if (last != null) {
            return ledger.find(last.key());
        }
        for (Map<String, AttributeValue> item : LocalDynamo.items(DYNAMO, TABLE)) {
            if (Keys.isFinding(item.get("pk").s())) {
                return ledger.find(item.get("pk").s());
            }
        }
        return null;
    }

    /** What the ledger holds beside the settings, an item after the other. */
    List<String> ledger() {
        Map<String, List<String>> items = new TreeMap<>();
        for (Map<String, AttributeValue> item : LocalDynamo.items(DYNAMO, TABLE)) {
            String key = item.get("pk").s();
            if (key.equals("settings")) {
                continue;
            }
            List<String> lines = new ArrayList<>();
            Map<String, String> attributes = new TreeMap<>();
            item.forEach((name, value) -> {
                if (!name.equals("doc") && !name.equals("pk")) {
                    attributes.put(names.old(name), value.s() == null ? value.n() : value.s());
                }
            });
            lines.add(key + " " + attributes);
            if (item.containsKey("doc")) {
                document(lines, item.get("doc").s());
            }
            items.put(names.old(key), lines);
        }
        return items.values().stream().flatMap(List::stream).toList();
    }

    private void document(List<String> lines, String text) {
        Map<String, Node> fields = new TreeMap<>();
        try {
            Node.parse(text).fields().forEach((name, node) -> fields.put(names.old(name), node));
        } catch (BadJson e) {
            throw new IllegalStateException(text, e);
        }
        StringJoiner rest = new StringJoiner(", ", "  ", "");
        fields.forEach((name, node) -> {
            if (!SENTENCES.contains(name)) {
                rest.add(name + "=" + node.value());
            }
        });
        lines.add(rest.toString());
        for (String name : SENTENCES) {
            Node node = fields.get(name);
            if (node == null) {
                continue;
            }
            if (!node.isObject()) {
                for (Node each : node.isList() ? node.items() : List.of(node)) {
                    lines.add("  " + name + ": " + flat(each.value()));
                }
                continue;
            }
            Map<String, String> parts = new TreeMap<>();
            node.fields().forEach((key, value) -> parts.put(names.old(key), flat(value.value())));
            parts.forEach((key, value) -> lines.add("  " + name + "." + key + ": " + value));
        }
    }

    private static String flat(@Nullable Object value) {
        return String.valueOf(value).strip().replace("\n", "\n    ");
    }

    /** The card of what was said last, as a person sees it. */
    List<String> card() {
        Finding finding = stored();
        if (finding == null) {
            return List.of();
        }
        Settings settings =
                new SettingsStore(DYNAMO, TABLE)
                        .inForce(guardrail.about().id())
                        .settings()
                        .orElseGet(() -> new Settings(Node.ABSENT));
        return DrawnCard.lines(finding, settings, now);
    }

    /** The resource, with every touch noted. */
    private record Noted<S extends ResourceState>(SampleWorld<S> world, Recorder recorder)
            implements Resources<S> {
        @Override
        public @Nullable S read(Target target, @Nullable Change change) {
            recorder.look("read");
            return world.read(target, change);
        }

        @Override
        public void set(Target target, Map<String, @Nullable String> fields) {
            world.set(target, fields);
            recorder.effect("set " + new TreeMap<>(fields));
        }
    }
}
