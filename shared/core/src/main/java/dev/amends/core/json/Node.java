package dev.amends.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value somewhere inside a JSON document, asked tolerantly: a field that is missing, or of
 * another type than expected, is answered like one that is absent, never with an exception.
 * CloudTrail leaves fields out, truncates them and changes single elements into lists, so every
 * reader of its records has to expect that.
 */
public final class Node {
    /** The node of a value that is not there. */
    public static final Node ABSENT = new Node(null);

    /** Duplicate keys are refused: two readers could take different ones for the truth. */
    private static final JSON STRICT =
            JSON.builder(
                            JsonFactory.builder()
                                    .configure(
                                            com.fasterxml.jackson.core.StreamReadFeature
                                                    .STRICT_DUPLICATE_DETECTION,
                                            true)
                                    .build())
                    .build();

    private final @Nullable Object value;

    private Node(@Nullable Object value) {
        this.value = value;
    }

    /** Wraps maps, lists, strings, numbers and booleans that were built in code. */
    public static Node of(@Nullable Object value) {
        return value == null ? ABSENT : new Node(value);
    }

    /**
     * Parses one JSON document.
     *
     * @throws BadJson when the text is not exactly one JSON value (nesting is limited to 1,000)
     */
    public static Node parse(String text) throws BadJson {
        try (JsonParser parser = STRICT.getStreamingFactory().createParser(text)) {
            parser.nextToken();
            Object value = STRICT.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw new BadJson("more than one JSON value");
            }
            return of(value);
        } catch (IOException e) {
            String message = e.getMessage();
            throw new BadJson(
                    message == null ? "not JSON" : message.lines().findFirst().orElse(""));
        }
    }

    /** Writes maps, lists and plain values as JSON text. */
    public static String write(Object value) {
        try {
            // An unset field is a statement of its own: before-images are full of them.
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** The node at the end of a path of object keys; {@link #ABSENT} where the path breaks off. */
    public Node at(String... path) {
        Object here = value;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return of(here);
    }

    /** The string at a path, or null when there is none or it is not a string. */
    public @Nullable String text(String... path) {
        return at(path).value instanceof String text ? text : null;
    }

    /** The string at a path, or the given one. */
    public String textOr(String otherwise, String... path) {
        String text = text(path);
        return text == null ? otherwise : text;
    }

    /** The whole number at a path, or null when there is none or it is not a whole number. */
    public @Nullable Long number(String... path) {
        Object found = at(path).value;
        return found instanceof Integer || found instanceof Long
                ? Long.valueOf(((Number) found).longValue())
                : null;
    }

    /** The elements of a list; a single value counts as a list of one, as CloudTrail writes it. */
    public List<Node> items() {
        if (value instanceof List<?> list) {
            List<Node> nodes = new ArrayList<>(list.size());
            for (Object item : list) {
                nodes.add(of(item));
            }
            return nodes;
        }
        return value == null ? List.of() : List.of(this);
    }

    /** The strings among the elements of a list. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Node item : items()) {
            if (item.value instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The fields of an object in their order; empty for anything else. */
    public Map<String, Node> fields() {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> fields.put(String.valueOf(key), of(item)));
        }
        return fields;
    }

    /** Whether anything but JSON null is here. */
    public boolean exists() {
        return value != null;
    }

    /** Whether this is a JSON object. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** Whether this is a JSON array. */
    public boolean isList() {
        return value instanceof List<?>;
    }

    /** Whether this is a string. */
    public boolean isText() {
        return value instanceof String;
    }

    /** The wrapped value: a map, list, string, number, boolean or null. */
    public @Nullable Object value() {
        return value;
    }

    @Override
    public String toString() {
        return value == null ? "null" : write(value);
    }
}
