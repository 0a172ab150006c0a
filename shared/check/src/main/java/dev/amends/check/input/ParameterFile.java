package dev.amends.check.input;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Values of parameters from a file, in any form in which people keep them:
 *
 * <ul>
 *   <li>{@code [{"ParameterKey": "Env", "ParameterValue": "prod"}]}, as {@code aws cloudformation
 *       create-stack --parameters file://…} takes it
 *   <li>{@code ["Env=prod"]}, as {@code aws cloudformation deploy --parameter-overrides file://…}
 *       takes it, or {@code {"Parameters": {"Env": "prod"}}}, as that and CodePipeline do
 *   <li>{@code {"Env": "prod"}}, or the same in YAML
 *   <li>{@code parameter_overrides} of SAM's {@code samconfig.toml}
 * </ul>
 *
 * <p>Values stay as they are written: an account id keeps its leading zeros.
 */
public final class ParameterFile {
    private final String name;
    private final Map<String, String> values = new LinkedHashMap<>();

    private ParameterFile(String name) {
        this.name = name;
    }

    /**
     * The values in a file.
     *
     * @param name as people named it
     */
    public static Map<String, String> read(Path file, String name) throws Cannot {
        String text;
        try {
            text = Texts.of(file);
        } catch (Cannot e) {
            throw Cannot.because("the parameter file %s: %s".formatted(name, e.getMessage()));
        }
        return of(text, name);
    }

    static Map<String, String> of(String text, String name) throws Cannot {
        ParameterFile file = new ParameterFile(name);
        String stripped = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (name.endsWith(".toml")) {
            file.values.putAll(SamConfig.overrides(stripped, name));
        } else if (stripped.stripLeading().startsWith("{")
                || stripped.stripLeading().startsWith("[")) {
            file.json(stripped);
        } else {
            file.yaml(stripped);
        }
        return file.values;
    }

    private void json(String text) throws Cannot {
        Node root;
        try {
            root = Node.parse(text);
        } catch (BadJson e) {
            throw wrong("is no JSON: " + e.getMessage());
        }
        if (root.isList()) {
            for (Node item : root.items()) {
                item(item);
            }
            return;
        }
        Node inner = root.at("Parameters").isObject() ? root.at("Parameters") : root;
        for (var field : inner.fields().entrySet()) {
            put(field.getKey(), field.getValue());
        }
    }

    private void item(Node item) throws Cannot {
        if (item.isText()) {
            pair(String.valueOf(item.value()), values);
            return;
        }
        String key = item.text("ParameterKey");
        if (key == null) {
            throw wrong("has an entry without ParameterKey");
        }
        // UsePreviousValue: the stack knows the value, and nobody here does.
        if (item.at("ParameterValue").exists()) {
            put(key, item.at("ParameterValue"));
        }
    }

    private void put(String key, Node value) throws Cannot {
        if (value.isObject()) {
            throw wrong("gives %s more than a text".formatted(key));
        }
        if (value.isList()) {
            values.put(
                    key,
                    String.join(
                            ",",
                            value.items().stream()
                                    .map(each -> String.valueOf(each.value()))
                                    .toList()));
        } else if (value.exists()) {
            values.put(key, String.valueOf(value.value()));
        }
    }

    private void yaml(String text) throws Cannot {
        try {
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                return;
            }
            switch (root) {
                case MappingNode map -> fields(inner(map));
                case SequenceNode list -> {
                    for (var item : list.getValue()) {
                        if (item instanceof ScalarNode pair) {
                            pair(pair.getValue(), values);
                        } else if (item instanceof MappingNode map) {
                            entry(map);
                        }
                    }
                }
                default -> throw wrong("holds no parameters");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw wrong("is no YAML, line %d: %s".formatted(line, e.getProblem()));
        } catch (YAMLException e) {
            throw wrong("is no YAML: " + e.getMessage());
        }
    }

    private static MappingNode inner(MappingNode map) {
        for (NodeTuple field : map.getValue()) {
            if (field.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("Parameters")
                    && field.getValueNode() instanceof MappingNode inner) {
                return inner;
            }
        }
        return map;
    }

    private void fields(MappingNode map) throws Cannot {
        for (NodeTuple field : map.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)
                    || !(field.getValueNode() instanceof ScalarNode value)) {
                throw wrong("gives a parameter more than a text");
            }
            values.put(key.getValue(), value.getValue());
        }
    }

    private void entry(MappingNode map) throws Cannot {
        Map<String, String> fields = new LinkedHashMap<>();
        for (NodeTuple field : map.getValue()) {
            if (field.getKeyNode() instanceof ScalarNode key
                    && field.getValueNode() instanceof ScalarNode value) {
                fields.put(key.getValue(), value.getValue());
            }
        }
        String key = fields.get("ParameterKey");
        if (key == null) {
            throw wrong("has an entry without ParameterKey");
        }
        String value = fields.get("ParameterValue");
        if (value != null) {
            values.put(key, value);
        }
    }

    private void pair(String pair, Map<String, String> into) throws Cannot {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            throw wrong("has the entry %s, which is not NAME=VALUE".formatted(pair));
        }
        into.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
    }

    private Cannot wrong(String what) {
        return Cannot.because("the parameter file %s %s".formatted(name, what));
    }
}
