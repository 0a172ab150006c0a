package dev.amends.template;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds values by their path. */
final class Paths {
    private Paths() {}

    static Optional<Value> find(Value from, String... path) {
        Value value = from;
        for (String step : path) {
            Value next =
                    switch (value) {
                        case Value.Fields fields -> fields.get(step);
                        case Value.Items items -> item(items, step);
                        case Value.Unknown unknown -> unknown;
                        case Value.Reference reference ->
                                new Value.Unknown("it is taken from a resource", reference.at());
                        case Value.Scalar _, Value.Text _ -> null;
                    };
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }

    private static @Nullable Value item(Value.Items items, String step) {
        try {
            return items.values().get(Integer.parseInt(step));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
