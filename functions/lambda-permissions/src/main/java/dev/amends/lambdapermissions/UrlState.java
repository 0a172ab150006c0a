package dev.amends.lambdapermissions;

import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Target;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function's URL, and the policy without which nobody gets through it.
 *
 * @param target the function or alias
 * @param authType {@code NONE} or {@code AWS_IAM}; empty when it has no URL
 * @param policy the policy's text; empty when it has none, or when nobody needs to know
 * @param tags the function's tags; only read when something is wrong
 */
record UrlState(Target target, String authType, String policy, Map<String, String> tags)
        implements ResourceState {

    private static final String STACK_TAG = "aws:cloudformation:stack-name";

    UrlState {
        tags = Map.copyOf(tags);
    }

    @Override
    public String incarnation() {
        return "";
    }

    /** Both are needed: a URL that asks for nothing, and a policy that lets everyone through it. */
    boolean open() {
        return authType.equals("NONE") && !policy.isEmpty() && lets();
    }

    /**
     * Of the two statements that a new URL needs, what goes through the URL opens nothing by itself
     * (<a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Lambda developer
     * guide, control access to function URLs</a>). The other one does, for older URLs.
     */
    private boolean lets() {
        Setting setting =
                Setting.function(
                        target.name(), target.account(), FunctionName.partition(target.region()));
        Statements statements = Statements.of(policy);
        return PolicyAnalyser.analyse(policy, setting).grants().stream()
                .filter(grant -> grant.who() == Who.FUNCTION_URL_PUBLIC)
                .anyMatch(grant ->
                        statements.of(grant).at("Action").texts().stream()
                                .anyMatch("lambda:InvokeFunctionUrl"::equalsIgnoreCase));
    }

    @Override
    public Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("authType", authType.isEmpty() ? null : authType);
        return fields;
    }

    @Override
    public Optional<String> stack() {
        return Optional.ofNullable(tags.get(STACK_TAG));
    }
}
