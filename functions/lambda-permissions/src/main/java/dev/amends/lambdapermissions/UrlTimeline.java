package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Function URLs as past events show them. */
public final class UrlTimeline implements Timeline<UrlState> {
    private final PolicyHistory policies = new PolicyHistory();
    private final Map<String, String> authTypes = new HashMap<>();

    @Override
    public String guardrail() {
        return FunctionUrlPublic.ABOUT.id();
    }

    @Override
    public Map<String, List<String>> alsoTells() {
        return PolicyHistory.ALSO;
    }

    @Override
    public Optional<Target> take(Change change) {
        Optional<Target> target = policies.take(change);
        target.ifPresent(on -> learn(on.arn(), change));
        return target;
    }

    private void learn(String arn, Change change) {
        switch (change.eventName()) {
            case Events.CREATE_URL, Events.UPDATE_URL -> {
                String authType = change.request().text("authType");
                if (authType != null) {
                    authTypes.put(arn, authType);
                }
            }
            case Events.DELETE_URL, Events.CREATE_FUNCTION -> authTypes.put(arn, "");
            default -> {
                // A policy's calls say nothing of the URL.
            }
        }
    }

    @Override
    public Past<UrlState> at(Target target, @Nullable Change change) {
        if (policies.gone(target)) {
            return Past.gone();
        }
        String authType = authTypes.get(target.arn());
        String policy = policies.policy(target);
        // Without a URL of that kind no policy matters.
        String missing =
                authType != null && authType.equals("NONE") ? policies.missing(target) : "";
        if (authType == null) {
            return Past.unknown("whether it has a URL");
        }
        return new Past<>(
                List.of(new UrlState(target, authType, policy, Map.of())),
                missing.isEmpty(),
                missing);
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        throw new IllegalStateException("only a person changes a function's URL");
    }
}
