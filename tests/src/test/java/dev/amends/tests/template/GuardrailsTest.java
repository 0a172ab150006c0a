package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What guardrails declare about themselves, against the rules that bring them events and the roles
 * they work with. A failure says what to paste into template.yaml.
 */
class GuardrailsTest {
    /** Services that each guardrail's function uses for itself, whatever it guards. */
    private static final List<String> PLUMBING = List.of("dynamodb:", "sns:", "sqs:");

    /** The inbox of a function that carries no guardrail. */
    private static final String SLACK_OUT = "slack-out";

    private static final String FROM_TRAIL = "AWS API Call via CloudTrail";

    private final Deployed full = Deployed.sample(Map.of("Powers", "full"));
    private final Authorization reference = Authorization.read();

    @SuppressWarnings("rawtypes") // a service is looked up by its class alone
    private static List<About> guardrails() {
        List<About> all = new ArrayList<>();
        for (Guardrail guardrail : ServiceLoader.load(Guardrail.class)) {
            all.add(guardrail.about());
        }
        return all;
    }

    /** Guardrails by the ARN of the inbox they share. */
    private Map<String, List<About>> byInbox() {
        Map<String, List<About>> inboxes = new TreeMap<>();
        for (About about : guardrails()) {
            inboxes.computeIfAbsent(inbox(about.id()), arn -> new ArrayList<>()).add(about);
        }
        return inboxes;
    }

    private String inbox(String guardrail) {
        String url = urls().get(guardrail);
        assertThat(url).as("the output Inboxes has no inbox for " + guardrail).isNotNull();
        String name = url.substring(url.lastIndexOf('/') + 1);
        return "arn:aws:sqs:%s:%s:%s".formatted(full.region(), full.account(), name);
    }

