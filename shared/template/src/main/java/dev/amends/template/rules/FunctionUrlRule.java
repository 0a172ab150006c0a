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

/** A function URL that asks for no signature. */
public final class FunctionUrlRule implements Rule {
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
        List<Violation> violations = new ArrayList<>();
        for (Resource url : review.template().ofType("AWS::Lambda::Url")) {
            look(url, List.of("AuthType"), violations);
        }
        for (Resource function : review.template().ofType("AWS::Serverless::Function")) {
            look(function, List.of("FunctionUrlConfig", "AuthType"), violations);
        }
        return violations;
    }

    private static void look(Resource resource, List<String> path, List<Violation> violations) {
        if (resource.get(path.toArray(String[]::new)).orElse(null) instanceof Value.Scalar type
                && type.text().equals("NONE")) {
            violations.add(
                    new Violation(
                            INFO.id(),
                            resource.logicalId(),
                            path,
                            type.at(),
                            INFO.severity(),
                            "Anyone on the internet can call %s through its function URL%s, if its policy says so, too."
                                    .formatted(
                                            resource.logicalId(),
                                            type.assumed() ? " by default" : ""),
                            "AuthType: AWS_IAM"));
        }
    }
}
