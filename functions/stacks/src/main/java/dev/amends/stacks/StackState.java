package dev.amends.stacks;

import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Target;
import dev.amends.template.Stack;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it was read, and what a review made of it.
 *
 * @param id the part of its ARN that tells it from earlier ones of its name
 * @param status such as {@code CREATE_COMPLETE}
 * @param live the template it has; null when it has none, or when CloudFormation did not return it
 * @param pending the change set that is meant; null when none is
 * @param shortcuts what whoever deploys it switched off
 * @param today the day of the review
 * @param found what came of it; null before it
 */
record StackState(
        Target target,
        String id,
        String status,
        Map<String, String> tags,
        @Nullable Submitted live,
        @Nullable Pending pending,
        List<Stack.Shortcut> shortcuts,
        LocalDate today,
        @Nullable StackMistakes found)
        implements ResourceState {

    StackState {
        tags = Map.copyOf(tags);
        shortcuts = List.copyOf(shortcuts);
    }

    /**
     * A change set.
     *
     * @param template null while CloudFormation is still working on it, or did not return it
     * @param executing whether it is being executed
     */
    record Pending(String name, @Nullable Submitted template, boolean executing) {
        /** What there is to say of when it counts. */
        String when() {
            return executing ? "being executed" : "not executed yet";
        }
    }

    /**
     * Whether there is a template to review: not before the first deployment, not after its end.
     */
    static boolean hasTemplate(String status) {
        return !status.equals("REVIEW_IN_PROGRESS") && !status.equals(Events.ROLLED_BACK);
    }

    /**
     * What CloudFormation did not return although there must be one, as the end of a sentence; null
     * when all is there. Without it nothing can be said to be fine.
     */
    @Nullable String missing() {
        Submitted pendingTemplate = pending == null ? null : pending.template();
        // What is being executed is what the stack has in a moment.
        boolean replaced = pending != null && pending.executing() && pendingTemplate != null;
        if (live == null && hasTemplate(status) && !replaced) {
            return "CloudFormation did not return it.";
        }
        if (pending != null && pendingTemplate == null) {
            return "CloudFormation did not return that of the change set %s."
                    .formatted(pending.name());
        }
        boolean whole =
                (live == null || live.whole())
                        && (pendingTemplate == null || pendingTemplate.whole());
        return whole ? null : "CloudFormation did not return what its transforms made of it.";
    }

    StackState reviewed(StackMistakes by) {
        return new StackState(target, id, status, tags, live, pending, shortcuts, today, by);
    }

    /** The review; under the shipped settings, when nobody has reviewed it yet. */
    StackMistakes orReviewed() {
        return found == null ? Reviewer.review(this, ReviewWishes.NONE) : found;
    }

    @Override
    public String incarnation() {
        return id;
    }

    /** The names of its mistakes, and which are to come: what makes two reviews the same. */
    @Override
    public Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put(
                "mistakes",
                orReviewed().names().stream().sorted().collect(Collectors.joining("\n")));
        Pending changeSet = pending;
        fields.put(
                "pending",
                changeSet != null && orReviewed().pending() > 0
                        ? changeSet.name() + ", " + changeSet.when()
                        : null);
        return fields;
    }

    /** A nested stack's own stack is the one that was deployed; nothing here is changed anyway. */
    @Override
    public Optional<String> stack() {
        return Optional.empty();
    }
}
