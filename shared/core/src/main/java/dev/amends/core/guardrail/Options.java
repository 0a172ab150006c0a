package dev.amends.core.guardrail;

import dev.amends.core.json.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a guardrail's options: the file's where it gives one, the declared one otherwise.
 */
public final class Options {
    private final Map<String, Node> values = new LinkedHashMap<>();

    public Options(About about, Node given) {
        for (Option option : about.options()) {
            Node value = given.at(option.name());
            values.put(option.name(), value.exists() ? value : Node.of(option.otherwise()));
        }
    }

    public long number(String name) {
        Long value = get(name).number();
        if (value == null) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return value;
    }

    public String text(String name) {
        return get(name).textOr("");
    }

    public List<String> texts(String name) {
        return get(name).texts();
    }

    private Node get(String name) {
        Node value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no option " + name + " is declared");
        }
        return value;
    }
}
