package dev.amends.template.rules;

import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Goes through everything below a value. */
final class Walk {
    private Walk() {}

    /** Shows each value that has none below it, with the names and indices that lead to it. */
    static void through(Value from, BiConsumer<List<String>, Value> show) {
        through(from, new ArrayList<>(), show);
    }

    private static void through(
            Value value, List<String> path, BiConsumer<List<String>, Value> show) {
        switch (value) {
            case Value.Fields fields ->
                    fields.values().forEach((name, each) -> step(name, each, path, show));
            case Value.Items items -> {
                for (int i = 0; i < items.values().size(); i++) {
                    step(Integer.toString(i), items.values().get(i), path, show);
                }
            }
            default -> show.accept(List.copyOf(path), value);
        }
    }

    private static void step(
            String name, Value value, List<String> path, BiConsumer<List<String>, Value> show) {
        path.add(name);
        through(value, path, show);
        path.removeLast();
    }

    /** A text with {@code ${name}} in the place of what is not known. */
    static String text(Value.Text text) {
        StringBuilder all = new StringBuilder();
        text.pieces()
                .forEach(piece ->
                        all.append(piece.known() ? piece.text() : "${" + piece.text() + "}"));
        return all.toString();
    }
}
