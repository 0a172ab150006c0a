package dev.amends.core.run;

import dev.amends.core.change.Tool;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far to go with a violation, and why: the rules of courtesy and safety, in their order.
 *
 * @param action what to do
 * @param why the sentence that a person reads; empty for a fix, whose outcome says it
 */
public record Courtesy(Action action, String why) {

    /** What to do with a violation. */
    public enum Action {
        FLAG,
        ASK,
        FIX,
        /** A tool may still be at work on it: look again shortly. */
        WAIT
    }

    /**
     * @param late why nothing may be fixed unasked, as a sentence; null when the change was seen as
     *     it happened
     * @param tool what the violating change was made with
     * @param chosen the fields that the change set on purpose
     * @param mode how far the settings allow, after {@code unconfigured} is taken into account
     * @param unconfigured why nothing may be changed, as a sentence; null when there are settings
     *     that could be read
     * @param young whether the change is so fresh that its tool may not have finished
     */
    static Courtesy of(
            About about,
            @Nullable String late,
            Tool tool,
            Map<String, @Nullable String> chosen,
            ResourceState state,
            List<Remedy> remedies,
            Mode mode,
            @Nullable String unconfigured,
            boolean young) {
        if (unconfigured != null) {
            return flag("Left alone: " + unconfigured);
        }
        if (remedies.isEmpty()) {
            return flag("Only a person can put this right.");
        }
        Remedy remedy = remedies.getFirst();
        // Whoever made the change also controls its tags and its tool: none of this softens a
        // security guardrail.
        if (!about.security()) {
            if (!chosen.isEmpty() && state.fields().entrySet().containsAll(chosen.entrySet())) {
                return flag("Left alone: somebody chose this.");
            }
            if (tool == Tool.TERRAFORM) {
                // Terraform creates first and sets the other properties a moment later.
                return young
                        ? new Courtesy(Action.WAIT, "Terraform may still be setting it")
                        : flag(
                                "Left alone: Terraform made it and would undo any change of ours at its next apply. Set it there.");
            }
            boolean stackOwned = tool == Tool.CLOUDFORMATION || state.stack().isPresent();
            boolean setsUnsetOnly = remedy.before().values().stream().allMatch(v -> v == null);
            if (stackOwned && !setsUnsetOnly) {
                return flag(
                        "Left alone: a CloudFormation stack owns it and sets this property. Change it in the template.");
            }
        }
        return switch (mode) {
            case OFF, FLAG -> flag("Left alone: this guardrail only flags.");
            case ASK -> ask("Amends would %s, and asks first.", remedy);
            case FIX -> {
                if (!remedy.safe()) {
                    yield ask("Amends would %s, and asks first: " + remedy.risk(), remedy);
                }
                yield late == null
                        ? new Courtesy(Action.FIX, "")
                        : ask("Amends would %s, and asks first: " + late, remedy);
            }
        };
    }

    private static Courtesy flag(String why) {
        return new Courtesy(Action.FLAG, why);
    }

    private static Courtesy ask(String sentence, Remedy remedy) {
        // The sentence may quote a risk with a percent sign; only the first %s is ours.
        return new Courtesy(Action.ASK, sentence.replace("%s", remedy.does()));
    }
}
