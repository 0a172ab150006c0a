package dev.amends.core.guardrail;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would mend a violation: data only, applied by the guardrail's AWS side.
 *
 * @param does what it does, as a verb phrase: "set its retention to 30 days"
 * @param done the same when done, as a sentence: "Set its retention to 30 days."
 * @param before the fields it changes, as they are; null means "not set"
 * @param after the same fields, as they will be
 * @param undoable whether {@code before} can be brought back exactly
 * @param risk what could be lost or break, as a sentence; null when it is safe to apply unasked
 * @param byHand commands a person can run to the same effect
 * @param cloudFormation the property to set in a template
 * @param terraform the argument to set in Terraform
 */
public record Remedy(
        String does,
        String done,
        Map<String, @Nullable String> before,
        Map<String, @Nullable String> after,
        boolean undoable,
        @Nullable String risk,
        List<String> byHand,
        String cloudFormation,
        String terraform) {

    /** What brings {@code before} back. */
    public Remedy inverse() {
        return new Remedy(
                "bring back what was there before",
                "Brought back what was there before.",
                after,
                before,
                undoable,
                null,
                List.of(),
                "",
                "");
    }

    /** Whether it may be applied without asking. */
    public boolean safe() {
        return risk == null;
    }
}
