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

/** A lifecycle rule that matches other keys than its author thinks. */
public final class LifecyclePrefixRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "lifecycle-prefix-mismatch",
                    "Lifecycle rule that matches nothing",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "this lifecycle policies need a fixed prefix");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource bucket : review.template().ofType("AWS::S3::Bucket")) {
            for (Lifecycle.Written written : Lifecycle.rules(bucket)) {
                Value prefix = written.prefix();
                if (prefix != null && written.rule().enabled()) {
                    LifecycleJudge.prefix(written.rule().prefix())
                            .ifPresent(why ->
                                    violations.add(
                                            Violation.of(
                                                    INFO,
                                                    bucket,
                                                    List.of(
                                                            "LifecycleConfiguration",
                                                            "Rules",
                                                            "Prefix"),
                                                    prefix.at(),
                                                    "The lifecycle %s of %s%s %s. Put what the rule is about first in the key, or tag objects and filter by tag."
                                                            .formatted(
                                                                    written.name(),
                                                                    bucket.logicalId(),
                                                                    Known.byDefault(prefix),
                                                                    why),
                                                    "TagFilters: [{ Key: kind, Value: debug }]")));
                }
            }
        }
        return violations;
    }
}
