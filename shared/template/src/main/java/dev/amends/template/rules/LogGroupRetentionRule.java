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

/** A log group that the template makes without a retention. */
public final class LogGroupRetentionRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "log-group-no-retention",
                    "Log group that keeps everything for ever",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "it will set the retention policy to be infinity because it doesn't know how long you want to keep");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource group : review.template().ofType("AWS::Logs::LogGroup")) {
            if (group.get("RetentionInDays").isEmpty() && keeps(group)) {
                violations.add(
                        new Violation(
                                INFO.id(),
                                group.logicalId(),
                                List.of("RetentionInDays"),
                                group.at(),
                                INFO.severity(),
                                "Without RetentionInDays, the log group %s keeps its logs for ever, and you pay for them for ever."
                                        .formatted(group.logicalId()),
                                "RetentionInDays: 30"));
            }
        }
        return violations;
    }

    /**
     * Class DELIVERY keeps logs for a day whatever is set; of one that is not known nothing is
     * said.
     */
    private static boolean keeps(Resource group) {
        Value logGroupClass = group.get("LogGroupClass").orElse(null);
        return logGroupClass == null
                || (logGroupClass instanceof Value.Scalar scalar
                        && !scalar.text().equals("DELIVERY"));
    }
}
