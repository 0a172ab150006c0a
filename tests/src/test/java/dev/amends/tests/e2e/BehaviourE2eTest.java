package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import dev.amends.slackout.DrawnCard;
import dev.amends.tests.behaviour.BehaviourRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * After all others but the storm, whose undo takes back what it happens to count: what became of
 * each resource of each test, against the record. How often a message came and in what order is
 * left to chance, so it is left out. What is left has been seen to differ on a busy machine, so
 * that only a proof compares it, and a person reads the difference.
 */
@Tag("proof")
@Order(Integer.MAX_VALUE - 2)
class BehaviourE2eTest extends E2e {
    private static final String SECTION = "End to end";

    /** The function of each guardrail. */
    private static final Map<String, String> FUNCTIONS =
            new TreeMap<>(
                    Map.of(
                            "log-group-no-retention", "LogGroupsFunction",
                            "bucket-policy-broad", "BucketsFunction",
                            "account-public-access", "BucketsFunction",
                            "lambda-permission-open", "LambdaPermissionsFunction",
                            "function-url-public", "LambdaPermissionsFunction",
                            "stack-review", "StacksFunction"));

    /** How a message ends that came again, too early or at a bad time: chance, not behaviour. */
    private static final Set<String> CHANCE =
            Set.of("duplicate", "later", "retry", "ignored", "compliant", "unconfirmed");

    /** Services whose every operation is known to be used; of the others chance decides. */
    private static final Set<String> KEPT = Set.of("dynamodb", "sqs", "sns", "secretsmanager");

    /** Resources of tests that take permissions away, most of which only a proof runs. */
    private static final String UNGRANTED = "ungranted";

    /** Resources of the other tests that only a proof runs; their log groups have the name, too. */
    private static final String PROOF_ONLY = "e2e-proof-";

    private static final Pattern RANDOM =
            Pattern.compile(
                    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=[-/])(\\d+-)?[0-9a-f]{8}(?![0-9a-f])|[0-9a-f]{32}|(?<=samcli-deploy)\\d+|(?<=API )[0-9a-z]{10}(?= )");
    private static final Pattern TIME =
            Pattern.compile(
                    "<!date\\^[^>]*>|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\\d{1,2} [A-Z][a-z]+ 20\\d\\d(, \\d\\d:\\d\\d( UTC)?)?");

