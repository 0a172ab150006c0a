package dev.amends.template.machine;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the things a state does about errors: a retrier or a catcher.
 *
 * @param errors the names it is for; what is not known is left out
 * @param known whether those are all of them
 * @param next the state a catcher leads to; empty for a retrier, and when it is not known
 */
record Handler(List<String> errors, boolean known, String next, Value.Fields fields, Position at) {

    /** Matches every error but those that end an execution for good. */
    static final String ALL = "States.ALL";

    /** Matches every error but a timeout. */
    static final String TASK_FAILED = "States.TaskFailed";

    /** Those of a {@code Retry} or {@code Catch}; none when it is not there or not known. */
    static List<Handler> all(@Nullable Value list) {
        List<Handler> handlers = new ArrayList<>();
        if (list instanceof Value.Items items) {
            for (Value each : items.values()) {
                if (each instanceof Value.Fields fields) {
                    handlers.add(of(fields));
                }
            }
        }
        return handlers;
    }

    private static Handler of(Value.Fields fields) {
        List<String> errors = new ArrayList<>();
        boolean known = false;
        if (fields.get("ErrorEquals") instanceof Value.Items items) {
            known = true;
            for (Value each : items.values()) {
                if (each instanceof Value.Scalar name) {
                    errors.add(name.text());
                } else {
                    known = false;
                }
            }
        }
        return new Handler(
                errors,
                known,
                fields.get("Next") instanceof Value.Scalar next ? next.text() : "",
                fields,
                fields.at());
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    /** A number it is set to, or what counts when it is not set; NaN when it is not known. */
    double number(String field, double unlessSet) {
        Value value = fields.get(field);
        if (value == null) {
            return unlessSet;
        }
        try {
            return value instanceof Value.Scalar scalar
                    ? Double.parseDouble(scalar.text())
                    : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Its errors, for people. */
    String shown() {
        return Names.shown(errors);
    }
}
