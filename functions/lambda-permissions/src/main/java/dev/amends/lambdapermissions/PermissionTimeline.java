package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Permissions of functions as past events show them. Which APIs call a function, and its tags, no
 * event tells: where a remedy needs the one, only a person could help.
 */
public final class PermissionTimeline implements Timeline<FunctionState> {
    private final PolicyHistory policies = new PolicyHistory();

    @Override
    public String guardrail() {
        return LambdaPermissionOpen.ABOUT.id();
    }

    @Override
    public Map<String, List<String>> alsoTells() {
        return PolicyHistory.ALSO;
    }

    @Override
    public Optional<Target> take(Change change) {
        return policies.take(change);
    }

    @Override
    public Past<FunctionState> at(Target target, @Nullable Change change) {
        if (policies.gone(target)) {
            return Past.gone();
        }
        boolean byStack = change != null && change.actor().tool() == Tool.CLOUDFORMATION;
        return new Past<>(
                List.of(
                        new FunctionState(
                                target,
                                policies.policy(target),
                                byStack,
                                Map.of(),
                                Callers.NOT_LOOKED_FOR)),
                policies.missing(target).isEmpty(),
                policies.missing(target));
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        policies.change(target, FunctionState.changes(fields));
    }
}