    @Test
    void whatBecameOfEachResourceIsOnRecord() throws IOException {
        account.quiet();
        BehaviourRecord record = BehaviourRecord.in(account.root);
        Map<String, List<String>> blocks = new TreeMap<>();
        FUNCTIONS.keySet().forEach(guardrail -> blocks.put(guardrail, new ArrayList<>()));
        Map<String, Map<String, Set<String>>> ends = outcomes();
        Map<String, String> cards = cards();
        for (Map<String, AttributeValue> item :
                account.dynamo
                        .scanPaginator(r -> r.tableName(account.ledger).consistentRead(true))
                        .items()) {
            String key = item.get("pk").s();
            if (Keys.isFinding(key)) {
                JsonNode finding = Account.json(item.get("doc").s());
                String guardrail = finding.path("guardrail").asText();
                String arn = finding.path("arn").asText();
                // A permission that is missing names the resource that it was missed on.
                if (!recorded(arn) || !recorded(finding.path("sentence").asText())) {
                    continue;
                }
                if (guardrail.equals("stack-review") && !arn.contains("/e2e-")) {
                    // Whether it is looked at depends on when: the guardrail is on for its own
                    // test only.
                    continue;
                }
                Set<String> ended = ends.getOrDefault(guardrail, new TreeMap<>()).remove(arn);
                blocks.get(guardrail)
                        .add(block(arn, ended, finding, cards.getOrDefault(key, "card| none")));
            }
        }
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, List<String>> guardrail : blocks.entrySet()) {
            ends.getOrDefault(guardrail.getKey(), Map.of())
                    .forEach((arn, kinds) -> {
                        if (!kinds.isEmpty()) {
                            guardrail
                                    .getValue()
                                    .add("### " + masked(arn) + "\n" + sorted(kinds) + "\n\n");
                        }
                    });
            guardrail.getValue().sort(null);
            List<String> lines =
                    new ArrayList<>(
                            List.of("calls| " + operations(FUNCTIONS.get(guardrail.getKey())), ""));
            // Resources of a test that differ in nothing but their name are one scenario.
            guardrail.getValue().stream()
                    .distinct()
                    .forEach(block -> block.lines().forEach(lines::add));
            if (lines.getLast().isEmpty()) {
                lines.removeLast();
            }
            String difference = record.compare(guardrail.getKey(), SECTION, lines);
            if (!difference.isEmpty()) {
                differences.add(difference);
            }
        }
        if (!differences.isEmpty()) {
            fail(String.join("\n\n", differences));
        }
    }

    private static String block(
            String arn, @Nullable Set<String> ended, JsonNode finding, String card) {
        StringBuilder text = new StringBuilder("### " + masked(arn) + "\n");
        if (ended != null && !ended.isEmpty()) {
            text.append(sorted(ended)).append("\n");
        }
        for (String field :
                List.of("state", "severity", "intent", "sentence", "decision", "owner")) {
            String value = finding.path(field).asText("");
            if (!value.isEmpty()) {
                text.append("ledger| ").append(field).append(": ").append(masked(value));
                text.append("\n");
            }
        }
        return text.append(card).append("\n").append("\n").toString();
    }

    private static String sorted(Set<String> kinds) {
        return String.join(", ", new TreeSet<>(kinds));
    }

    /** The record is the same whether a proof made it or an ordinary run. */
    private static boolean recorded(String named) {
        return !named.contains(UNGRANTED) && !named.contains(PROOF_ONLY);
    }

    /** How messages about each resource ended, by guardrail and ARN. */
    private static Map<String, Map<String, Set<String>>> outcomes() {
        Map<String, Map<String, Set<String>>> ends = new TreeMap<>();
        for (String function : new TreeSet<>(FUNCTIONS.values())) {
            for (JsonNode line :
                    account.outcomes(
                            function,
                            n ->
                                    n.path("resource").asText().contains("e2e")
                                            && recorded(n.path("resource").asText()))) {
                Set<String> kinds =
                        ends.computeIfAbsent(line.path("guardrail").asText(), g -> new TreeMap<>())
                                .computeIfAbsent(
                                        line.path("resource").asText(), r -> new TreeSet<>());
                if (!CHANCE.contains(line.path("outcome").asText())) {
                    kinds.add(line.path("outcome").asText());
                }
            }
        }
        return ends;
    }

    /** The last card of each finding. */
    private static Map<String, String> cards() {
        Map<String, String> cards = new TreeMap<>();
        Pattern key = Pattern.compile("finding#[a-z0-9-]+#[0-9a-f]{32}");
        for (JsonNode message : account.messages()) {
            var found = key.matcher(message.path("blocks").toString());
            if (!message.has("thread_ts") && found.find()) {
                String lines =
                        DrawnCard.lines(Node.of(Account.JSON.convertValue(message, Map.class)))
                                .stream()
                                .filter(line ->
                                        line.startsWith("text: ") || line.startsWith("buttons: "))
                                .map(line -> "card| " + masked(line))
                                .collect(Collectors.joining("\n"));
                cards.put(found.group(), lines);
            }
        }
        return cards;
    }

    /** The operations that the function called of the services that its guardrails are about. */
    private static String operations(String function) {
        return account.calls(0, function).stream()
                .filter(call -> !KEPT.contains(call.path("service").asText()))
                .map(call -> call.path("service").asText() + ":" + call.path("operation").asText())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" · "));
    }

    private static String masked(String text) {
        return TIME.matcher(RANDOM.matcher(text).replaceAll("*")).replaceAll("<time>");
    }
}
