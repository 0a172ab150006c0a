package dev.amends.template.machine;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state of a state machine.
 *
 * @param name as its machine calls it
 * @param type such as {@code Task}; empty when it is not known
 * @param fields what it is made of
 * @param siblings the states it may lead to; empty when they are not all known
 * @param within the {@code Parallel} or {@code Map} it is a part of; null at the top
 * @param at where its name is written
 */
public record State(
        String name,
        String type,
        Value.Fields fields,
        Set<String> siblings,
        @Nullable State within,
        Position at) {

    @Nullable Value field(String field) {
        return fields.get(field);
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    /** Whether it, or what it is a part of, says something under that field. */
    boolean covered(String field) {
        for (State state = this; state != null; state = state.within) {
            if (state.has(field)) {
                return true;
            }
        }
        return false;
    }

    List<Handler> retriers() {
        return Handler.all(field("Retry"));
    }

    List<Handler> catchers() {
        return Handler.all(field("Catch"));
    }
}
