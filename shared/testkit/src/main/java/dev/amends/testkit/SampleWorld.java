package dev.amends.testkit;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one resource of a sample: a plain fake behind the interface that touches resources.
 *
 * @param <S> the state the guardrail reads
 */
public final class SampleWorld<S extends ResourceState> implements Resources<S> {
    private final @Nullable S original;
    private final BiFunction<S, Map<String, @Nullable String>, S> with;
    private final Consumer<Target> beforeWrite;
    private final List<Map<String, @Nullable String>> writes = new ArrayList<>();
    private @Nullable S state;

    SampleWorld(
            @Nullable S state,
            BiFunction<S, Map<String, @Nullable String>, S> with,
            Consumer<Target> beforeWrite) {
        this.original = state;
        this.state = state;
        this.with = with;
        this.beforeWrite = beforeWrite;
    }

    @Override
    public @Nullable S read(Target target, @Nullable Change change) {
        return state;
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        beforeWrite.accept(target);
        writes.add(fields);
        state = with.apply(state(), fields);
    }

    /** What was written, in order. */
    public List<Map<String, @Nullable String>> writes() {
        return writes;
    }

    /** The state now; there is one, or nothing can have been written. */
    public S state() {
        return Objects.requireNonNull(state, "there is no such resource");
    }

    /** The state that the sample began with. */
    public S original() {
        return Objects.requireNonNull(original, "there is no such resource");
    }
}
