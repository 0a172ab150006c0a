package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.lambdapermissions.LambdaApi.Policy;
import dev.amends.policy.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lambda and API Gateway, as far as {@link LambdaPermissionOpen} needs them. A statement is
 * replaced in three steps: add, read again, take out under the revision that was read. Each write
 * names the revision it was decided from, so whatever somebody else does in between makes it fail,
 * and it is decided anew.
 */
final class LambdaPermissions implements Resources<FunctionState> {
    private static final String ADD = "lambda:AddPermission";

    private final LambdaApi lambda;
    private final CallerSearch callers;

    /** What was read last and of what: a write in the same visit is decided from it. */
    private @Nullable Target lastTarget;

    private @Nullable Policy last;

    LambdaPermissions(LambdaApi lambda, CallerSearch callers) {
        this.lambda = lambda;
        this.callers = callers;
    }

    @Override
    public @Nullable FunctionState read(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        Policy policy = policy(target);
        if (policy == null) {
            return null;
        }
        boolean byStack = change != null && change.actor().tool() == Tool.CLOUDFORMATION;
        FunctionState state =
                new FunctionState(target, policy.text(), byStack, Map.of(), Callers.NOT_LOOKED_FOR);
        if (state.open().isEmpty()) {
            return state;
        }
        return new FunctionState(
                target,
                policy.text(),
                byStack,
                lambda.tags(target),
                Scoping.needsCallers(state) ? callers.of(target) : Callers.NOT_LOOKED_FOR);
    }

    private @Nullable Policy policy(Target target) throws Denied, Rejected, Transient {
        last = lambda.policy(target);
        lastTarget = target;
        return last;
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields)
            throws Denied, Rejected, Transient, Gone {
        Map<String, @Nullable String> changes = FunctionState.changes(fields);
        Setting setting =
                Setting.function(
                        target.name(), target.account(), FunctionName.partition(target.region()));
        Policy policy = target.equals(lastTarget) ? last : policy(target);
        if (policy == null) {
            throw new Gone("the function is no longer there");
        }
        Statements decided = Statements.of(policy.text());
        if (!Proof.narrows(decided, changes, setting)
                && !Proof.restores(decided, changes, setting)) {
            throw new Denied(ADD, "that this lets fewer in cannot be proven");
        }
        for (String json : changes.values()) {
            if (json != null && add(target, json, policy)) {
                policy = again(target);
            }
        }
        for (Map.Entry<String, @Nullable String> change : changes.entrySet()) {
            if (change.getValue() == null) {
                if (policy == null) {
                    policy = again(target);
                }
                check(Statements.of(policy.text()), change.getKey(), decided, changes);
                lambda.remove(target, change.getKey(), policy.revision());
                policy = null;
            }
        }
        lastTarget = null;
    }

    /** Whether it had to be added; a delivery before this one may have done it. */
    private boolean add(Target target, String json, Policy policy)
            throws Denied, Rejected, Transient {
        Permission permission = Permission.of(Statements.parse(Node.of(json))).orElseThrow();
        Statements now = Statements.of(policy.text());
        if (!now.has(permission.sid())) {
            lambda.add(target, permission, policy.revision());
            return true;
        }
        if (!permission.canonical().equals(Statements.canonical(now.named(permission.sid())))) {
            throw new Denied(ADD, "another statement has the name " + permission.sid());
        }
        return false;
    }

    private Policy again(Target target) throws Denied, Rejected, Transient, Gone {
        Policy policy = policy(target);
        if (policy == null) {
            throw new Gone("the function is no longer there");
        }
        return policy;
    }

    /** All that was added is there, and what is to go is still what was decided about. */
    private static void check(
            Statements now, String goes, Statements decided, Map<String, @Nullable String> changes)
            throws Transient {
        boolean asDecided =
                Statements.canonical(now.named(goes))
                        .equals(Statements.canonical(decided.named(goes)));
        for (Map.Entry<String, @Nullable String> change : changes.entrySet()) {
            String json = change.getValue();
            asDecided &=
                    json == null || json.equals(Statements.canonical(now.named(change.getKey())));
        }
        if (!asDecided) {
            throw new Transient("the policy has changed", new IllegalStateException(goes));
        }
    }
}
