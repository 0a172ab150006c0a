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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A load balancer that the internet reaches and that keeps no access logs. */
public final class AccessLogsRule implements Rule {
    private static final String ANY = "*";
    private static final String ENABLED = "access_logs.s3.enabled";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "elb-access-logs-missing",
                    "Load balancer without access logs",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "even if you think you're generating them, they might not be there");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Template template = review.template();
        Set<String> delivered = new HashSet<>();
        for (Resource source : template.ofType("AWS::Logs::DeliverySource")) {
            // Of what is not known, it may be any of them.
            delivered.add(
                    Known.unclear(source.get("ResourceArn"))
                            ? ANY
                            : Known.referred(source.get("ResourceArn").orElse(null)));
        }
        Set<String> encrypted = encrypted(template);
        List<Violation> violations = new ArrayList<>();
        for (Resource balancer : template.ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")) {
            if (faced(balancer)
                    && !delivered.contains(ANY)
                    && !delivered.contains(balancer.logicalId())
                    && logs(balancer, encrypted)
                    && !on(balancer)) {
                violations.add(
                        violation(
                                balancer,
                                "LoadBalancerAttributes",
                                """
                                LoadBalancerAttributes:
                                  - { Key: access_logs.s3.enabled, Value: "true" }
                                  - { Key: access_logs.s3.bucket, Value: <bucket in this Region, SSE-S3> }\
                                """));
            }
        }
        for (Resource balancer : template.ofType("AWS::ElasticLoadBalancing::LoadBalancer")) {
            if (faced(balancer)
                    && !Known.unclear(balancer.get("AccessLoggingPolicy"))
                    && !Known.unclear(balancer.get("AccessLoggingPolicy", "Enabled"))
                    && !Known.isTrue(balancer, "AccessLoggingPolicy", "Enabled")) {
                violations.add(
                        violation(
                                balancer,
                                "AccessLoggingPolicy",
                                "AccessLoggingPolicy: { Enabled: true, S3BucketName: <bucket in this Region> }"));
            }
        }
        return violations;
    }

    private static Violation violation(Resource balancer, String property, String snippet) {
        return Violation.of(
                INFO,
                balancer,
                List.of(property),
                balancer.at(),
                "%s keeps no access logs, so nobody will know who called and what came of it. Once they are on, look whether any arrive: a wrong bucket policy, Region or encryption stops them without a word."
                        .formatted(balancer.logicalId()),
                snippet);
    }

    /** The Network Load Balancers with a TLS listener: others have no access logs. */
    private static Set<String> encrypted(Template template) {
        Set<String> balancers = new HashSet<>();
        for (Resource listener : template.ofType("AWS::ElasticLoadBalancingV2::Listener")) {
            if (Known.text(listener, "Protocol").equals("TLS")) {
                balancers.add(Known.referred(listener.get("LoadBalancerArn").orElse(null)));
            }
        }
        return balancers;
    }

    /** Whether it surely faces the internet, as it does unless told otherwise. */
    private static boolean faced(Resource balancer) {
        return !Known.unclear(balancer.get("Scheme"))
                && !Known.text(balancer, "Scheme").equals("internal");
    }

    private static boolean logs(Resource balancer, Set<String> encrypted) {
        if (Known.unclear(balancer.get("Type"))) {
            return false;
        }
        String type = Known.text(balancer, "Type");
        return switch (type) {
            case "", "application" -> true;
            case "network" -> encrypted.contains(balancer.logicalId());
            default -> false;
        };
    }

    /** Also where it cannot be told. */
    private static boolean on(Resource balancer) {
        if (Known.unclear(balancer.get("LoadBalancerAttributes"))) {
            return true;
        }
        for (Value attribute : Known.items(balancer, "LoadBalancerAttributes")) {
            boolean unclear =
                    attribute instanceof Value.Unknown
                            || Known.field(attribute, "Key") instanceof Value.Unknown;
            boolean its = Known.text(attribute, "Key").equals(ENABLED);
            boolean off =
                    Known.field(attribute, "Value") instanceof Value.Scalar value
                            && !value.text().equals("true");
            if (unclear || (its && !off)) {
                return true;
            }
        }
        return false;
    }
}
