package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.policy.Grant;
import dev.amends.policy.Risk;
import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the analyser says of a policy, brought back to its place in the template. */
final class Grants {
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z:]+)|\\[(\\d+)]");

    private Grants() {}

    static Severity severity(Grant grant) {
        return switch (grant.risk()) {
            case HIGH -> Severity.HIGH;
            case MEDIUM -> Severity.MEDIUM;
            case LOW, NONE -> Severity.LOW;
        };
    }

    static String sentence(Grant grant) {
        return grant.because().isEmpty()
                ? grant.sentence()
                : grant.sentence() + " " + grant.because();
    }

    static boolean matters(Grant grant) {
        return grant.risk() != Risk.NONE;
    }

    /** Where the offending part is written: as far into its statement as the template goes. */
    static Position at(Grant grant, Value statement) {
        Value value = statement;
        for (String step : steps(grant)) {
            Value next =
                    switch (value) {
                        case Value.Fields fields -> fields.values().get(step);
                        case Value.Items items -> item(items, step);
                        default -> null;
                    };
            if (next == null) {
                break;
            }
            value = next;
        }
        return value.at();
    }

    private static List<String> steps(Grant grant) {
        List<String> steps = new ArrayList<>();
        int statement = grant.path().indexOf(']');
        if (statement < 0) {
            return steps;
        }
        Matcher step = STEP.matcher(grant.path().substring(statement + 1));
        while (step.find()) {
            steps.add(step.group(1) == null ? step.group(2) : step.group(1));
        }
        return steps;
    }

    private static @Nullable Value item(Value.Items items, String step) {
        try {
            return items.values().get(Integer.parseInt(step));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
