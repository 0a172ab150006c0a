package dev.amends.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Origin;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.Seen;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Subject;
import dev.amends.core.ledger.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every move of the table, made by two writers at once on DynamoDB Local: one wins, once. */
class LedgerRaceTest {
    private static final LocalDynamo DYNAMO = LocalDynamo.get();
    private static final String TABLE = DYNAMO.ledgerTable();
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /** How each state is reached; the clock moves an hour between episodes of a held one. */
    private static final Map<State, List<Step>> WAYS =
            Map.ofEntries(
                    Map.entry(State.OPEN, List.of(Step.FLAG)),
                    Map.entry(State.AWAITING, List.of(Step.ASK)),
                    Map.entry(State.EXPIRED, List.of(Step.ASK, Step.EXPIRE)),
                    Map.entry(State.PAUSED, List.of(Step.HOLD)),
                    Map.entry(State.EXEMPT, List.of(Step.EXEMPT)),
                    Map.entry(State.ACTING, List.of(Step.FIX)),
                    Map.entry(State.FIXED, List.of(Step.FIX, Step.DONE)),
                    Map.entry(State.UNDONE, List.of(Step.FIX, Step.DONE, Step.UNDO, Step.DONE)),
                    Map.entry(State.YIELDED, List.of(Step.FIX, Step.DONE, Step.OWNER)),
                    Map.entry(State.RESOLVED, List.of(Step.FLAG, Step.FINE)),
                    Map.entry(State.FAILED, List.of(Step.FIX, Step.FAILED)),
                    Map.entry(State.GONE, List.of(Step.FLAG, Step.GONE)),
                    Map.entry(State.UNKNOWN, List.of(Step.UNSURE)),
                    Map.entry(
                            State.HELD,
                            List.of(
                                    Step.FIX, Step.DONE, Step.FIX, Step.DONE, Step.FIX, Step.DONE,
                                    Step.FIX)));

    private static int names;

    static Stream<Arguments> moves() {
        List<Arguments> moves = new ArrayList<>();
        for (State state : State.values()) {
            for (Step step : Step.values()) {
                moves.add(Arguments.of(state, step));
            }
        }
        return moves.stream();
    }

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("moves")
    void of_two_writers_one_moves_and_the_other_is_refused(State state, Step step)
            throws Exception {
        Subject subject = subject();
        Ledger ledger = new Ledger(DYNAMO.client(), TABLE);
        Instant at = START;
        for (Step each : WAYS.get(state)) {
            assertThat(
                            ledger.take(
                                    ledger.find(subject.key()),
                                    move(subject, each, "same", "first", at)))
                    .isInstanceOf(Answer.Moved.class);
            at = at.plus(after(each));
        }
        Finding before = ledger.find(subject.key());
        assertThat(before.state()).isEqualTo(state);
        Instant later = at.plus(Duration.ofHours(2));
        Answer expected = Episodes.answer(before, move(subject, step, "other", "a", later));

        List<Answer> answers = race(before, subject, step, later);

        long winners = answers.stream().filter(Answer.Moved.class::isInstance).count();
        Finding after = ledger.find(subject.key());
        if (expected instanceof Answer.Moved(Finding wanted)) {
            assertThat(winners).isEqualTo(1);
            assertThat(after.state()).isEqualTo(wanted.state());
            assertThat(after.rev()).isEqualTo(before.rev() + 1);
        } else {
            assertThat(winners).isZero();
            assertThat(after).isEqualTo(before);
        }
    }

    /** An approval is over after three hours, a read is believed three minutes after a fix. */
    private static Duration after(Step step) {
        return switch (step) {
            case DONE -> Duration.ofMinutes(3);
            case ASK -> Duration.ofHours(3);
            default -> Duration.ZERO;
        };
    }

    @Test
    void of_two_first_claims_one_wins_and_the_other_learns_that_it_is_busy() throws Exception {
        Subject subject = subject();
        List<Answer> answers = race(null, subject, Step.FIX, START);
        assertThat(answers).filteredOn(Answer.Moved.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Answer.Refused.class::isInstance)
                .singleElement()
                .extracting(answer -> ((Answer.Refused) answer).reason())
                .isEqualTo(Answer.Reason.BUSY);
    }

    @Test
    void a_finding_survives_writing_and_reading_in_every_field() {
        Subject subject = subject();
        Ledger ledger = new Ledger(DYNAMO.client(), TABLE);
        Answer answer = ledger.take(null, move(subject, Step.FIX, "same", "w", START));
        assertThat(ledger.find(subject.key())).isEqualTo(((Answer.Moved) answer).finding());
    }

    private static List<Answer> race(Finding before, Subject subject, Step step, Instant at)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Answer>> writers = new ArrayList<>();
            for (String name : List.of("a", "b")) {
                Ledger own = new Ledger(LocalDynamo.client(DYNAMO.endpoint()), TABLE);
                writers.add(
                        pool.submit(() -> {
                            start.await();
                            return own.take(before, move(subject, step, "other", name, at));
                        }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> writer : writers) {
                answers.add(writer.get());
            }
            return answers;
        }
    }

    private static Subject subject() {
        String name = "tap-" + names++;
        return new Subject(
                "leaky-tap",
                "Tap that drips",
                "guardrails/leaky-tap.md",
                new Target("111122223333", "eu-west-1", "arn:aws:x:::" + name, name));
    }

    private static Move move(Subject subject, Step step, String print, String worker, Instant at) {
        Map<String, String> before = new HashMap<>();
        before.put("valve", null);
        Remedy remedy =
                new Remedy(
                        "close it",
                        "Closed it.",
                        before,
                        Map.of("valve", "closed"),
                        true,
                        "the flowers could dry up",
                        List.of("tap close"),
                        "Valve: closed",
                        "valve = closed");
        Seen seen =
                new Seen(
                        "first",
                        print,
                        Severity.HIGH,
                        "It drips.",
                        "A litre an hour.",
                        "kitchen-stack",
                        "plumbers",
                        new Cause(
                                "event-" + print,
                                "OpenTap",
                                START,
                                "ana",
                                "arn:aws:iam::111122223333:user/ana",
                                Tool.CLI,
                                Origin.EVENT),
                        remedy);
        Move move = Move.of(subject, step, worker, at, "decided").seeing(seen);
        Term hours = new Term(at.plus(Duration.ofHours(1)), at.plus(Duration.ofHours(3)));
        return switch (step) {
            case RESTORE -> move.settledBy("ana").with(remedy);
            case UNDO -> move.with(remedy.inverse()).decided(decided(Decision.Kind.UNDO));
            case NOTE -> move.decided(decided(Decision.Kind.FIX).refused("it was too late."));
            case ASK, EXEMPT, HOLD -> move.lasting(hours);
            default -> move;
        };
    }

    private static Decided decided(Decision.Kind kind) {
        return new Decided("decision#leaky-tap#t", kind, "Ann", "U1", START, "", "");
    }
}
