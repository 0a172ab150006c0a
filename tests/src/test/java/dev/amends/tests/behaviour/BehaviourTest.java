package dev.amends.tests.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.run.Nudges;
import dev.amends.testkit.GuardrailContract;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each guardrail does with each of its samples, and after a crash at each point, is what the
 * record says: outcomes, sentences, cards, what the ledger holds, and the calls.
 */
class BehaviourTest {
    private static final Path ROOT = Path.of("..");

    /** How often a question that nobody answers is brought back; it ends before that. */
    private static final int DUE = 6;

    @ParameterizedTest
    @MethodSource("named")
    void every_sample_is_dealt_with_as_on_record(GuardrailContract<?> contract) throws Exception {
        List<String> lines = new ArrayList<>();
        BehaviourRecord record = BehaviourRecord.in(ROOT);
        for (Map.Entry<String, Node> sample : samples(contract).entrySet()) {
            List<String> scenario = new ArrayList<>();
            play(new Stage<>(contract, sample.getValue(), record.names()), scenario);
            lines.add("### " + sample.getKey());
            lines.addAll(BehaviourRecord.masked(scenario));
            lines.add("");
        }
        for (Map.Entry<String, Node> sample : samples(contract).entrySet()) {
            if (sample.getValue().textOr("", "expect", "outcome").equals("asked")) {
                List<String> scenario = new ArrayList<>();
                leave(new Stage<>(contract, sample.getValue(), record.names()), scenario);
                lines.add("### " + sample.getKey() + ", left undecided");
                lines.addAll(BehaviourRecord.masked(scenario));
                lines.add("");
                break;
            }
        }
        lines.removeLast();
        compare(record, contract, "Samples", lines);
    }

    /** From the event, from an approval and from an undo, wherever there is one. */
    @ParameterizedTest
    @MethodSource("named")
    void after_a_crash_at_any_point_it_goes_on_as_on_record(GuardrailContract<?> contract)
            throws Exception {
        List<String> lines = new ArrayList<>();
        BehaviourRecord record = BehaviourRecord.in(ROOT);
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, Node> samples = samples(contract);
        samples.forEach(
                (name, sample) -> first.putIfAbsent(sample.textOr("", "expect", "outcome"), name));
        for (String outcome : List.of("fixed", "asked", "flagged", "unknown")) {
            String name = first.get(outcome);
            if (name == null) {
                continue;
            }
            Node sample = samples.get(name);
            crashes(contract, record, sample, name, null, lines);
            if (outcome.equals("asked")) {
                crashes(contract, record, sample, name, Decision.Kind.FIX, lines);
            }
            if (outcome.equals("fixed")) {
                crashes(contract, record, sample, name, Decision.Kind.UNDO, lines);
            }
        }
        lines.removeLast();
        compare(record, contract, "Crashes", lines);
    }

