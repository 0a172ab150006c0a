package dev.amends.template.machine;

import dev.amends.template.machine.Fault.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Knows what goes wrong when a state machine meets an error. What is not known is never a fault.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Step
 *     Functions developer guide, handling errors</a>
 */
public final class MachineJudge {
    /** Seconds; a person who looks at an execution that long thinks it hangs. */
    private static final double LONG = 3600;

    private final StateMachine machine;
    private final Predicate<String> function;
    private final List<Fault> faults = new ArrayList<>();

    private MachineJudge(StateMachine machine, Predicate<String> function) {
        this.machine = machine;
        this.function = function;
    }

    /**
     * Its faults, one for each kind that several states may share, else one for each place.
     *
     * @param function whether a logical id is that of a Lambda function
     * @param told whether somebody is told when an execution fails, so that it need not catch
     */
    public static List<Fault> faults(
            StateMachine machine, Predicate<String> function, boolean told) {
        MachineJudge judge = new MachineJudge(machine, function);
        judge.retries();
        if (!told) {
            judge.catches();
        }
        for (State state : machine.states()) {
            judge.handlers(state);
            judge.waits(state);
        }
        judge.waits();
        return List.copyOf(judge.faults);
    }

    private void retries() {
        together(
                Kind.NO_RETRY,
                state -> !state.covered("Retry"),
                "are not tried again when they fail: one request that is throttled or cut off is enough.",
                "is not tried again when it fails: one request that is throttled or cut off is enough.");
        for (State state : machine.states()) {
            if (state.type().equals("Task")
                    && Task.lambda(state, function)
                    && !state.retriers().isEmpty()
                    && state.retriers().stream().noneMatch(MachineJudge::lambdaInPassing)) {
                add(
                        Kind.NARROW_RETRY,
                        state,
                        "the Retry of %s leaves out what Lambda fails with in passing, such as Lambda.TooManyRequestsException."
                                .formatted(Names.shown(state.name())));
            }
        }
    }

    private static boolean lambdaInPassing(Handler retrier) {
        return !retrier.known()
                || retrier.errors().contains(Handler.ALL)
                || retrier.errors().contains(Handler.TASK_FAILED)
                || retrier.errors().stream().anyMatch(Task.LAMBDA_IN_PASSING::contains);
    }

    private void catches() {
        together(
                Kind.NO_CATCH,
                state -> !state.covered("Catch"),
                "fail without a Catch: the execution ends there, half done, and no alarm on ExecutionsFailed tells anybody.",
                "fails without a Catch: the execution ends there, half done, and no alarm on ExecutionsFailed tells anybody.");
    }

    /** One fault about all states that call something and of which that is true. */
    private void together(Kind kind, Predicate<State> wrong, String these, String it) {
        List<State> states =
                machine.states().stream().filter(MachineJudge::calls).filter(wrong).toList();
        if (!states.isEmpty()) {
            add(
                    kind,
                    states.getFirst(),
                    "%s %s"
                            .formatted(
                                    Names.shown(states.stream().map(State::name).toList()),
                                    states.size() == 1 ? it : these));
        }
    }

    /** A task, or a map that reads its items from S3. */
    private static boolean calls(State state) {
        return state.type().equals("Task")
                || (state.type().equals("Map") && state.has("ItemReader"));
    }

    private void handlers(State state) {
        for (String field : List.of("Retry", "Catch")) {
            List<Handler> handlers = field.equals("Retry") ? state.retriers() : state.catchers();
            Set<String> before = new HashSet<>();
            for (int i = 0; i < handlers.size(); i++) {
                Handler handler = handlers.get(i);
                place(state, field, handler, i == handlers.size() - 1);
                reach(state, field, handler, before);
                before.addAll(handler.errors());
            }
        }
        for (Handler catcher : state.catchers()) {
            lead(state, catcher);
        }
    }

    private void place(State state, String field, Handler handler, boolean last) {
        if (!handler.errors().contains(Handler.ALL)) {
            return;
        }
        String name = Names.shown(state.name());
        if (handler.errors().size() > 1 || !handler.known()) {
            add(
                    Kind.MISPLACED_ALL,
                    handler,
                    state,
                    "the %s of %s names States.ALL beside other errors; it has to stand alone."
                            .formatted(field, name));
        } else if (!last) {
            add(
                    Kind.MISPLACED_ALL,
                    handler,
                    state,
                    "the %s of %s goes on after States.ALL, which has to come last: what follows is never reached."
                            .formatted(field, name));
        }
    }

