package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Subject;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Nudges;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Runner;
import dev.amends.core.run.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What every guardrail promises, shown on its samples: files in {@code
 * src/test/resources/<guardrail id>/}, each with a change, the state it meets, the settings, the
 * time and the expected outcome with the sentence in full. The guardrail's own test extends this
 * class and only says how to read a state from JSON.
 *
 * <p>For each sample: the outcome and its text are exactly those expected. Beyond that, whenever
 * something was fixed: the ledger held the claim before the first write, the result is judged
 * compliant, a second delivery writes nothing, and the before-image brings the old state back. When
 * it was not fixed, nothing was written.
 *
 * @param <S> the state the guardrail reads
 */
public abstract class GuardrailContract<S extends ResourceState> {
    private static final String ROLE = "arn:aws:iam::111122223333:role/amends-function";
    private static final String REGION = "eu-west-1";
    private static final LocalDynamo DYNAMO = LocalDynamo.get();

    private final Guardrail<S> guardrail;

    protected GuardrailContract(Guardrail<S> guardrail) {
        this.guardrail = guardrail;
    }

    /** The state that a sample describes. */
    protected abstract S state(Node json);

    /** The state with some fields set, null meaning removed. */
    protected abstract S with(S state, Map<String, @Nullable String> fields);

    public final Guardrail<S> guardrail() {
        return guardrail;
    }

    /**
     * The resource that a sample begins with.
     *
     * @param beforeWrite is told of each write before it is made
     */
    public final SampleWorld<S> world(Node sample, Consumer<Target> beforeWrite) {
        Node given = sample.at("state");
        return new SampleWorld<>(given.isObject() ? state(given) : null, this::with, beforeWrite);
    }

