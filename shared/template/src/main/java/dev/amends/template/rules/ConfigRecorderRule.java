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
import java.util.Optional;

/** AWS Config that records each change of everything, where stacks come and go all day. */
public final class ConfigRecorderRule implements Rule {
    private static final String TAG = "tag";
    private static final String USUAL =
            "env=dev,env=test,env=sandbox,environment=dev,environment=test,environment=sandbox";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "config-recorder-dev-cost",
                    "AWS Config that records everything in dev",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "in your dev environment, you definitely want to see your highest bill going to config",
                    Map.of(
                            TAG,
                            "Tags of a stack that mark a development account, with commas between them; otherwise "
                                    + USUAL));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        if (!Options.marked(review.stack().tags(), review.option(INFO, TAG, USUAL))) {
            return violations;
        }
        for (Resource recorder : review.template().ofType("AWS::Config::ConfigurationRecorder")) {
            if (everything(recorder) && continuously(recorder)) {
                violations.add(
                        Violation.of(
                                INFO,
                                recorder,
                                List.of("RecordingMode"),
                                recorder.at(),
                                "%s records every change of every resource, at $0.003 each (us-east-1, list price of July 2024), in an account where stacks come and go all day. Record once a day, at $0.012 for each resource that changed, or leave out what short-lived stacks are made of."
                                        .formatted(recorder.logicalId()),
                                "RecordingMode: { RecordingFrequency: DAILY }"));
            }
        }
        return violations;
    }

    /** Without a group it records all it can. */
    private static boolean everything(Resource recorder) {
        Optional<Value> group = recorder.get("RecordingGroup");
        return group.isEmpty() || Known.isTrue(recorder, "RecordingGroup", "AllSupported");
    }

    private static boolean continuously(Resource recorder) {
        Optional<Value> mode = recorder.get("RecordingMode");
        return mode.isEmpty()
                || Known.text(recorder, "RecordingMode", "RecordingFrequency").equals("CONTINUOUS");
    }
}