    private void reach(State state, String field, Handler handler, Set<String> before) {
        boolean reached =
                !handler.known()
                        || handler.errors().isEmpty()
                        // Said already: it goes on after States.ALL.
                        || before.contains(Handler.ALL)
                        || handler.errors().stream().anyMatch(error -> !taken(error, before));
        if (!reached) {
            add(
                    Kind.UNREACHED,
                    handler,
                    state,
                    "the %s of %s for %s is never reached: what stands before it takes the same errors."
                            .formatted(field, Names.shown(state.name()), handler.shown()));
        }
    }

    private static boolean taken(String error, Set<String> before) {
        // What States.TaskFailed takes of Step Functions' own errors differs from one to the next.
        return before.contains(error)
                || (before.contains(Handler.TASK_FAILED) && !error.startsWith("States."));
    }

    private void lead(State state, Handler catcher) {
        String name = Names.shown(state.name());
        if (catcher.next().equals(state.name())) {
            add(
                    Kind.LEADS_ASTRAY,
                    catcher,
                    state,
                    "the Catch of %s leads back to %s: what fails for good goes round until the execution is cut off."
                            .formatted(name, name));
        } else if (!catcher.next().isEmpty()
                && !catcher.next().contains("${")
                && !state.siblings().contains(catcher.next())) {
            add(
                    Kind.LEADS_ASTRAY,
                    catcher,
                    state,
                    "the Catch of %s leads to %s, which is not among the states beside it."
                            .formatted(name, Names.shown(catcher.next())));
        }
    }

    private void waits(State state) {
        boolean ends =
                machine.bounded()
                        || state.has("TimeoutSeconds")
                        || state.has("TimeoutSecondsPath")
                        || state.has("HeartbeatSeconds")
                        || state.has("HeartbeatSecondsPath");
        if (state.type().equals("Task") && Task.answeredFromOutside(state) && !ends) {
            add(
                    Kind.NO_TIMEOUT,
                    state,
                    "%s waits for an answer from outside that may never come: without TimeoutSeconds or HeartbeatSeconds it waits for as long as an execution may take, a year."
                            .formatted(Names.shown(state.name())));
        }
    }

    private void waits() {
        for (State state : machine.states()) {
            for (Handler retrier : state.retriers()) {
                longest(retrier, retrier.number("MaxAttempts", 3))
                        .ifPresent(wait ->
                                add(
                                        Kind.LONG_WAIT,
                                        retrier,
                                        state,
                                        "%s waits %s before its last try: BackoffRate without MaxDelaySeconds has no upper end."
                                                .formatted(Names.shown(state.name()), wait)));
            }
        }
    }

    /** The wait before the last try, for people, when it is a long one. */
    private static Optional<String> longest(Handler retrier, double attempts) {
        double seconds =
                retrier.number("IntervalSeconds", 1)
                        * Math.pow(retrier.number("BackoffRate", 2), attempts - 1);
        if (retrier.has("MaxDelaySeconds") || !(attempts > 1) || !(seconds > LONG)) {
            return Optional.empty();
        }
        double hours = seconds / 3600;
        return Optional.of(
                hours < 48
                        ? String.format(Locale.ROOT, "%.0f h", hours)
                        : String.format(Locale.ROOT, "%,.0f days", hours / 24));
    }

    private void add(Kind kind, State state, String sentence) {
        boolean retry = kind == Kind.NO_RETRY || kind == Kind.NARROW_RETRY;
        faults.add(
                new Fault(
                        kind,
                        state.name(),
                        state.at(),
                        sentence,
                        retry ? retriable(state) : List.of()));
    }

    private void add(Kind kind, Handler handler, State state, String sentence) {
        faults.add(new Fault(kind, state.name(), handler.at(), sentence, List.of()));
    }

    /** Of other services the names differ, and States.TaskFailed stands for all of them. */
    private List<String> retriable(State state) {
        return Task.lambda(state, function) ? Task.LAMBDA_IN_PASSING : List.of(Handler.TASK_FAILED);
    }
}