    @TestFactory
    Stream<DynamicTest> every_sample_ends_as_it_says() throws IOException {
        Path folder = Path.of("src/test/resources", guardrail.about().id());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> samples =
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            for (String kind : List.of("violating-", "compliant-", "unknown-")) {
                assertThat(samples)
                        .as("samples named %s*.json in %s", kind, folder)
                        .anyMatch(file -> file.getFileName().toString().startsWith(kind));
            }
            return samples.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString().replace(".json", ""),
                                    () -> play(file)));
        }
    }

    private void play(Path file) throws IOException, BadJson, Unreadable {
        Node sample = Node.parse(Files.readString(file, StandardCharsets.UTF_8));
        Scene scene = new Scene(sample);
        String outcome = scene.deliver("first");
        assertThat(outcome).as("outcome").isEqualTo(sample.text("expect", "outcome"));

        Finding finding = scene.finding();
        String text = sample.text("expect", "text");
        if (text == null) {
            assertThat(finding).as("an outcome without text leaves no finding").isNull();
        } else {
            assertThat(finding).as("the finding").isNotNull();
            assertThat(finding.text()).isEqualTo(text);
            assertThat(finding.seen().cost()).isEqualTo(sample.text("expect", "cost"));
        }
        if (outcome.equals("fixed")) {
            scene.assertMended(finding);
            scene.assertUndoable(finding);
        } else {
            assertThat(scene.world.writes()).as("writes without a fix").isEmpty();
        }
        if (outcome.equals("asked")) {
            scene.assertApprovable(finding);
        }
        if (sample.text("expect", "outcome").equals("unknown")) {
            assertThat(finding.seen().remedy()).as("an unknown has no remedy").isNull();
        }
    }

    /** One sample, set up: a ledger, the settings, and the world it plays in. */
    private final class Scene {
        private final String table = DYNAMO.ledgerTable();
        private final Ledger ledger = new Ledger(DYNAMO.client(), table);
        private final List<Finding> reports = new ArrayList<>();
        private final SampleWorld<S> world;
        private final Inbox inbox;
        private final Node sample;
        private final Instant now;

        Scene(Node sample) {
            this.sample = sample;
            this.now = Instant.parse(sample.textOr("", "now"));
            this.world = world(sample, this::assertClaimed);
            if (sample.at("settings").isObject()) {
                DYNAMO.client()
                        .putItem(r ->
                                r.tableName(table)
                                        .item(
                                                Map.of(
                                                        "pk", AttributeValue.fromS("settings"),
                                                        "json",
                                                                AttributeValue.fromS(
                                                                        sample.at("settings")
                                                                                .toString()))));
            }
            Clock clock = Clock.fixed(now, ZoneOffset.UTC);
            this.inbox =
                    new Inbox(
                            ROLE,
                            REGION,
                            List.of(
                                    new Runner<>(
                                            guardrail,
                                            world,
                                            Books.in(DYNAMO.client(), table),
                                            reports::add,
                                            clock)),
                            (delay, body) -> assertThat(delay.toSeconds()).isBetween(1L, 900L),
                            clock);
        }

        String deliver(String message) throws Unreadable {
            return deliver(message, sample.at("change").toString());
        }

        private String deliver(String message, String body) throws Unreadable {
            try {
                List<Outcome> outcomes = inbox.handle(new Message(message, body, null, false));
                assertThat(outcomes).hasSize(1);
                assertThat(outcomes.getFirst().why()).as("every outcome says why").isNotBlank();
                return outcomes.getFirst().name();
            } catch (RetryLater e) {
                return "retry";
            }
        }

        @Nullable Finding finding() {
            return reports.isEmpty() ? null : reports.getLast();
        }

        void assertMended(Finding finding) throws Unreadable {
            Remedy remedy = finding.seen().remedy();
            S mended = world.state();
            assertThat(guardrail.judge(mended, now))
                    .as("judged after the fix")
                    .isInstanceOf(Verdict.Compliant.class);
            assertThat(mended.fields()).containsAllEntriesOf(remedy.after());

            deliver("second");
            assertThat(world.writes()).as("writes after a second delivery").hasSize(1);

            S before = with(mended, remedy.before());
            Map<String, @Nullable String> original = new HashMap<>(world.original().fields());
            assertThat(before.fields()).as("the before-image restores").isEqualTo(original);
        }

        /** Every remedy that has an inverse can be taken back, exactly. */
        void assertUndoable(Finding finding) throws Unreadable {
            if (!finding.seen().remedy().undoable()) {
                return;
            }
            assertThat(decide(Decision.Kind.UNDO, finding)).as("the undo").isEqualTo("undone");
            assertThat(world.state().fields())
                    .as("the state after the undo")
                    .isEqualTo(world.original().fields());
            assertThat(reports.getLast().state()).isEqualTo(State.UNDONE);
        }

        /** What was asked about can be approved, and is then mended like any other. */
        void assertApprovable(Finding finding) throws Unreadable {
            assertThat(decide(Decision.Kind.FIX, finding)).as("the approval").isEqualTo("fixed");
            assertMended(reports.getLast());
        }

        private String decide(Decision.Kind kind, Finding finding) throws Unreadable {
            Decision decision =
                    new Decision(
                            Keys.decision(guardrail.about().id(), kind.name()),
                            kind,
                            guardrail.about().id(),
                            Decision.One.of(finding),
                            "an approver",
                            "",
                            now,
                            null,
                            "");
            assertThat(new Decisions(DYNAMO.client(), table).record(decision)).isNull();
            return deliver(kind.name(), Nudges.decided(decision));
        }

        /** The claim must be there, with both images, when the resource is first touched. */
        void assertClaimed(Target target) {
            Finding claim = ledger.find(Subject.of(guardrail.about(), target).key());
            assertThat(claim).as("claim before the first write").isNotNull();
            assertThat(claim.state()).isEqualTo(State.ACTING);
            assertThat(claim.seen().remedy()).isNotNull();
        }
    }

    /** A suspicion must name a target that a person can find again. */
    @TestFactory
    Stream<DynamicTest> every_target_is_named() throws IOException {
        Path folder = Path.of("src/test/resources", guardrail.about().id());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .sorted()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> named(file)))
                    .toList()
                    .stream();
        }
    }

    private void named(Path file) throws IOException, BadJson {
        Node sample = Node.parse(Files.readString(file, StandardCharsets.UTF_8));
        Change change = Change.parse(sample.at("change"), Origin.EVENT).orElseThrow();
        switch (guardrail.suspect(change)) {
            case Suspicion.On(Target target) ->
                    assertThat(List.of(target.arn(), target.name())).allMatch(s -> !s.isBlank());
            case Suspicion.None(String why) -> assertThat(why).isNotBlank();
            case Suspicion.Unclear(String reason, String check) ->
                    assertThat(List.of(reason, check)).allMatch(s -> !s.isBlank());
        }
    }
}