    @Test
    void every_guardrail_has_a_record_and_every_record_a_guardrail() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("tests/behaviour"))) {
            BehaviourRecord record = BehaviourRecord.in(ROOT);
            assertThat(
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> file.endsWith(".md")))
                    .containsExactlyInAnyOrderElementsOf(
                            guardrails()
                                    .map(contract -> record.names().old(id(contract)) + ".md")
                                    .toList());
        }
    }

    private static void compare(
            BehaviourRecord record,
            GuardrailContract<?> contract,
            String section,
            List<String> lines)
            throws IOException {
        String difference = record.compare(id(contract), section, lines);
        if (!difference.isEmpty()) {
            fail(difference);
        }
    }

    // -------------------------------------------------------------------------------- samples

    private static void play(Stage<?> stage, List<String> lines) {
        lines.add(stage.deliver());
        add(lines, "calls", String.join(" · ", stage.recorder().take()));
        stage.ledger().forEach(line -> add(lines, "ledger", line));
        Finding finding = stage.finding();
        if (finding == null) {
            return;
        }
        stage.card().forEach(line -> add(lines, "card", line));
        switch (finding.state()) {
            case AWAITING -> {
                decided(stage, Decision.Kind.FIX, "approved", lines);
                if (undoable(stage)) {
                    decided(stage, Decision.Kind.UNDO, "undone", lines);
                }
            }
            case FIXED -> {
                if (undoable(stage)) {
                    decided(stage, Decision.Kind.UNDO, "undone", lines);
                }
            }
            default -> {}
        }
    }

    /** Nobody decides, and the keeper brings the question whenever it is due. */
    private static void leave(Stage<?> stage, List<String> lines) {
        stage.deliver();
        for (int due = 0; due < DUE && stage.untilDue(); due++) {
            stage.recorder().take();
            lines.add("due → " + stage.deliver("due-" + due, Nudges.due(stage.finding().key())));
            add(lines, "calls", String.join(" · ", stage.recorder().take()));
            stage.card().forEach(line -> add(lines, "card", line));
        }
    }

    private static boolean undoable(Stage<?> stage) {
        Finding finding = stage.finding();
        return finding != null
                && finding.seen().remedy() != null
                && finding.seen().remedy().undoable();
    }

    private static void decided(
            Stage<?> stage, Decision.Kind kind, String word, List<String> lines) {
        String nudge = stage.decide(kind);
        stage.recorder().take();
        lines.add(word + " → " + stage.deliver(kind.name(), nudge));
        add(lines, "calls", String.join(" · ", stage.recorder().take()));
        add(lines, "text", stage.finding().text());
    }

    private static void add(List<String> lines, String what, String text) {
        (what + "| " + text)
                .lines()
                .forEach(line ->
                        lines.add(
                                line.startsWith(what + "| ")
                                        ? line
                                        : what + "|   " + line.strip()));
    }

    // -------------------------------------------------------------------------------- crashes

    /** Dies after each effect on the way, and is delivered again. */
    private static void crashes(
            GuardrailContract<?> contract,
            BehaviourRecord record,
            Node sample,
            String name,
            Decision.@Nullable Kind kind,
            List<String> lines) {
        lines.add(
                "### "
                        + name
                        + (kind == null
                                ? ""
                                : kind == Decision.Kind.FIX ? ", approved" : ", undone"));
        for (int effects = 1; ; effects++) {
            Stage<?> stage = new Stage<>(contract, sample, record.names());
            String id = "event";
            String body = sample.at("change").toString();
            if (kind != null) {
                stage.deliver();
                id = kind.name();
                body = stage.decide(kind);
                stage.said().clear();
            }
            int writes = stage.world().writes().size();
            stage.recorder().dieAfter(effects);
            try {
                stage.deliver(id, body);
                lines.add("");
                return;
            } catch (Recorder.Death e) {
                Finding left = stage.stored();
                lines.add(
                        "after %s: left %s; then %s"
                                .formatted(
                                        stage.recorder().last(),
                                        left == null ? "nothing" : left.state(),
                                        stage.deliver(id, body)));
                lines.add(
                        "  written %d×, said %s, in the end %s"
                                .formatted(
                                        stage.world().writes().size() - writes,
                                        stage.said().stream()
                                                .collect(
                                                        Collectors.groupingBy(
                                                                f -> f.state() + "-" + f.rev(),
                                                                LinkedHashMap::new,
                                                                Collectors.counting())),
                                        stage.stored() == null
                                                ? "nothing"
                                                : stage.stored().state()));
            }
        }
    }

    // -------------------------------------------------------------------- guardrails, samples

    private static String id(GuardrailContract<?> contract) {
        return contract.guardrail().about().id();
    }

    private static Stream<Named<GuardrailContract<?>>> named() {
        return guardrails().map(contract -> Named.of(id(contract), contract));
    }

    /** The samples of each guardrail are read by its own test, which stands beside it. */
    @SuppressWarnings("rawtypes") // the loader knows only the class
    static Stream<GuardrailContract<?>> guardrails() {
        return ServiceLoader.load(Guardrail.class).stream()
                .map(guardrail -> {
                    try {
                        Constructor<?> test =
                                Class.forName(guardrail.type().getName() + "Test")
                                        .getDeclaredConstructor();
                        test.setAccessible(true);
                        return (GuardrailContract<?>) test.newInstance();
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(guardrail.type().getName(), e);
                    }
                });
    }

    private static Map<String, Node> samples(GuardrailContract<?> contract)
            throws IOException, BadJson {
        Map<String, Node> samples = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(ROOT.resolve("functions"))) {
            Path folder =
                    all.map(module -> module.resolve("src/test/resources/" + id(contract)))
                            .filter(Files::isDirectory)
                            .findFirst()
                            .orElseThrow();
            try (Stream<Path> found = Files.list(folder)) {
                files = found.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            }
        }
        for (Path file : files) {
            samples.put(
                    file.getFileName().toString().replace(".json", ""),
                    Node.parse(Files.readString(file)));
        }
        return samples;
    }
}
