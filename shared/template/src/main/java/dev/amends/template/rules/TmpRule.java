package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.List;

/** A function whose {@code /tmp} was enlarged: somebody has met it full. */
public final class TmpRule implements Rule {
    /** What every function has. */
    private static final int GIVEN = 512;

    private static final RuleInfo INFO =
            new RuleInfo(
                    "tmp-stateful-full",
                    "Function that fills up /tmp",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "TMP is stateful per instance, right?");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource function :
                review.template().ofType("AWS::Lambda::Function", "AWS::Serverless::Function")) {
            Value.Scalar size = Known.scalar(function, "EphemeralStorage", "Size");
            if (size != null && megabytes(size) > GIVEN) {
                violations.add(
                        Violation.of(
                                INFO,
                                function,
                                List.of("EphemeralStorage", "Size"),
                                size.at(),
                                "The /tmp of %s was enlarged to %s MB%s: files that one invocation leaves there are still there at the next, until it is full. Delete them when it is done, whatever comes of it."
                                        .formatted(
                                                function.logicalId(),
                                                size.text(),
                                                Known.byDefault(size)),
                                null));
            }
        }
        return violations;
    }

    private static int megabytes(Value.Scalar size) {
        try {
            return Integer.parseInt(size.text());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
