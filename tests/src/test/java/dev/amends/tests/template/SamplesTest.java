package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Findings;
import dev.amends.core.ledger.Move;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each sample of tests/events, handed in by hand to its guardrail's function in an account where
 * nothing of what it names exists.
 */
class SamplesTest {
    private static final Path EVENTS = Path.of("events");
    private static final String ACCOUNT = "444455556666";
    private static final String REGION = "ap-south-1";

    @TestFactory
    List<DynamicTest> everySampleIsAboutTheAccountAndRegionItIsHandedInTo() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String guardrail : names(EVENTS)) {
            Path folder = EVENTS.resolve(guardrail).resolve("matching");
            for (String file : names(folder)) {
                String sample = Files.readString(folder.resolve(file));
                tests.add(
                        DynamicTest.dynamicTest(
                                guardrail + ": " + file, () -> here(guardrail, sample)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void here(String guardrail, String sample) throws Exception {
        List<Outcome> outcomes =
                inbox(guardrail).handle(new Message("request", sample, null, true));

        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.guardrail()).isEqualTo(guardrail);
                    assertThat(outcome.kind()).isIn(Outcome.Kind.GONE, Outcome.Kind.IGNORED);
                    if (outcome.kind() == Outcome.Kind.GONE) {
                        assertThat(outcome.resource()).contains(ACCOUNT);
                    } else {
                        // What the record itself says is fine; it was taken as one of this
                        // account's.
                        assertThat(outcome.why()).doesNotContain("another");
                    }
                    assertThat(outcome.toString()).doesNotContain("111122223333", "eu-central-1");
                });
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a service is looked up by its class alone
    private static Inbox inbox(String guardrail) {
        List<Runner<?>> runners = new ArrayList<>();
        for (Guardrail each : ServiceLoader.load(Guardrail.class)) {
            if (each.about().id().equals(guardrail)) {
                runners.add(
                        Runner.rehearsing(
                                each,
                                new Nothing(),
                                new Nobody(),
                                id -> {
                                    throw new AssertionError("nothing is there to be judged");
                                },
                                finding -> {},
                                Clock.systemUTC()));
            }
        }
        return new Inbox(
                "arn:aws:iam::%s:role/amends".formatted(ACCOUNT),
                REGION,
                runners,
                (delay, message) -> {
                    throw new AssertionError("who hands a sample in waits for the answer");
                },
                Clock.systemUTC());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** An account without the resource. */
    private static final class Nothing implements Resources<ResourceState> {
        @Override
        public @Nullable ResourceState read(Target target, @Nullable Change change) {
            return null;
        }

        @Override
        public void set(Target target, Map<String, @Nullable String> fields) {
            throw new AssertionError("nothing is there to be changed");
        }
    }

    /** An empty ledger that takes nothing. */
    private static final class Nobody implements Findings {
        @Override
        public @Nullable Finding find(String key) {
            return null;
        }

        @Override
        public Answer take(@Nullable Finding known, Move move, @Nullable String decision) {
            return new Answer.Refused(Answer.Reason.NOTHING_OPEN, null);
        }
    }
}
