package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of S3 that names no Region. */
public final class GlobalEndpointRule implements Rule {
    private static final String HOST = "(?:s3|s3-external-1)\\.amazonaws\\.com)(?![A-Za-z0-9.-])";
    private static final String LABELS = "(?:\\$?\\{[^{}]*}|[A-Za-z0-9.-])+\\.";

    /** Only an address: {@code s3.amazonaws.com} alone is also the service's name in policies. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?|s3)://((?:" + LABELS + ")?" + HOST);

    /** In scripts and settings a bucket's host is an address even without a scheme. */
    private static final Pattern BUCKETS_HOST = Pattern.compile("(?<![\\w.@-])(" + LABELS + HOST);

    /** Below these stand scripts and settings. */
    private static final Set<String> EMBEDDED =
            Set.of(
                    "UserData",
                    "AWS::CloudFormation::Init",
                    "Environment",
                    "EnvironmentVariables",
                    "BuildSpec",
                    "ZipFile");

    /** A line that nobody runs. */
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?:#|//).*$");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{20,}={0,2}\\s*");

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
                for (Value part : List.of(resource.properties(), resource.attributes())) {
                    Walk.through(
                            part,
                            (path, value) ->
                                    named(path, value, review.template())
                                            .ifPresent(name ->
                                                    violations.add(
                                                            violation(
                                                                    resource, path, value, name))));
                }
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

    private static Optional<String> named(List<String> path, Value value, Template template) {
        return switch (value) {
            case Value.Scalar scalar -> address(path, decoded(path, scalar.text()));
            case Value.Text text -> address(path, Walk.text(text));
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

    private static Optional<String> address(List<String> path, String text) {
        boolean embedded = path.stream().anyMatch(EMBEDDED::contains);
        String run = embedded ? COMMENT.matcher(text).replaceAll("") : text;
        Matcher address = ADDRESS.matcher(run);
        if (address.find()) {
            return Optional.of(address.group(1));
        }
        Matcher host = BUCKETS_HOST.matcher(run);
        return embedded && host.find() ? Optional.of(host.group(1)) : Optional.empty();
    }

    /** User data that somebody encoded already. */
    private static String decoded(List<String> path, String text) {
        if (!path.contains("UserData") || !BASE64.matcher(text).matches()) {
            return text;
        }
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
