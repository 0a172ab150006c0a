package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import dev.amends.template.machine.Fault;
import dev.amends.template.machine.MachineJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A state machine that is not ready for errors. */
public final class RetryCatchRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "sfn-missing-retry-catch",
                    "State machine that is not ready for errors",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "we had no tests in our code to check if S Three failed on a read");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Template template = review.template();
        List<Machines.Written> machines = Machines.of(review);
        boolean told = !machines.isEmpty() && told(template);
        List<Violation> violations = new ArrayList<>();
        for (Machines.Written written : machines) {
            for (Fault fault :
                    MachineJudge.faults(
                            written.machine(), id -> Machines.isFunction(template, id), told)) {
                violations.add(violation(written, fault));
            }
        }
        return violations;
    }

    /** Whether an alarm or a rule of this template tells somebody when an execution fails. */
    private static boolean told(Template template) {
        return template.ofType("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm").stream()
                        .anyMatch(alarm -> mentions(alarm, "ExecutionsFailed"))
                || template.ofType("AWS::Events::Rule").stream()
                        .anyMatch(rule -> mentions(rule, "aws.states"));
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

    private static Violation violation(Machines.Written written, Fault fault) {
        return new Violation(
                INFO.id(),
                written.resource().logicalId(),
                List.of(written.property(), fault.state()),
                written.at(fault.at()),
                fault.kind().severity(),
                "In %s, %s".formatted(written.named(fault.at()), fault.sentence()),
                snippet(fault));
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
            case NO_JITTER -> "\"JitterStrategy\": \"FULL\"";
            case MISPLACED_ALL, UNREACHED, LEADS_ASTRAY -> null;
        };
    }
}
