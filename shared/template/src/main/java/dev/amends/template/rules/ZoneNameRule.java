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
import java.util.Set;
import java.util.regex.Matcher;

/**
 * An Availability Zone by name, which is another one in another account: in the oldest Regions each
 * account that was created before November 2025 has names of its own.
 */
public final class ZoneNameRule implements Rule {
    /** Where names are mapped for each account. */
    private static final Set<String> MAPPED =
            Set.of(
                    "us-east-1",
                    "us-west-1",
                    "us-west-2",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ap-northeast-1",
                    "eu-west-1",
                    "sa-east-1",
                    "us-gov-west-1");

    private static final List<String> PROPERTIES = List.of("AvailabilityZone", "AvailabilityZones");

    private static final RuleInfo INFO =
            new RuleInfo(
                            "az-name-not-id",
                            "Availability Zone by its name",
                            Severity.LOW,
                            false,
                            "0.1.0",
                            "The mapping of az's to physical az's did not match across our account.")
                    .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource resource : review.template().resources()) {
            if (resource.presence() != Resource.Presence.NEVER) {
                for (String property : PROPERTIES) {
                    Known.items(resource, property).stream()
                            .filter(ZoneNameRule::mapped)
                            .findFirst()
                            .ifPresent(zone -> violations.add(violation(resource, property, zone)));
                }
            }
        }
        return violations;
    }

    private static boolean mapped(Value zone) {
        if (!(zone instanceof Value.Scalar name)) {
            return false;
        }
        Matcher matcher = Zones.NAME.matcher(name.text());
        return matcher.matches() && MAPPED.contains(matcher.group(1));
    }

    private static Violation violation(Resource resource, String property, Value zone) {
        boolean subnet = resource.type().equals("AWS::EC2::Subnet");
        return Violation.of(
                INFO,
                resource,
                List.of(property),
                zone.at(),
                "%s names a zone%s, which is another place in another account. Where accounts must meet, or must not, %s."
                        .formatted(
                                resource.logicalId(),
                                Zones.shown(zone),
                                subnet
                                        ? "name the zone by its id"
                                        : "compare the zones' ids, which are the same everywhere"),
                subnet
                        ? "AvailabilityZoneId: use1-az1   # aws ec2 describe-availability-zones"
                        : null);
    }
}
