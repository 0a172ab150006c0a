package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function URL that asks for no signature, or an endpoint of a web function that leaves it to the
 * code (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/web-functions-endpoint-access-control.html">Lambda
 * developer guide, endpoint access control</a>). The two statements by which a policy lets everyone
 * through a URL belong to this mistake: they are no finding of their own.
 */
public final class FunctionUrlRule implements Rule {
    private static final String SAM = "AWS::Serverless::Function";
    private static final List<String> AUTH_TYPE = List.of("AuthType");
    private static final List<String> SAM_AUTH_TYPE = List.of("FunctionUrlConfig", "AuthType");

    private static final RuleInfo INFO =
            new RuleInfo(
                    "function-url-public",
                    "Function URL that anyone can call",
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
        List<FunctionPolicy> policies = FunctionPolicy.all(review);
        List<Violation> violations = new ArrayList<>();
        for (Resource url : withoutAuth(template)) {
            String function = function(url, template);
            // SAM writes both statements itself; of another URL the policy may be elsewhere.
            boolean surely =
                    url.type().equals(SAM)
                            || policies.stream().anyMatch(policy -> policy.opensUrl(function));
            violations.add(
                    violation(
                            url,
                            path(url),
                            "Anyone on the internet can call %s through its function URL%s"
                                    .formatted(url.logicalId(), byDefault(url, path(url))),
                            surely ? "." : ", if its policy says so, too.",
                            "AuthType: AWS_IAM"));
        }
        for (Resource endpoint :
                template.ofType(
                        "AWS::Lambda::WebFunctionEndpoint", "AWS::Serverless::WebFunction")) {
            if (is(endpoint, AUTH_TYPE, "ApplicationManaged")) {
                violations.add(
                        violation(
                                endpoint,
                                AUTH_TYPE,
                                "Anyone on the internet can call %s: with AuthType ApplicationManaged every request reaches the code of the web function%s"
                                        .formatted(
                                                endpoint.logicalId(),
                                                byDefault(endpoint, AUTH_TYPE)),
                                ".",
                                "AuthType: IamAuth"));
            }
        }
        return violations;
    }

    /** The function URLs that ask for no signature; of SAM, the functions that have one. */
    static List<Resource> withoutAuth(Template template) {
        return template.ofType("AWS::Lambda::Url", SAM).stream()
                .filter(url -> is(url, path(url), "NONE"))
                .toList();
    }

    /** The function or alias that a URL belongs to; null when that is not known. */
    static @Nullable String function(Resource url, Template template) {
        if (url.type().equals(SAM)) {
            return url.logicalId();
        }
        String function =
                url.get("TargetFunctionArn")
                        .map(target -> FunctionPolicy.function(target, template))
                        .orElse(null);
        Optional<Value> qualifier = url.get("Qualifier");
        if (function == null || qualifier.isEmpty()) {
            return function;
        }
        return qualifier.get() instanceof Value.Scalar alias ? function + ":" + alias.text() : null;
    }

    private static List<String> path(Resource url) {
        return url.type().equals(SAM) ? SAM_AUTH_TYPE : AUTH_TYPE;
    }

    private static Optional<Value> value(Resource resource, List<String> path) {
        return resource.get(path.toArray(String[]::new));
    }

    private static boolean is(Resource resource, List<String> path, String text) {
        return value(resource, path).orElse(null) instanceof Value.Scalar scalar
                && scalar.text().equals(text);
    }

    private static String byDefault(Resource resource, List<String> path) {
        return value(resource, path).map(Value::assumed).orElse(false) ? " by default" : "";
    }

    private static Violation violation(
            Resource resource, List<String> path, String sentence, String end, String snippet) {
        return Violation.of(
                INFO,
                resource,
                path,
                value(resource, path).map(Value::at).orElse(resource.at()),
                sentence + end,
                snippet);
    }
}
