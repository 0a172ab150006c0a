package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Several subnets, all of them in one Availability Zone: when it fails, all of it fails. */
public final class SameZoneRule implements Rule {
    /** Where lists of subnets stand. */
    private static final Map<String, List<String>> LISTS =
            Map.of(
                    "AWS::ElasticLoadBalancingV2::LoadBalancer", List.of("Subnets"),
                    "AWS::ElasticLoadBalancing::LoadBalancer", List.of("Subnets"),
                    "AWS::RDS::DBSubnetGroup", List.of("SubnetIds"),
                    "AWS::AutoScaling::AutoScalingGroup", List.of("VPCZoneIdentifier"),
                    "AWS::Lambda::Function", List.of("VpcConfig", "SubnetIds"),
                    "AWS::Serverless::Function", List.of("VpcConfig", "SubnetIds"),
                    "AWS::ElastiCache::SubnetGroup", List.of("SubnetIds"));

    private static final RuleInfo INFO =
            new RuleInfo(
                    "subnets-same-az",
                    "Subnets that are all in one zone",
                    Severity.MEDIUM,
                    false,
                    "0.1.0",
                    "just being defined to have a duplicate of subnets in the same AZ");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        zones(review, violations);
        for (Resource user : review.template().ofType(LISTS.keySet().toArray(String[]::new))) {
            twice(user, LISTS.getOrDefault(user.type(), List.of()), violations);
        }
        return violations;
    }

    private static void zones(Review review, List<Violation> violations) {
        Map<String, List<Resource>> byVpc = new LinkedHashMap<>();
        for (Resource subnet : review.template().ofType("AWS::EC2::Subnet")) {
            String vpc = subnet.get("VpcId").map(SameZoneRule::key).orElse("");
            byVpc.computeIfAbsent(vpc, each -> new ArrayList<>()).add(subnet);
        }
        // Of those whose VPC is not known, each may be of any.
        List<Resource> somewhere = byVpc.getOrDefault("", List.of());
        byVpc.forEach((vpc, subnets) -> {
            List<Resource> all = new ArrayList<>(subnets);
            all.addAll(somewhere);
            if (!vpc.isEmpty() && together(all) && spread(subnets)) {
                violations.add(together(subnets.getLast(), subnets));
            }
        });
    }

    /** One zone of which nothing is known may be another one. */
    private static boolean together(List<Resource> subnets) {
        Set<String> zones = subnets.stream().map(SameZoneRule::zone).collect(Collectors.toSet());
        return zones.size() == 1 && !zones.contains("");
    }

    /**
     * Whether there are two of one kind, which only makes sense in two zones. One public and one
     * private subnet is how a VPC in one zone is meant.
     */
    private static boolean spread(List<Resource> subnets) {
        Map<Boolean, Long> kinds =
                subnets.stream()
                        .filter(each -> !Known.unclear(each.get("MapPublicIpOnLaunch")))
                        .collect(
                                Collectors.partitioningBy(
                                        each -> Known.isTrue(each, "MapPublicIpOnLaunch"),
                                        Collectors.counting()));
        return kinds.values().stream().anyMatch(count -> count > 1);
    }

    private static Violation together(Resource last, List<Resource> subnets) {
        Value value = at(last);
        return Violation.of(
                INFO,
                last,
                List.of("AvailabilityZone"),
                value.at(),
                "%s are all in one Availability Zone%s: when it fails, all of them do. A subnet cannot be moved, so this is best put right before anything is in them."
                        .formatted(
                                String.join(
                                        " and ",
                                        subnets.stream().map(Resource::logicalId).toList()),
                                Zones.shown(value)),
                "AvailabilityZone: !Select [1, !GetAZs \"\"]");
    }

    private static Value at(Resource subnet) {
        return subnet.get("AvailabilityZone")
                .or(() -> subnet.get("AvailabilityZoneId"))
                .orElse(subnet.properties());
    }

    private static String zone(Resource subnet) {
        return subnet.get("AvailabilityZone")
                .or(() -> subnet.get("AvailabilityZoneId"))
                .map(Zones::key)
                .orElse("");
    }

    private static String key(Value value) {
        return value instanceof Value.Reference reference
                ? reference.logicalId()
                : Zones.key(value);
    }

    private static void twice(Resource user, List<String> path, List<Violation> violations) {
        Set<String> seen = new HashSet<>();
        for (Value subnet : Known.items(user, path.toArray(String[]::new))) {
            String key = key(subnet);
            if (!key.isEmpty() && !seen.add(key)) {
                violations.add(
                        Violation.of(
                                INFO,
                                user,
                                path,
                                subnet.at(),
                                "%s names one subnet twice, so it is in fewer Availability Zones than it looks."
                                        .formatted(user.logicalId()),
                                null));
                return;
            }
        }
    }
}
