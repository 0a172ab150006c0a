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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of S3 that names no Region. */
public final class GlobalEndpointRule implements Rule {
    /** Only an address: {@code s3.amazonaws.com} alone is also the service's name in policies. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:https?|s3)://((?:[A-Za-z0-9.${:}-]+\\.)?(?:s3|s3-external-1)\\.amazonaws\\.com)(?:[/:?]|$)");

    private static final RuleInfo INFO =
            new RuleInfo(
                    "s3-global-endpoint",
                    "Address of S3 without a Region",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "Just the one thing that was down was the global endpoint.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource resource : review.template().resources()) {
            if (resource.presence() != Resource.Presence.NEVER) {
                Walk.through(
                        resource.properties(),
                        (path, value) ->
                                named(value, review.template())
                                        .ifPresent(name ->
                                                violations.add(
                                                        violation(resource, path, value, name))));
            }
        }
        return violations;
    }

    private static Violation violation(
            Resource resource, List<String> path, Value value, String name) {
        return Violation.of(
                INFO,
                resource,
                path,
                value.at(),
                "%s names %s%s, which is one endpoint for all Regions: when it fails, whatever names its own Region goes on working."
                        .formatted(resource.logicalId(), name, Known.byDefault(value)),
                value instanceof Value.Reference reference
                        ? "!GetAtt " + reference.logicalId() + ".RegionalDomainName"
                        : "!Sub https://<bucket>.s3.${AWS::Region}.${AWS::URLSuffix}/");
    }

    private static Optional<String> named(Value value, Template template) {
        return switch (value) {
            case Value.Scalar scalar -> address(scalar.text());
            case Value.Text text -> address(Walk.text(text));
            case Value.Reference reference ->
                    "DomainName".equals(reference.attribute())
                                    && template.resource(reference.logicalId())
                                            .filter(each -> each.type().equals("AWS::S3::Bucket"))
                                            .isPresent()
                            ? Optional.of(reference.logicalId() + ".DomainName")
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
