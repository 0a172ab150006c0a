package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.core.json.Node;
import dev.amends.policy.Grant;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A permission by which a service may invoke a function on behalf of anyone. */
public final class LambdaPermissionRule implements Rule {
    /** The properties that limit a permission, and the condition that Lambda makes of each. */
    private static final Map<String, List<String>> CONDITIONS =
            Map.of(
                    "SourceArn", List.of("ArnLike", "AWS:SourceArn"),
                    "SourceAccount", List.of("StringEquals", "AWS:SourceAccount"),
                    "PrincipalOrgID", List.of("StringEquals", "aws:PrincipalOrgID"),
                    "EventSourceToken", List.of("StringEquals", "lambda:EventSourceToken"),
                    "FunctionUrlAuthType", List.of("StringEquals", "lambda:FunctionUrlAuthType"));

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
        List<Violation> violations = new ArrayList<>();
        for (Resource permission : review.template().ofType("AWS::Lambda::Permission")) {
            grant(permission, review)
                    .filter(LambdaPermissionRule::open)
                    .ifPresent(grant -> violations.add(violation(permission, grant)));
        }
        return violations;
    }

    /** A URL that anyone may call is its own mistake, {@link FunctionUrlRule}. */
    private static boolean open(Grant grant) {
        return (grant.who() == Who.PUBLIC || grant.who() == Who.SERVICE_WITHOUT_SOURCE)
                && Grants.matters(grant);
    }

    private static Optional<Grant> grant(Resource permission, Review review) {
        Template template = review.template();
        Object principal = known(permission, "Principal", template);
        if (!(principal instanceof String who)) {
            return Optional.empty();
        }
        Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> each : CONDITIONS.entrySet()) {
            Optional<Value> value = permission.get(each.getKey());
            if (value.isEmpty()) {
                continue;
            }
            Object written = PolicyJson.known(value.get(), template);
            if (written == null) {
                // It limits the permission to something, and to what cannot be told.
                return Optional.empty();
            }
            conditions
                    .computeIfAbsent(each.getValue().getFirst(), operator -> new LinkedHashMap<>())
                    .put(each.getValue().getLast(), written);
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", principal(who));
        statement.put("Action", "lambda:InvokeFunction");
        statement.put(
                "Resource", "arn:aws:lambda:us-east-1:" + PolicyJson.ACCOUNT + ":function:it");
        if (!conditions.isEmpty()) {
            statement.put("Condition", conditions);
        }
        String policy =
                Node.write(Map.of("Version", "2012-10-17", "Statement", List.of(statement)));
        return PolicyAnalyser.analyse(
                        PolicyJson.own(policy, review),
                        Setting.function(function(permission), PolicyJson.ACCOUNT, "aws"))
                .worst();
    }

    private static Object principal(String who) {
        return who.equals("*")
                ? "*"
                : who.contains(".amazonaws.com") || who.contains(".amazon.com")
                        ? Map.of("Service", who)
                        : Map.of("AWS", who);
    }

    private static @Nullable Object known(Resource permission, String property, Template template) {
        return permission
                .get(property)
                .map(value -> PolicyJson.known(value, template))
                .orElse(null);
    }

    private static String function(Resource permission) {
        return permission.get("FunctionName").orElse(null) instanceof Value.Reference reference
                ? reference.logicalId()
                : "the function of " + permission.logicalId();
    }

    private static Violation violation(Resource permission, Grant grant) {
        return new Violation(
                INFO.id(),
                permission.logicalId(),
                List.of("Principal"),
                permission.get("Principal").map(Value::at).orElse(permission.at()),
                Grants.severity(grant),
                "%s: %s".formatted(permission.logicalId(), Grants.sentence(grant)),
                permission.get("SourceArn").isEmpty() && grant.who() == Who.SERVICE_WITHOUT_SOURCE
                        ? "SourceArn: !Sub arn:${AWS::Partition}:<service>:${AWS::Region}:${AWS::AccountId}:<source>"
                        : null);
    }
}
