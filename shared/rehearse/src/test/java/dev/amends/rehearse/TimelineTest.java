package dev.amends.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import dev.amends.core.lambda.ResourcesFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each guardrail's timeline against its guardrail, on the sample events of tests/events. */
class TimelineTest {
    private static final Path EVENTS = Path.of("../../tests/events");

    /** What they read stands in no record: each change that they suspect is "not told". */
    private static final Set<String> WITHOUT = Set.of("stack-review");

    @Test
    void every_guardrail_has_a_timeline_and_every_timeline_a_guardrail() {
        Set<String> guardrails = new TreeSet<>(WITHOUT);
        for (Timeline<?> timeline : ServiceLoader.load(Timeline.class)) {
            assertThat(guardrails.add(timeline.guardrail()))
                    .as("%s has two, or no event shows its state", timeline.guardrail())
                    .isTrue();
        }

        assertThat(guardrails)
                .as(
                        "write a Timeline and register it in META-INF/services, or say here that no event shows the state")
                .containsExactlyInAnyOrderElementsOf(
                        RehearsalTest.guardrails().stream().map(g -> g.about().id()).toList());
    }

    @Test
    void every_guardrail_can_be_read_where_that_is_allowed() {
        List<String> readable = new ArrayList<>();
        for (ResourcesFactory<?> each : ServiceLoader.load(ResourcesFactory.class)) {
            readable.add(each.guardrail());
        }

        assertThat(readable)
                .containsExactlyInAnyOrderElementsOf(
                        RehearsalTest.guardrails().stream().map(g -> g.about().id()).toList());
    }

    @TestFactory
    Stream<DynamicTest> a_timeline_names_the_resource_that_its_guardrail_suspects()
            throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Guardrail<?> guardrail : RehearsalTest.guardrails()) {
            String id = guardrail.about().id();
            if (WITHOUT.contains(id)) {
                continue;
            }
            for (Path sample : samples(id)) {
                tests.add(
                        DynamicTest.dynamicTest(
                                id + ": " + sample.getFileName(), () -> look(guardrail, sample)));
            }
        }
        return tests.stream();
    }

    private static void look(Guardrail<?> guardrail, Path sample) throws IOException {
        Change change =
                Change.parse(PastRecords.json(Files.readString(sample)), Origin.EVENT)
                        .orElseThrow();
        Timeline<?> timeline = timeline(guardrail.about().id());

        Optional<Target> target = timeline.take(change);

        if (guardrail.suspect(change) instanceof Suspicion.On(var suspected)) {
            assertThat(target).contains(suspected);
            assertThat(timeline.at(suspected, change)).isNotNull();
        }
    }

    private static Timeline<?> timeline(String id) {
        return ServiceLoader.load(Timeline.class).stream()
                .<Timeline<?>>map(ServiceLoader.Provider::get)
                .filter(each -> each.guardrail().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> samples(String id) throws IOException {
        try (Stream<Path> files = Files.list(EVENTS.resolve(id).resolve("matching"))) {
            List<Path> samples = files.sorted().toList();
            assertThat(samples).isNotEmpty();
            return samples;
        }
    }
}
