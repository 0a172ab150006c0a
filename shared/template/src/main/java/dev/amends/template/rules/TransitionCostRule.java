package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import dev.amends.template.lifecycle.LifecycleJudge;
import java.util.ArrayList;
import java.util.List;

/**
 * A lifecycle rule that moves objects into another storage class whatever their size. Since
 * September 2024 S3 leaves objects below 128 KB where they are unless the configuration says
 * otherwise, so only a configuration that does is certain to move the smallest ones.
 */
public final class TransitionCostRule implements Rule {
    private static final String MINIMUM = "TransitionDefaultMinimumObjectSize";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "lifecycle-transition-cost",
                    "Lifecycle rule that pays for each small object",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "the rough cost was about one hundred k. To press that button in the console.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource bucket : review.template().ofType("AWS::S3::Bucket")) {
            boolean varies =
                    Known.text(bucket, "LifecycleConfiguration", MINIMUM)
                            .equals("varies_by_storage_class");
            for (Lifecycle.Written written : Lifecycle.rules(bucket)) {
                for (Value transition : written.transitions()) {
                    if (written.rule().enabled()) {
                        LifecycleJudge.transition(
                                        written.rule(),
                                        Known.text(transition, "StorageClass"),
                                        varies)
                                .ifPresent(cost ->
                                        violations.add(
                                                violation(bucket, written, transition, cost)));
                    }
                }
            }
        }
        return violations;
    }

    private static Violation violation(
            Resource bucket, Lifecycle.Written written, Value transition, String cost) {
        return Violation.of(
                INFO,
                bucket,
                List.of("LifecycleConfiguration", "Rules", "Transitions"),
                transition.at(),
                "The lifecycle %s of %s %s. Leave small objects where they are, or put them together first."
                        .formatted(written.name(), bucket.logicalId(), cost),
                "ObjectSizeGreaterThan: \"131072\"");
    }
}
