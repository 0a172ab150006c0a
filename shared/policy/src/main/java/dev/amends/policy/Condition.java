package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a Condition block: keys are ANDed, the values of one key are ORed (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">IAM
 * user guide</a>).
 *
 * @param operatorName as written
 * @param operator null when it is none we know
 * @param keyName as written
 * @param key in lower case: keys are not case-sensitive
 * @param block the path of the Condition it stands in
 */
record Condition(
        String operatorName,
        @Nullable Operator operator,
        String keyName,
        String key,
        List<String> values,
        String block) {

    /** Where it stands; put together only when somebody asks. */
    String path() {
        return block + "." + Text.quote(operatorName) + "." + Text.quote(keyName);
    }

    /** The operator and key as a person finds them in the policy. */
    String named() {
        return Text.quote(operatorName) + " on " + Text.quote(keyName);
    }

    /**
     * The same with the variables filled in whose value the setting tells: those of the resource.
     */
    Condition in(Setting setting) {
        List<String> filled = new ArrayList<>(values.size());
        for (String value : values) {
            String organisation = setting.organisation();
            filled.add(
                    value.equals("${aws:ResourceAccount}")
                            ? setting.account()
                            : value.equals("${aws:ResourceOrgID}") && organisation != null
                                    ? organisation
                                    : value);
        }
        return filled.equals(values)
                ? this
                : new Condition(operatorName, operator, keyName, key, filled, block);
    }

    /**
     * What a request must satisfy that a Deny with this condition leaves alone; null if nothing.
     */
    @Nullable Condition complement() {
        Operator other = operator == null ? null : operator.complement();
        if (other == null) {
            return null;
        }
        List<String> wanted = values;
        if (other.family() == Operator.Family.BOOL) {
            if (values.size() != 1) {
                return null;
            }
            wanted = List.of(values.get(0).equalsIgnoreCase("true") ? "false" : "true");
        }
        return new Condition(operatorName, other, keyName, key, wanted, block);
    }
}
