package dev.amends.template;

import dev.amends.core.guardrail.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mistake at one place.
 *
 * @param rule the rule's id
 * @param logicalId the resource; empty when it is about the template as a whole
 * @param path below {@code Properties}, the names and indices that lead to the offending part;
 *     empty when the resource as a whole is meant
 * @param at the offending part in the source; where something is missing, the resource
 * @param sentence what is wrong and what follows from it, naming the resource by its logical id
 * @param snippet how it would look if it were right, as YAML to paste; null where that cannot be
 *     said
 */
public record Violation(
        String rule,
        String logicalId,
        List<String> path,
        Position at,
        Severity severity,
        String sentence,
        @Nullable String snippet) {

    /** One as grave as its rule says. */
    public static Violation of(
            RuleInfo rule,
            Resource resource,
            List<String> path,
            Position at,
            String sentence,
            @Nullable String snippet) {
        return new Violation(
                rule.id(), resource.logicalId(), path, at, rule.severity(), sentence, snippet);
    }

    /** One about the template, or the stack, as a whole. */
    public static Violation ofStack(RuleInfo rule, String sentence) {
        return new Violation(
                rule.id(), "", List.of(), Position.START, rule.severity(), sentence, null);
    }

    /** The same one, which a parameter's default decided; its sentence says so. */
    Violation byDefault() {
        return new Violation(
                rule,
                logicalId,
                path,
                at,
                severity,
                sentence + " That is so by default: a parameter decides it.",
                snippet);
    }
}
