package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.policy.Grant;
import dev.amends.policy.Who;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * A permission, or a statement of a resource policy, by which a service may invoke a function on
 * behalf of anyone, or by which anyone may do what it allows.
 */
public final class LambdaPermissionRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "lambda-permission-open",
                    "Lambda function that anyone's service can invoke",
                    Severity.MEDIUM,
                    true,
                    "0.1.0",
                    "Technically, any API gateway inside of AWS could invoke that lambda.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Template template = review.template();
        List<Violation> violations = new ArrayList<>();
        for (FunctionPolicy policy : FunctionPolicy.all(review)) {
            for (Grant grant : policy.grants()) {
                // A URL that anyone may call is its own mistake, and said once.
                boolean saidOfUrl =
                        policy.onlyUrl(grant) && FunctionUrlRule.mayBeOpen(policy, template);
                if (open(grant) && !saidOfUrl) {
                    violations.add(violation(policy, grant));
                }
            }
        }
        return violations;
    }

    private static boolean open(Grant grant) {
        return (grant.who() == Who.PUBLIC || grant.who() == Who.SERVICE_WITHOUT_SOURCE)
                && Grants.matters(grant);
    }

    private static Violation violation(FunctionPolicy policy, Grant grant) {
        Resource resource = policy.resource();
        boolean one = resource.type().equals(FunctionPolicy.PERMISSION);
        boolean bare = one && resource.get("SourceArn").isEmpty();
        return new Violation(
                INFO.id(),
                resource.logicalId(),
                one ? List.of("Principal") : List.of("PolicyDocument", "Statement"),
                policy.written().at(grant),
                Grants.severity(grant),
                "%s: %s".formatted(resource.logicalId(), Grants.sentence(grant)),
                bare && grant.who() == Who.SERVICE_WITHOUT_SOURCE
                        ? "SourceArn: !Sub arn:${AWS::Partition}:<service>:${AWS::Region}:${AWS::AccountId}:<source>"
                        : null);
    }
}
