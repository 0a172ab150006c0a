package dev.amends.template.machine;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as its definition in the Amazon States Language says.
 *
 * @param states all of them, those of branches and iterations after the state they are a part of
 * @param bounded whether an execution as a whole has a timeout
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
public record StateMachine(List<State> states, boolean bounded) {
    private static final Value.Fields NOTHING =
            new Value.Fields(Map.of(), Map.of(), false, Position.START);

    /** What a definition says; no states when it is not known, or none. */
    public static StateMachine of(Value definition) {
        List<State> states = new ArrayList<>();
        boolean bounded = false;
        if (definition instanceof Value.Fields fields) {
            bounded = fields.get("TimeoutSeconds") != null;
            take(fields, null, states);
        }
        return new StateMachine(List.copyOf(states), bounded);
    }

    private static void take(Value.Fields machine, @Nullable State within, List<State> states) {
        if (!(machine.values().get("States") instanceof Value.Fields named)) {
            return;
        }
        Set<String> siblings = Set.copyOf(named.values().keySet());
        named.values()
                .forEach((name, each) -> {
                    Position at = named.names().getOrDefault(name, each.at());
                    State state = state(name, each, siblings, within, at);
                    states.add(state);
                    parts(state).forEach(part -> take(part, state, states));
                });
    }

    private static State state(
            String name, Value value, Set<String> siblings, @Nullable State within, Position at) {
        if (!(value instanceof Value.Fields fields)) {
            return new State(name, "", NOTHING, siblings, within, at);
        }
        String type =
                fields.values().get("Type") instanceof Value.Scalar scalar ? scalar.text() : "";
        return new State(name, type, fields, siblings, within, at);
    }

    /** The machines inside a state. */
    private static List<Value.Fields> parts(State state) {
        List<Value.Fields> parts = new ArrayList<>();
        if (state.field("Branches") instanceof Value.Items branches) {
            branches.values().forEach(branch -> add(parts, branch));
        }
        add(parts, state.field("ItemProcessor"));
        // What ItemProcessor was called before there were distributed maps.
        add(parts, state.field("Iterator"));
        return parts;
    }

    private static void add(List<Value.Fields> parts, @Nullable Value part) {
        if (part instanceof Value.Fields fields) {
            parts.add(fields);
        }
    }
}
