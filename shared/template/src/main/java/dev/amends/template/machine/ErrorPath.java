package dev.amends.template.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A way through a state machine that is only taken when something fails.
 *
 * @param state the state that fails
 * @param errors the errors it is for
 * @param next where a {@code Catch} leads; empty when the state is tried again
 */
public record ErrorPath(String state, List<String> errors, String next) {

    /** All of them, in the order of the definition. */
    public static List<ErrorPath> of(StateMachine machine) {
        List<ErrorPath> paths = new ArrayList<>();
        for (State state : machine.states()) {
            for (Handler retrier : state.retriers()) {
                if (retrier.number("MaxAttempts", 3) != 0) {
                    paths.add(new ErrorPath(state.name(), retrier.errors(), ""));
                }
            }
            for (Handler catcher : state.catchers()) {
                paths.add(new ErrorPath(state.name(), catcher.errors(), catcher.next()));
            }
        }
        return paths;
    }

    /** For people: "Pay, on Declined, to Refund". */
    public String shown() {
        String on = errors.isEmpty() ? "an error" : Names.shown(errors);
        return "%s, on %s, %s"
                .formatted(
                        Names.shown(state),
                        on,
                        next.isEmpty() ? "again" : "to " + Names.shown(next));
    }
}
