package dev.amends.cli;

import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What other settings would change, one line for each value. */
final class Difference {
    private Difference() {}

    static List<String> between(Node before, Node after) {
        Map<String, String> old = new LinkedHashMap<>();
        Map<String, String> next = new LinkedHashMap<>();
        flatten("", before, old);
        flatten("", after, next);
        Set<String> paths = new LinkedHashSet<>(next.keySet());
        paths.addAll(old.keySet());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            String from = old.get(path);
            String to = next.get(path);
            if (!String.valueOf(from).equals(String.valueOf(to))) {
                lines.add(path + ": " + shown(path, from) + " -> " + shown(path, to));
            }
        }
        return lines;
    }

    private static void flatten(String path, Node node, Map<String, String> into) {
        if (node.isObject()) {
            node.fields()
                    .forEach((name, inner) ->
                            flatten(path.isEmpty() ? name : path + "." + name, inner, into));
        } else if (node.exists()) {
            into.put(path, node.toString());
        }
    }

    /** As it stands in the file; what is not given is said with what it means. */
    private static String shown(String path, @Nullable String json) {
        if (json == null) {
            return path.startsWith("guardrails.") && path.endsWith(".mode")
                    ? "not set (flag)"
                    : "not set";
        }
        String bare = json.length() < 2 ? json : json.substring(1, json.length() - 1);
        return json.startsWith("\"") && bare.matches("[A-Za-z#/][\\w #=:/.-]*") ? bare : json;
    }
}
