package dev.amends.template.rules;

import dev.amends.core.guardrail.Glob;
import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A function that may change its own configuration: that is how leaks are hidden, by recycling all
 * instances. Only an action that names the call, or all updates, is taken for it; {@code lambda:*}
 * is carelessness of another kind.
 */
public final class SelfRecycleRule implements Rule {
    private static final String ACTION = "lambda:updatefunctionconfiguration";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "self-recycle-by-config",
                    "Function that may recycle itself",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "if you just update an environment variable on yourself, you will flush all versions of the lambda that's running");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        Set<String> roles = new HashSet<>();
        for (Resource role : review.template().ofType("AWS::IAM::Role")) {
            if (forFunctions(role)) {
                roles.add(role.logicalId());
                for (Value policy : Known.items(role, "Policies")) {
                    look(role, role.logicalId(), Known.field(policy, "PolicyDocument"), violations);
                }
            }
        }
        for (Resource policy :
                review.template().ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
            Known.items(policy, "Roles").stream()
                    .map(Known::referred)
                    .filter(roles::contains)
                    .findFirst()
                    .ifPresent(role ->
                            look(
                                    policy,
                                    role,
                                    policy.get("PolicyDocument").orElse(null),
                                    violations));
        }
        for (Resource function : review.template().ofType("AWS::Serverless::Function")) {
            for (Value policy : Known.items(function, "Policies")) {
                look(function, function.logicalId(), policy, violations);
            }
        }
        return violations;
    }

    private static boolean forFunctions(Resource role) {
        for (Value statement : Known.items(role, "AssumeRolePolicyDocument", "Statement")) {
            Value service = Known.field(Known.field(statement, "Principal"), "Service");
            if (service != null
                    && Known.items(service).stream()
                            .anyMatch(each ->
                                    each instanceof Value.Scalar scalar
                                            && scalar.text().equals("lambda.amazonaws.com"))) {
                return true;
            }
        }
        return false;
    }

    private static void look(
            Resource resource, String whose, @Nullable Value document, List<Violation> violations) {
        Value statements = Known.field(document, "Statement");
        for (Value statement : statements == null ? List.<Value>of() : Known.items(statements)) {
            Value actions = Known.field(statement, "Action");
            if (actions == null || !Known.text(statement, "Effect").equals("Allow")) {
                continue;
            }
            Known.items(actions).stream()
                    .filter(SelfRecycleRule::recycles)
                    .findFirst()
                    .ifPresent(action ->
                            violations.add(
                                    Violation.of(
                                            INFO,
                                            resource,
                                            List.of("Action"),
                                            action.at(),
                                            "A function with the permissions of %s may change its own configuration, which throws all its instances away. Where that is done to get rid of leaked memory, end the process instead, or mend the leak."
                                                    .formatted(whose),
                                            null)));
        }
    }

    private static boolean recycles(Value action) {
        if (!(action instanceof Value.Scalar scalar)) {
            return false;
        }
        String pattern = scalar.text().toLowerCase(Locale.ROOT);
        return pattern.startsWith("lambda:update") && Glob.matches(pattern, ACTION);
    }
}