    private Map<String, String> urls() {
        Map<String, String> urls = new TreeMap<>();
        for (String pair : full.output("Inboxes").split(",", -1)) {
            int equals = pair.indexOf('=');
            urls.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return urls;
    }

    private static List<String> sorted(Collection<String> values) {
        return List.copyOf(new TreeSet<>(values));
    }

    private static List<String> all(List<About> guardrails, Function<About, List<String>> what) {
        return sorted(guardrails.stream().map(what).flatMap(List::stream).toList());
    }

    @Test
    void everyGuardrailHasAnInboxAndEveryInboxAGuardrailOrTheCards() {
        assertThat(guardrails()).isNotEmpty();
        List<String> expected = new ArrayList<>(guardrails().stream().map(About::id).toList());
        expected.add(SLACK_OUT);

        assertThat(urls().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theKeeperNudgesTheInboxesThatTheOutputNames() {
        Map<String, Object> keeper = full.properties("KeeperFunction");
        Object variables = Template.map(keeper.get("Environment")).get("Variables");

        assertThat(Template.map(variables).get("AMENDS_INBOXES")).isEqualTo(full.output("Inboxes"));
    }

    @Test
    void theRulesOfAnInboxLetInExactlyTheEventsThatItsGuardrailsDeclare() {
        byInbox()
                .forEach((inbox, guardrails) -> {
                    Map<String, List<String>> declared = new TreeMap<>();
                    for (About about : guardrails) {
                        declared.merge(about.eventSource(), about.events(), GuardrailsTest::union);
                    }
                    Map<String, List<String>> letIn = new TreeMap<>();
                    for (Map<String, Object> pattern : patterns(inbox)) {
                        Map<String, Object> detail = Template.map(pattern.get("detail"));
                        List<String> types = Template.strings(pattern.get("detail-type"));
                        if (!types.equals(List.of(FROM_TRAIL))) {
                            // A service's own events: aws.cloudformation is
                            // cloudformation.amazonaws.com.
                            for (String source : Template.strings(pattern.get("source"))) {
                                String service =
                                        source.replaceFirst("^aws\\.", "") + ".amazonaws.com";
                                letIn.merge(service, types, GuardrailsTest::union);
                            }
                            continue;
                        }
                        for (String source : Template.strings(detail.get("eventSource"))) {
                            letIn.merge(
                                    source, names(detail.get("eventName")), GuardrailsTest::union);
                        }
                    }
                    letIn.replaceAll((source, names) -> sorted(names));
                    declared.replaceAll((source, names) -> sorted(names));

                    assertThat(letIn).as(pasteEvents(declared)).isEqualTo(declared);
                });
    }

    /** Event names as a pattern has them: Lambda's are prefixes, see {@code Change.eventName}. */
    private static List<String> names(@Nullable Object asked) {
        return Template.list(asked).stream()
                .map(each ->
                        each instanceof Map<?, ?>
                                ? String.valueOf(Template.map(each).get("prefix"))
                                : String.valueOf(each))
                .toList();
    }

    private static List<String> union(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    /** What the rules that feed an inbox ask of an event. */
    private List<Map<String, Object>> patterns(String inbox) {
        List<Map<String, Object>> patterns = new ArrayList<>();
        for (String rule : full.template().ofType("AWS::Events::Rule").keySet()) {
            Map<String, Object> properties = full.properties(rule);
            boolean feeds =
                    Template.list(properties.get("Targets")).stream()
                            .anyMatch(target -> inbox.equals(Template.map(target).get("Arn")));
            if (feeds) {
                patterns.add(Template.map(properties.get("EventPattern")));
            }
        }
        return patterns;
    }

    private static String pasteEvents(Map<String, List<String>> declared) {
        StringBuilder yaml = new StringBuilder("paste into the rule's EventPattern:\n\n");
        declared.forEach((source, names) ->
                yaml.append("        detail:\n          eventSource: [")
                        .append(source)
                        .append("]\n          eventName: [")
                        .append(String.join(", ", names))
                        .append("]\n"));
        return yaml.toString();
    }

    @Test
    void theRoleOfAnInboxAllowsExactlyTheReadsAndWritesThatItsGuardrailsDeclare() {
        byInbox()
                .forEach((inbox, guardrails) -> {
                    List<String> reads = all(guardrails, About::reads);
                    List<String> writes = all(guardrails, About::writes);

                    assertThat(allowed(full, inbox))
                            .as(
                                    pasteActions("Look", reads)
                                            + pasteActions("Mend, if MayWrite", writes))
                            .isEqualTo(sorted(union(reads, writes)));
                });
    }

    @Test
    void whoOnlyWatchesMayDoNothingButRead() {
        Deployed watch = Deployed.sample(Map.of("Powers", "watch"));
        byInbox()
                .forEach((inbox, guardrails) -> {
                    List<String> reads = all(guardrails, About::reads);

                    assertThat(allowed(watch, inbox))
                            .as(pasteActions("Look", reads))
                            .isEqualTo(reads);
                });
    }

    @Test
    void noGuardrailMayWriteToWhatIsOurs() {
        byInbox()
                .forEach((inbox, guardrails) -> {
                    List<String> denied =
                            role(full, inbox).stream()
                                    .filter(statement -> !statement.allows())
                                    .flatMap(statement -> statement.actions().stream())
                                    .toList();
                    // What IAM knows no resource for cannot be pointed at ours either.
                    List<String> writes =
                            all(guardrails, About::writes).stream()
                                    .filter(action -> !reference.shapes(action).isEmpty())
                                    .toList();

                    assertThat(sorted(denied))
                            .as(pasteActions("NeverOurOwn, Effect: Deny", writes))
                            .isEqualTo(writes);
                });
    }

    /** Actions of a role beyond the plumbing and the function's own log. */
    private static List<String> allowed(Deployed deployed, String inbox) {
        return sorted(
                role(deployed, inbox).stream()
                        .filter(statement -> statement.allows() && !statement.sid().equals("Log"))
                        .flatMap(statement -> statement.actions().stream())
                        .filter(action -> PLUMBING.stream().noneMatch(action::startsWith))
                        .toList());
    }

    /** The role of the function that reads an inbox. */
    private static List<Statement> role(Deployed deployed, String inbox) {
        for (String id : deployed.template().ofType("AWS::Serverless::Function").keySet()) {
            Map<String, Object> function = deployed.properties(id);
            boolean reads =
                    Template.map(function.get("Events")).values().stream()
                            .map(event -> Template.map(Template.map(event).get("Properties")))
                            .anyMatch(event -> inbox.equals(event.get("Queue")));
            if (reads) {
                String role = String.valueOf(function.get("Role"));
                return Statement.ofRoles(deployed).getOrDefault(role, List.of());
            }
        }
        throw new AssertionError("no function reads " + inbox);
    }

    private static String pasteActions(String where, List<String> actions) {
        return "paste into the role's statement %s:\n\n                Action: [%s]\n\n"
                .formatted(where, String.join(", ", actions));
    }
}
