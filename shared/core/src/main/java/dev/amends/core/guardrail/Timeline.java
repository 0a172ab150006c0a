package dev.amends.core.guardrail;

import dev.amends.core.change.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What past events alone tell of the resources of a guardrail, so that it can be rehearsed without
 * reading any. Changes are taken in the order in which they happened; found by {@link
 * java.util.ServiceLoader}.
 *
 * @param <S> the state the guardrail reads
 */
public interface Timeline<S extends ResourceState> {

    /** The guardrail's id. */
    String guardrail();

    /**
     * Calls that tell something of a resource although the guardrail does not watch them, and other
     * names under which a trail may keep those that it does: event names by event source.
     */
    default Map<String, List<String>> alsoTells() {
        return Map.of();
    }

    /**
     * Takes in what a change says; calls that failed do not come here.
     *
     * @return the resource it was about, where it was one of the guardrail's
     */
    Optional<Target> take(Change change);

    /**
     * What the resource is after all that was taken in.
     *
     * @param change what leads there; null when nothing but time does
     */
    Past<S> at(Target target, @Nullable Change change);

    /** Sets fields as a remedy would. */
    void set(Target target, Map<String, @Nullable String> fields);

    /**
     * What a resource may be.
     *
     * @param states what it may be, the likeliest first; none when it is not there
     * @param all whether it surely is one of them
     * @param missing what no event shows, as a noun phrase; empty when there is nothing
     */
    record Past<S>(List<S> states, boolean all, String missing) {
        public Past {
            states = List.copyOf(states);
        }

        /** It is just that. */
        public static <S> Past<S> of(S state) {
            return new Past<>(List.of(state), true, "");
        }

        /** It is not there. */
        public static <S> Past<S> gone() {
            return new Past<>(List.of(), true, "");
        }

        /** Nothing is known of it. */
        public static <S> Past<S> unknown(String missing) {
            return new Past<>(List.of(), false, missing);
        }
    }
}
