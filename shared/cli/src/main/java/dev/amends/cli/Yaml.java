package dev.amends.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a YAML 1.2 file into maps, lists and plain values and remembers on which line each stands.
 * In 1.2 {@code off} and {@code no} are words, not booleans.
 */
final class Yaml {
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Object value;

    private Yaml() {}

    static Yaml read(String text) {
        Yaml yaml = new Yaml();
        try {
            new Compose(LoadSettings.builder().setSchema(new CoreSchema()).build())
                    .composeString(text)
                    .ifPresent(node -> yaml.value = yaml.convert(node, ""));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            yaml.problems.add(new Problem(line, "", "is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            yaml.problems.add(new Problem(1, "", "is not YAML: " + e.getMessage()));
        }
        return yaml;
    }

    /** Writes maps, lists and plain values, one field a line. */
    static String write(Object value) {
        return new Dump(
                        DumpSettings.builder()
                                .setDefaultFlowStyle(FlowStyle.BLOCK)
                                .setIndent(2)
                                .setIndicatorIndent(2)
                                .setIndentWithIndicator(true)
                                .setUseUnicodeEncoding(false)
                                .setWidth(200)
                                .build())
                .dumpToString(value);
    }

    @Nullable Object value() {
        return value;
    }

    /** What is wrong with the file as YAML. */
    List<Problem> problems() {
        return problems;
    }

    /** The line of the field with this path. */
    int line(String path) {
        return lines.getOrDefault(path, 1);
    }

    private @Nullable Object convert(Node node, String path) {
        if (!seen.add(node)) {
            problem(node, path, "aliases (*name) are not supported; write the value out");
            return null;
        }
        return switch (node) {
            case MappingNode mapping -> map(mapping, path);
            case SequenceNode sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    String inner = path + "[" + list.size() + "]";
                    lines.put(inner, lineOf(item));
                    list.add(convert(item, inner));
                }
                yield list;
            }
            case ScalarNode scalar -> plain(scalar, path);
            default -> {
                problem(node, path, "is of a kind that settings do not use");
                yield null;
            }
        };
    }

    private Map<String, @Nullable Object> map(MappingNode mapping, String path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(tuple.getKeyNode(), path, "a name must be a plain word");
                continue;
            }
            String name = key.getValue();
            String inner = path.isEmpty() ? name : path + "." + name;
            if (map.containsKey(name)) {
                problem(key, inner, "is given twice, first on line " + line(inner));
                continue;
            }
            lines.put(inner, lineOf(key));
            map.put(name, convert(tuple.getValueNode(), inner));
        }
        return map;
    }

    private @Nullable Object plain(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            try {
                return Long.decode(text.startsWith("0o") ? "0" + text.substring(2) : decimal(text));
            } catch (NumberFormatException e) {
                problem(scalar, path, "is too large a number");
                return null;
            }
        }
        if (tag.equals(Tag.FLOAT)) {
            return text.contains(".inf") || text.toLowerCase(java.util.Locale.ROOT).contains(".nan")
                    ? text
                    : (Object) Double.valueOf(text);
        }
        return text;
    }

    /** Leading zeros mean nothing in YAML 1.2; to Java they would mean octal. */
    private static String decimal(String text) {
        return text.startsWith("0x") ? text : text.replaceFirst("^([-+]?)0+(?=\\d)", "$1");
    }

    private void problem(Node node, String path, String what) {
        problems.add(new Problem(lineOf(node), path, what));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
