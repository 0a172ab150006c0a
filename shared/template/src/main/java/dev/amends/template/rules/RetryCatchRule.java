package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import dev.amends.template.machine.ErrorPath;
import dev.amends.template.machine.Fault;
import dev.amends.template.machine.MachineJudge;
import dev.amends.template.machine.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A state machine that is not ready for errors. Its error paths that no test takes are told with
 * the first of its faults: by themselves they are no mistake.
 */
public final class RetryCatchRule implements Rule {
    private static final int MOST_PATHS = 6;
    private static final String TESTS = "tests";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "sfn-missing-retry-catch",
                    "State machine that is not ready for errors",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "we had no tests in our code to check if S Three failed on a read",
                    Map.of(
                            TESTS,
                            "files with the tests of state machines, relative to the template, separated by commas; none by default"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Template template = review.template();
        List<Machines.Written> machines = Machines.of(review);
        boolean told = !machines.isEmpty() && told(template);
        List<String> tests = new ArrayList<>();
        for (String file : Options.list(review.option(INFO, TESTS, ""))) {
            review.files().apply(file).ifPresent(tests::add);
        }
        List<Violation> violations = new ArrayList<>();
        for (Machines.Written written : machines) {
            List<ErrorPath> untested = untested(written.machine(), tests);
            for (Fault fault :
                    MachineJudge.faults(
                            written.machine(), id -> Machines.isFunction(template, id), told)) {
                violations.add(violation(written, fault, untested));
                untested = List.of();
            }
        }
        return violations;
    }

    private static List<ErrorPath> untested(StateMachine machine, List<String> tests) {
        return ErrorPath.of(machine).stream()
                .filter(path -> tests.stream().noneMatch(test -> tests(test, path)))
                .toList();
    }

    /**
     * Whether a test speaks of a path: of the state and of one of its errors. Of those that stand
     * for any error, any will do.
     */
    private static boolean tests(String test, ErrorPath path) {
        return test.contains(path.state())
                && path.errors().stream()
                        .anyMatch(error ->
                                error.equals("States.ALL")
                                        || error.equals("States.TaskFailed")
                                        || test.contains(error));
    }

    /**
     * Whether an alarm or a rule of this template tells somebody when an execution fails, or may as
     * far as it is known.
     */
    private static boolean told(Template template) {
        return template.ofType("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm").stream()
                        .anyMatch(alarm ->
                                Known.unclear(alarm.get("MetricName"))
                                        || mentions(alarm, "ExecutionsFailed"))
                || template.ofType("AWS::Events::Rule").stream()
                        .anyMatch(rule ->
                                Known.unclear(rule.get("EventPattern", "source"))
                                        || mentions(rule, "aws.states"));
    }

    private static boolean mentions(Resource resource, String word) {
        List<Value> found = new ArrayList<>();
        Walk.through(
                resource.properties(),
                (path, value) -> {
                    if (value instanceof Value.Scalar scalar && scalar.text().equals(word)) {
                        found.add(value);
                    }
                });
        return !found.isEmpty();
    }

    private static Violation violation(
            Machines.Written written, Fault fault, List<ErrorPath> untested) {
        String snippet = snippet(fault);
        String sentence = "In %s, %s".formatted(written.named(fault.at()), fault.sentence());
        if (!untested.isEmpty()) {
            sentence += " " + paths(untested);
            snippet = (snippet == null ? "" : snippet + "\n") + commands(untested);
        }
        return new Violation(
                INFO.id(),
                written.resource().logicalId(),
                List.of(written.property(), fault.state()),
                written.at(fault.at()),
                fault.kind().severity(),
                sentence,
                snippet);
    }

    private static String paths(List<ErrorPath> untested) {
        List<String> shown = untested.stream().limit(MOST_PATHS).map(ErrorPath::shown).toList();
        return "%s a test, too: %s%s."
                .formatted(
                        untested.size() == 1
                                ? "One error path deserves"
                                : untested.size() + " error paths deserve",
                        String.join("; ", shown),
                        untested.size() > MOST_PATHS
                                ? "; and %d more".formatted(untested.size() - MOST_PATHS)
                                : "");
    }

    private static String commands(List<ErrorPath> untested) {
        return "# each error path by itself, without calling anything\n"
                + untested.stream()
                        .limit(MOST_PATHS)
                        .map(RetryCatchRule::command)
                        .collect(Collectors.joining("\n"));
    }

    /** To paste into a shell, so nothing of the definition may end a quotation. */
    private static String command(ErrorPath path) {
        String error =
                path.errors().stream()
                        .filter(each -> !each.equals("States.ALL"))
                        .findFirst()
                        .orElse("States.TaskFailed");
        return """
        aws stepfunctions test-state --definition file://definition.json --state-name '%s' \\
          --mock '{"errorOutput": {"error": "%s", "cause": "a test"}}'\
        """
                .formatted(safe(path.state()), safe(error));
    }

    private static String safe(String text) {
        return text.replaceAll("['\"\\\\\\p{Cntrl}]", "_");
    }

    /** JSON, which is YAML, too. */
    private static @Nullable String snippet(Fault fault) {
        return switch (fault.kind()) {
            case NO_RETRY, NARROW_RETRY ->
                    """
                    "Retry": [{
                      "ErrorEquals": [%s],
                      "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 3, "MaxDelaySeconds": 30, "JitterStrategy": "FULL"
                    }]\
                    """
                            .formatted(
                                    fault.retriable().stream()
                                            .map(error -> '"' + error + '"')
                                            .collect(Collectors.joining(", ")));
            case NO_CATCH -> "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Undo\"}]";
            case NO_TIMEOUT -> "\"TimeoutSeconds\": 3600";
            case LONG_WAIT -> "\"MaxDelaySeconds\": 300";
            case MISPLACED_ALL, UNREACHED, LEADS_ASTRAY -> null;
        };
    }
}
