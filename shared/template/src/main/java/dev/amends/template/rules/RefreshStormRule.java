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
import java.util.Map;

/** Dashboards that ask the data lake again and again, and workgroups that let any query run. */
public final class RefreshStormRule implements Rule {
    private static final Map<String, String> OFTEN =
            Map.of(
                    "MINUTE15",
                    "every 15 minutes",
                    "MINUTE30",
                    "every 30 minutes",
                    "HOURLY",
                    "every hour");

    private static final RuleInfo INFO =
            new RuleInfo(
                    "dashboard-refresh-storm",
                    "Dashboard that floods the data lake",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "You can actually help Athena DDoS yourself.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource schedule : review.template().ofType("AWS::QuickSight::RefreshSchedule")) {
            Value.Scalar interval =
                    Known.scalar(schedule, "Schedule", "ScheduleFrequency", "Interval");
            if (interval != null && OFTEN.containsKey(interval.text())) {
                violations.add(
                        Violation.of(
                                INFO,
                                schedule,
                                List.of("Schedule", "ScheduleFrequency", "Interval"),
                                interval.at(),
                                "%s asks for all its data %s%s, whether anybody looks or not, and each time the data lake is read."
                                        .formatted(
                                                schedule.logicalId(),
                                                OFTEN.get(interval.text()),
                                                Known.byDefault(interval)),
                                "Interval: DAILY"));
            }
        }
        for (Resource group : review.template().ofType("AWS::Athena::WorkGroup")) {
            look(group, violations);
        }
        return violations;
    }

    private static void look(Resource group, List<Violation> violations) {
        if (Known.unclear(group.get("WorkGroupConfiguration"))) {
            return;
        }
        if (group.get("WorkGroupConfiguration", "BytesScannedCutoffPerQuery").isEmpty()) {
            violations.add(
                    Violation.of(
                            INFO,
                            group,
                            List.of("WorkGroupConfiguration", "BytesScannedCutoffPerQuery"),
                            group.at(),
                            "A query in the workgroup %s may read as much as there is: nothing cuts it off, and a dashboard repeats it."
                                    .formatted(group.logicalId()),
                            "BytesScannedCutoffPerQuery: 100000000000   # 100 GB"));
            return;
        }
        Value.Scalar enforced =
                Known.scalar(group, "WorkGroupConfiguration", "EnforceWorkGroupConfiguration");
        if (enforced != null && enforced.text().equals("false")) {
            violations.add(
                    Violation.of(
                            INFO,
                            group,
                            List.of("WorkGroupConfiguration", "EnforceWorkGroupConfiguration"),
                            enforced.at(),
                            "The workgroup %s does not enforce its settings%s, so each client uses its own in their place."
                                    .formatted(group.logicalId(), Known.byDefault(enforced)),
                            "EnforceWorkGroupConfiguration: true"));
        }
    }
}
