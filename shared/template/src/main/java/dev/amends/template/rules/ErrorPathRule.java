package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Violation;
import dev.amends.template.machine.ErrorPath;
import dev.amends.template.machine.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state machine with ways that are only taken when something fails, and that no test takes. */
public final class ErrorPathRule implements Rule {
    private static final int MOST = 6;
    private static final String TESTS = "tests";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "sfn-error-paths-untested",
                    "Error paths that nobody tests",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "I don't know very many organizations that test the error paths, both the known errors and the unknown errors.",
                    Map.of(
                            TESTS,
                            "files with the tests of state machines, relative to the template, separated by commas; none by default"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<String> tests = new ArrayList<>();
        for (String file : Options.list(review.option(INFO, TESTS, ""))) {
            review.files().apply(file).ifPresent(tests::add);
        }
        List<Violation> violations = new ArrayList<>();
        for (Machines.Written written : Machines.of(review)) {
            List<ErrorPath> untested =
                    ErrorPath.of(written.machine()).stream()
                            .filter(path -> tests.stream().noneMatch(test -> tests(test, path)))
                            .toList();
            if (!untested.isEmpty()) {
                violations.add(violation(written, untested));
            }
        }
        return violations;
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

    private static Violation violation(Machines.Written written, List<ErrorPath> untested) {
        ErrorPath first = untested.getFirst();
        Optional<State> state =
                written.machine().states().stream()
                        .filter(each -> each.name().equals(first.state()))
                        .findFirst();
        List<String> shown = untested.stream().limit(MOST).map(ErrorPath::shown).toList();
        String more =
                untested.size() > MOST ? "; and %d more".formatted(untested.size() - MOST) : "";
        return Violation.of(
                INFO,
                written.resource(),
                List.of(written.property()),
                state.map(each -> written.at(each.at())).orElse(written.start()),
                "%s has %s a test: %s%s."
                        .formatted(
                                written.resource().logicalId(),
                                untested.size() == 1
                                        ? "an error path that deserves"
                                        : untested.size() + " error paths that deserve",
                                String.join("; ", shown),
                                more),
                command(first));
    }

    /** To paste into a shell, so nothing of the definition may end a quotation. */
    private static String command(ErrorPath path) {
        String error =
                path.errors().stream()
                        .filter(each -> !each.equals("States.ALL"))
                        .findFirst()
                        .orElse("States.TaskFailed");
        return """
        # each path by itself, without calling anything
        aws stepfunctions test-state --definition file://definition.json --state-name '%s' \\
          --mock '{"errorOutput": {"error": "%s", "cause": "a test"}}'\
        """
                .formatted(safe(path.state()), safe(error));
    }

    private static String safe(String text) {
        return text.replaceAll("['\"\\\\\\p{Cntrl}]", "_");
    }
}
