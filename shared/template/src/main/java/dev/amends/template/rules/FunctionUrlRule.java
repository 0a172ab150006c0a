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
    private static final String SAM_FUNCTION = "AWS::Serverless::Function";
    private static final String SAM_WEB_FUNCTION = "AWS::Serverless::WebFunction";
    private static final String ENDPOINT = "AWS::Lambda::WebFunctionEndpoint";

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
        List<Violation> violations = new ArrayList<>();
        List<Resource> urls = withoutAuth(template);
        List<FunctionPolicy> policies = urls.isEmpty() ? List.of() : FunctionPolicy.all(review);
        for (Resource url : urls) {
            List<String> path = path(url);
            Value authType = url.get(path.toArray(String[]::new)).orElseThrow();
            String byDefault = authType.assumed() ? " by default" : "";
            String sentence =
                    web(url)
                            ? "Anyone on the internet can call %s: with AuthType ApplicationManaged%s every request reaches the code of the web function."
                                    .formatted(url.logicalId(), byDefault)
                            : "Anyone on the internet can call %s through its function URL%s%s"
                                    .formatted(
                                            url.logicalId(),
                                            byDefault,
                                            opened(url, policies, template)
                                                    ? "."
                                                    : ", if its policy says so, too.");
            violations.add(
                    Violation.of(
                            INFO,
                            url,
                            path,
                            authType.at(),
                            sentence,
                            web(url) ? "AuthType: IamAuth" : "AuthType: AWS_IAM"));
        }
        return violations;
    }

    /** Whether the policy surely lets everyone through: SAM writes both statements itself. */
    private static boolean opened(Resource url, List<FunctionPolicy> policies, Template template) {
        String function = function(url, template);
        return url.type().equals(SAM_FUNCTION)
                || policies.stream().anyMatch(policy -> policy.opensUrl(function));
    }

    /** What asks for no signature: a URL, an endpoint, or a function of SAM that has one. */
    private static List<Resource> withoutAuth(Template template) {
        return urls(template).stream().filter(url -> asksForNone(authType(url))).toList();
    }

    private static List<Resource> urls(Template template) {
        return template.ofType("AWS::Lambda::Url", SAM_FUNCTION, ENDPOINT, SAM_WEB_FUNCTION);
    }

    private static @Nullable Value authType(Resource url) {
        return url.get(path(url).toArray(String[]::new)).orElse(null);
    }

    private static boolean asksForNone(@Nullable Value authType) {
        return authType instanceof Value.Scalar type
                && (type.text().equals("NONE") || type.text().equals("ApplicationManaged"));
    }

    /**
     * Whether the function of a policy may have a URL that asks for no signature, as far as it is
     * known.
     */
    static boolean mayBeOpen(FunctionPolicy policy, Template template) {
        for (Resource url : urls(template)) {
            Value authType = authType(url);
            String of = function(url, template);
            if ((authType instanceof Value.Unknown || asksForNone(authType))
                    && (of == null || policy.mayBeOf(of))) {
                return true;
            }
        }
        return false;
    }

    /** The function or alias that a URL belongs to; null when that is not known. */
    static @Nullable String function(Resource url, Template template) {
        if (url.type().startsWith("AWS::Serverless::")) {
            return url.logicalId();
        }
        String function =
                url.get(web(url) ? "FunctionName" : "TargetFunctionArn")
                        .map(target -> FunctionPolicy.function(target, template))
                        .orElse(null);
        Optional<Value> qualifier = url.get("Qualifier");
        if (function == null || qualifier.isEmpty()) {
            return function;
        }
        return qualifier.get() instanceof Value.Scalar alias ? function + ":" + alias.text() : null;
    }

    private static boolean web(Resource url) {
        return url.type().equals(ENDPOINT) || url.type().equals(SAM_WEB_FUNCTION);
    }

    private static List<String> path(Resource url) {
        return url.type().equals(SAM_FUNCTION)
                ? List.of("FunctionUrlConfig", "AuthType")
                : List.of("AuthType");
    }
}
