package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.event.ruler.Machine;

/**
 * The rules of template.yaml against sample events, with EventBridge's own matcher. A folder of
 * samples belongs to the rules that feed the inbox of the same name (output Inboxes).
 */
class RulesTest {
    private static final Path EVENTS = Path.of("events");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Deployed deployed = Deployed.sample(Map.of());

    /** Event patterns by rule, of the rules whose target is the inbox of that guardrail. */
    private Map<String, String> rules(String guardrail) throws IOException {
        Map<String, String> patterns = new LinkedHashMap<>();
        for (String rule : deployed.template().ofType("AWS::Events::Rule").keySet()) {
            Map<String, Object> properties = properties(rule);
            boolean feeds =
                    Template.list(properties.get("Targets")).stream()
                            .anyMatch(
                                    t -> arnOfInbox(guardrail).equals(Template.map(t).get("Arn")));
            if (feeds && properties.containsKey("EventPattern")) {
                patterns.put(rule, JSON.writeValueAsString(properties.get("EventPattern")));
            }
        }
        return patterns;
    }

    private Map<String, Object> properties(String rule) {
        Map<String, Object> properties = deployed.properties(rule);
        assertThat(properties).isNotNull();
        return properties == null ? Map.of() : properties;
    }

    private Map<String, String> inboxes() {
        Map<String, String> inboxes = new TreeMap<>();
        for (String pair : deployed.output("Inboxes").split(",", -1)) {
            inboxes.put(
                    pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return inboxes;
    }

    private String arnOfInbox(String guardrail) {
        String url = inboxes().getOrDefault(guardrail, "/none");
        return "arn:aws:sqs:%s:%s:%s"
                .formatted(
                        deployed.region(),
                        deployed.account(),
                        url.substring(url.lastIndexOf('/') + 1));
    }

    private static List<Path> guardrails() throws IOException {
        return files(EVENTS).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Machine machine(Map<String, String> rules) throws IOException {
        Machine machine = Machine.builder().build();
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            machine.addRule(rule.getKey(), rule.getValue());
        }
        return machine;
    }

    private static List<String> matching(Machine machine, Path file) throws Exception {
        return machine.rulesForJSONEvent(Files.readString(file));
    }

    @TestFactory
    List<DynamicTest> everySampleIsLetInOrKeptOutAsItsFolderSays() throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (Path guardrail : guardrails()) {
            Machine machine = machine(rules(guardrail.getFileName().toString()));
            for (Path file : files(guardrail.resolve("matching"))) {
                tests.add(
                        DynamicTest.dynamicTest(
                                "let in: " + file.getFileName(),
                                () -> assertThat(matching(machine, file)).isNotEmpty()));
            }
            for (Path file : files(guardrail.resolve("not-matching"))) {
                tests.add(
                        DynamicTest.dynamicTest(
                                "kept out: " + file.getFileName(),
                                () -> assertThat(matching(machine, file)).isEmpty()));
            }
        }
        return tests.build().toList();
    }

    @Test
    void everyFolderOfSamplesHasARuleAndSamplesOfBothKinds() throws IOException {
        assertThat(guardrails()).isNotEmpty();
        for (Path guardrail : guardrails()) {
            String name = guardrail.getFileName().toString();
            assertThat(inboxes()).as("output Inboxes").containsKey(name);
            assertThat(rules(name)).as("rules that feed the inbox of " + name).isNotEmpty();
            assertThat(files(guardrail))
                    .extracting(f -> f.getFileName().toString())
                    .containsExactly("matching", "not-matching");
            assertThat(files(guardrail.resolve("matching"))).isNotEmpty();
            assertThat(files(guardrail.resolve("not-matching"))).isNotEmpty();
        }
    }

    @Test
    void everyRuleHasASampleItLetsIn() throws Exception {
        for (String rule : deployed.template().ofType("AWS::Events::Rule").keySet()) {
            boolean seen = false;
            for (Path guardrail : guardrails()) {
                Machine machine = machine(rules(guardrail.getFileName().toString()));
                for (Path file : files(guardrail.resolve("matching"))) {
                    seen |= matching(machine, file).contains(rule);
                }
            }
            assertThat(seen).as(rule + " lets in a sample of tests/events").isTrue();
        }
    }

    /** What an event says must differ, or a test could pass by looking at the wrong one. */
    @Test
    void noTwoSamplesShareAnEventId() throws IOException {
        Map<String, Path> ids = new TreeMap<>();
        for (Path guardrail : guardrails()) {
            for (Path kind : files(guardrail)) {
                for (Path file : files(kind)) {
                    JsonNode event = JSON.readTree(file.toFile());
                    String id = event.at("/detail/eventID").asText(event.at("/id").asText());
                    assertThat(ids.put(id, file)).as(file + " has the event id of").isNull();
                }
            }
        }
    }
}
