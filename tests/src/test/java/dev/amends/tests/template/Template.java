package dev.amends.tests.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A template as it is written: maps, lists, texts, booleans and whole numbers; short functions
 * ({@code !Ref x}) in their long form ({@code {Ref: x}}). {@link Deployed} resolves them.
 */
public record Template(Map<String, Object> source) {

    /** The project's template.yaml. */
    public static Template ours() {
        try {
            return parse(Files.readString(root().resolve("template.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Template parse(String yaml) {
        Compose compose = new Compose(LoadSettings.builder().setLabel("template").build());
        return new Template(map(plain(compose.composeString(yaml).orElseThrow())));
    }

    /** The project's folder: the nearest one above with a template in it. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no template.yaml above " + Path.of("").toUri());
            }
            folder = parent;
        }
        return folder;
    }

    /** A part of the template, by its name at the top. */
    public Map<String, Object> section(String name) {
        return map(source.getOrDefault(name, Map.of()));
    }

    /** The properties of each resource of a type as they are written, by logical id. */
    public Map<String, Map<String, Object>> ofType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        section("Resources")
                .forEach((id, resource) -> {
                    if (type.equals(map(resource).get("Type"))) {
                        found.put(id, map(map(resource).getOrDefault("Properties", Map.of())));
                    }
                });
        return found;
    }

    private static Object plain(Node node) {
        Object value =
                switch (node) {
                    case ScalarNode scalar -> scalar(scalar);
                    case SequenceNode sequence ->
                            sequence.getValue().stream().map(Template::plain).toList();
                    case MappingNode mapping -> mapping(mapping);
                    default -> throw new IllegalArgumentException("unknown YAML: " + node);
                };
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return value;
        }
        String function = tag.substring(1);
        return Map.of(function.equals("Ref") ? "Ref" : "Fn::" + function, value);
    }

    private static Map<String, Object> mapping(MappingNode mapping) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (map.put(key, plain(tuple.getValueNode())) != null) {
                throw new IllegalArgumentException("twice in one mapping: " + key);
            }
        }
        return map;
    }

    private static Object scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            return Long.valueOf(text);
        }
        if (tag.equals(Tag.STR) || tag.getValue().startsWith("!")) {
            return text;
        }
        throw new IllegalArgumentException("unknown scalar " + tag + " " + text);
    }

    /** A mapping with text keys. */
    @SuppressWarnings("unchecked") // made by plain() or by a JSON parser: keys are texts
    static Map<String, Object> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("not a mapping: " + value);
    }

    /** A list; one thing is a list of one, as in IAM. */
    @SuppressWarnings("unchecked") // made by plain() or by a JSON parser
    static List<Object> list(@Nullable Object value) {
        return switch (value) {
            case null -> throw new IllegalArgumentException("not a list: null");
            case List<?> list -> (List<Object>) list;
            default -> List.of(value);
        };
    }

    static List<String> strings(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}
