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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack for each pull request that makes what an account may only make slowly.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">API
 *     Gateway developer guide, quotas</a>
 */
public final class ThrottleRule implements Rule {
    private static final String STACKS = "stacks";
    private static final String USUAL = "pr-*,*-pr-*";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "control-plane-throttle",
                    "Short-lived stack that runs into limits",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "you can only create two custom domains per minute",
                    Map.of(
                            STACKS,
                            "Names of stacks that live as long as a pull request, with commas between them; * stands for any characters; otherwise "
                                    + USUAL));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        String name = review.stack().name();
        List<Violation> violations = new ArrayList<>();
        if (name == null
                || Options.list(review.option(INFO, STACKS, USUAL)).stream()
                        .noneMatch(pattern -> Glob.matches(pattern, name))) {
            return violations;
        }
        for (Resource domain :
                review.template()
                        .ofType("AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName")) {
            violations.add(violation(domain, List.of(), domain.properties(), name));
        }
        for (Resource api :
                review.template().ofType("AWS::Serverless::Api", "AWS::Serverless::HttpApi")) {
            Optional<Value> domain = api.get("Domain");
            if (domain.isPresent() && !(domain.get() instanceof Value.Unknown)) {
                violations.add(violation(api, List.of("Domain"), domain.get(), name));
            }
        }
        return violations;
    }

    private static Violation violation(
            Resource resource, List<String> path, Value value, String stack) {
        return Violation.of(
                INFO,
                resource,
                path,
                path.isEmpty() ? resource.at() : value.at(),
                "%s makes a custom domain for the short-lived stack %s. An account may make two a minute in a Region, and that cannot be raised: with more pull requests than that, deployments fail. Share one wildcard domain."
                        .formatted(resource.logicalId(), stack),
                null);
    }
}
