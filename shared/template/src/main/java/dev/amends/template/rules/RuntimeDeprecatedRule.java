package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function whose runtime AWS ends, or has ended. */
public final class RuntimeDeprecatedRule implements Rule {
    /** Whoever has to move a runtime wants to know half a year before. */
    private static final int DAYS_BEFORE = 180;

    private static final RuleInfo INFO =
            new RuleInfo(
                    "runtime-deprecated",
                    "Lambda runtime that ends",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "And so they can go and update the SDK as part of the native runtime.");

    private final Runtimes runtimes = new Runtimes();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource function :
                review.template().ofType("AWS::Lambda::Function", "AWS::Serverless::Function")) {
            if (function.get("Runtime").orElse(null) instanceof Value.Scalar runtime) {
                runtimes.of(runtime.text())
                        .filter(end -> end.first().minusDays(DAYS_BEFORE).isBefore(review.today()))
                        .ifPresent(end ->
                                violations.add(violation(function, runtime, end, review.today())));
            }
        }
        return violations;
    }

    private Violation violation(
            Resource function, Value.Scalar runtime, Runtimes.End end, LocalDate today) {
        boolean over = over(end.deprecated(), today);
        String sentence =
                "%s runs on %s%s, which AWS %s on %s%s (AWS's table as of %s)."
                        .formatted(
                                function.logicalId(),
                                runtime.text(),
                                runtime.assumed() ? " by default" : "",
                                over ? "deprecated" : "will deprecate",
                                end.deprecated(),
                                blocked(end, today),
                                runtimes.asOf());
        Severity severity =
                over(end.noUpdate(), today)
                        ? Severity.HIGH
                        : over || over(end.noCreate(), today) ? Severity.MEDIUM : Severity.LOW;
        return new Violation(
                INFO.id(),
                function.logicalId(),
                List.of("Runtime"),
                runtime.at(),
                severity,
                sentence,
                null);
    }

    /** What AWS refuses from when on; empty while it names no day. */
    private static String blocked(Runtimes.End end, LocalDate today) {
        List<String> steps = new ArrayList<>();
        step("a new stack with it", end.noCreate(), today, steps);
        step("an update of the function", end.noUpdate(), today, steps);
        return steps.isEmpty() ? "" : "; " + String.join(", and ", steps);
    }

    private static void step(
            String what, @Nullable LocalDate from, LocalDate today, List<String> into) {
        if (from != null) {
            into.add(what + (over(from, today) ? " has failed since " : " will fail from ") + from);
        }
    }

    private static boolean over(@Nullable LocalDate day, LocalDate today) {
        return day != null && !day.isAfter(today);
    }
}
