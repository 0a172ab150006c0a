package dev.amends.lambdapermissions;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.policy.Grant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements of a function's policy, in their order. */
record Statements(List<Node> all) {

    Statements {
        all = List.copyOf(all);
    }

    /** Of a policy's text; none where it cannot be read, which the analyser says. */
    static Statements of(String policy) {
        return new Statements(parse(Node.of(policy)).at("Statement").items());
    }

    /** JSON that stands in a string, as Lambda and CloudTrail hand it around. */
    static Node parse(Node text) {
        if (text.value() instanceof String json) {
            try {
                return Node.parse(json);
            } catch (BadJson e) {
                return Node.ABSENT;
            }
        }
        return text;
    }

    /** A policy of nothing but one statement. */
    static String policyOf(Node statement) {
        Map<String, @Nullable Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", List.of(statement.value() == null ? "" : statement.value()));
        return Node.write(policy);
    }

    /** The statement of a grant; absent for one of the policy as a whole. */
    Node of(Grant grant) {
        return grant.index() >= 0 && grant.index() < all.size()
                ? all.get(grant.index())
                : Node.ABSENT;
    }

    /** The statement of a name; absent when there is none, or more than one. */
    Node named(String sid) {
        List<Node> found = all.stream().filter(s -> sid.equals(s.text("Sid"))).toList();
        return found.size() == 1 ? found.getFirst() : Node.ABSENT;
    }

    /** Whether some statement has the name. */
    boolean has(String sid) {
        return all.stream().anyMatch(s -> sid.equals(s.text("Sid")));
    }

    /**
     * The policy with some statements put in or taken out.
     *
     * @param changes statements by name; null takes one out
     */
    Statements with(Map<String, @Nullable String> changes) {
        Map<String, @Nullable String> left = new LinkedHashMap<>(changes);
        List<Node> changed = new ArrayList<>();
        for (Node statement : all) {
            String sid = statement.text("Sid");
            if (sid == null || !changes.containsKey(sid)) {
                changed.add(statement);
            } else if (left.containsKey(sid)) {
                String json = left.remove(sid);
                if (json != null) {
                    changed.add(parse(Node.of(json)));
                }
            }
        }
        left.values()
                .forEach(json -> {
                    if (json != null) {
                        changed.add(parse(Node.of(json)));
                    }
                });
        return new Statements(changed);
    }

    /** The policy as text. */
    String policy() {
        Map<String, @Nullable Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        List<@Nullable Object> values = new ArrayList<>();
        all.forEach(statement -> values.add(statement.value()));
        policy.put("Statement", values);
        return Node.write(policy);
    }

    /**
     * The same text for statements that mean the same: keys in order, a list of one as its element,
     * condition keys in lower case, as AWS compares them so.
     */
    static String canonical(Node statement) {
        return Node.write(statement(statement));
    }

    private static Object statement(Node statement) {
        Map<String, Object> sorted = new TreeMap<>();
        statement
                .fields()
                .forEach((key, value) ->
                        sorted.put(key, key.equals("Condition") ? condition(value) : value(value)));
        return sorted;
    }

    private static Object condition(Node condition) {
        if (!condition.isObject()) {
            return value(condition);
        }
        Map<String, Object> operators = new TreeMap<>();
        condition.fields().forEach((operator, keys) -> operators.put(operator, keys(keys)));
        return operators;
    }

    private static Object keys(Node keys) {
        Map<String, Object> lower = new TreeMap<>();
        keys.fields()
                .forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value(value)));
        // Two that differ in case alone are two conditions; leave them apart.
        return lower.size() == keys.fields().size() && keys.isObject() ? lower : value(keys);
    }

    private static Object value(Node value) {
        if (value.isObject()) {
            Map<String, Object> sorted = new TreeMap<>();
            value.fields().forEach((key, item) -> sorted.put(key, value(item)));
            return sorted;
        }
        if (value.isList()) {
            List<Object> items = value.items().stream().map(Statements::value).toList();
            return items.size() == 1 ? items.getFirst() : items;
        }
        Object plain = value.value();
        return plain == null ? "" : plain;
    }
}
