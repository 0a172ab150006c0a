package dev.amends.policy;

import dev.amends.core.json.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON for people: two spaces, one value a line, everything in its order. */
final class Pretty {
    private final StringBuilder text = new StringBuilder();

    private Pretty() {}

    static String write(Object value) {
        Pretty pretty = new Pretty();
        pretty.value(value, "\n");
        return pretty.text.append('\n').toString();
    }

    private void value(@Nullable Object value, String line) {
        String inner = line + "  ";
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(before)
                        .append(inner)
                        .append(Node.write(String.valueOf(entry.getKey())));
                text.append(": ");
                value(entry.getValue(), inner);
                before = ",";
            }
            text.append(line).append('}');
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            String before = "[";
            for (Object item : list) {
                text.append(before).append(inner);
                value(item, inner);
                before = ",";
            }
            text.append(line).append(']');
        } else {
            text.append(value == null ? "null" : Node.write(value));
        }
    }
}
