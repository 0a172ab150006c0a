package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Stack.Shortcut;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A deployment for which somebody switched CloudFormation's own safeguards off. */
public final class UnvalidatedRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "iac-unvalidated",
                    "Deployment without its safeguards",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "Infrastructure's code is just YAML, just some config, right?");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Set<Shortcut> shortcuts = review.stack().shortcuts();
        List<Violation> violations = new ArrayList<>();
        if (shortcuts.contains(Shortcut.VALIDATION)) {
            violations.add(
                    Violation.ofStack(
                            INFO,
                            "It is deployed with DisableValidation: CloudFormation does not look at it before it begins, and what it would have refused fails halfway."));
        }
        if (shortcuts.contains(Shortcut.ROLLBACK)) {
            violations.add(
                    Violation.ofStack(
                            INFO,
                            "It is deployed with DisableRollback: when a part of it fails, the rest stays half changed until somebody mends it."));
        }
        return violations;
    }
}
