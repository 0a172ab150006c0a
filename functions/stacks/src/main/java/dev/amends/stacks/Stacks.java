package dev.amends.stacks;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.stacks.StackState.Pending;
import dev.amends.template.Stack.Shortcut;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** CloudFormation, as far as {@link StackReview} needs it. It changes nothing there. */
final class Stacks implements Resources<StackState> {
    private final CloudFormationApi cloudFormation;
    private final Clock clock;

    Stacks(CloudFormationApi cloudFormation, Clock clock) {
        this.cloudFormation = cloudFormation;
        this.clock = clock;
    }

    @Override
    public @Nullable StackState read(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        Stack stack = cloudFormation.stack(target.name());
        if (stack == null || stack.stackStatus() == StackStatus.DELETE_COMPLETE) {
            return null;
        }
        String changeSet = change == null ? null : Events.changeSet(change);
        Pending pending = null;
        Map<String, String> tags = CloudFormationApi.tags(stack.tags());
        if (change != null && changeSet != null) {
            DescribeChangeSetResponse found = cloudFormation.changeSet(target.name(), changeSet);
            if (found != null && found.status() != ChangeSetStatus.FAILED) {
                pending = pending(target, changeSet, Events.executes(change), found);
                if (found.hasTags()) {
                    tags = CloudFormationApi.tags(found.tags());
                }
            }
        }
        boolean has = StackState.hasTemplate(stack.stackStatusAsString());
        return new StackState(
                target,
                id(stack.stackId()),
                stack.stackStatusAsString(),
                tags,
                has ? cloudFormation.template(target.name(), null, stack.parameters()) : null,
                pending,
                change == null ? List.of() : shortcuts(change, stack),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                null);
    }

    private Pending pending(
            Target target, String changeSet, boolean executing, DescribeChangeSetResponse found)
            throws Denied, Rejected, Transient {
        return new Pending(
                found.changeSetName() == null ? changeSet : found.changeSetName(),
                cloudFormation.template(target.name(), changeSet, found.parameters()),
                executing);
    }

    /** Who switches a safeguard off says so with the call; of rollbacks the stack knows, too. */
    private static List<Shortcut> shortcuts(Change change, Stack stack) {
        List<Shortcut> shortcuts = new ArrayList<>();
        if (Events.says(change, "disableValidation")) {
            shortcuts.add(Shortcut.VALIDATION);
        }
        if (Events.says(change, "disableRollback")
                || Boolean.TRUE.equals(stack.disableRollback())) {
            shortcuts.add(Shortcut.ROLLBACK);
        }
        return shortcuts;
    }

    /** {@code arn:…:stack/<name>/<id>}. */
    private static String id(@Nullable String arn) {
        return arn == null ? "" : arn.substring(arn.lastIndexOf('/') + 1);
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) throws Denied {
        throw new Denied("cloudformation:UpdateStack", "only a person changes a template");
    }
}
