package dev.amends.policy;

import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code Statement}; what AWS would refuse becomes its trouble. */
final class StatementReader {
    private static final Set<String> ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");
    private static final List<String> ANY = List.of("*");

    private final Setting setting;
    private final Principals principals;

    StatementReader(Setting setting) {
        this.setting = setting;
        this.principals = new Principals(setting);
    }

    Statement read(Node node, int index, String path) {
        Map<?, ?> fields = node.value() instanceof Map<?, ?> map ? map : Map.of();
        Trouble trouble = new Trouble();
        for (Object name : fields.keySet()) {
            if (!ELEMENTS.contains(name)) {
                trouble.add(
                        Construct.STATEMENT_ELEMENT,
                        "It has an element "
                                + Text.quote(String.valueOf(name))
                                + ", which Amends does not know.");
            }
        }
        Object effect = fields.get("Effect");
        boolean deny = "Deny".equals(effect);
        if (!deny && !"Allow".equals(effect)) {
            trouble.add(Construct.EFFECT, "Its Effect is neither Allow nor Deny.");
        }
        boolean exceptPrincipals = fields.containsKey("NotPrincipal");
        if (exceptPrincipals == fields.containsKey("Principal")) {
            trouble.add(Construct.PRINCIPAL, "It needs either Principal or NotPrincipal.");
        }
        String principal = exceptPrincipals ? "NotPrincipal" : "Principal";
        List<Principal> who = principals.read(fields.get(principal), path + "." + principal);
        boolean exceptActions = fields.containsKey("NotAction");
        if (exceptActions == fields.containsKey("Action")) {
            trouble.add(Construct.ACTION, "It needs either Action or NotAction.");
        }
        List<String> actions =
                texts(fields, exceptActions ? "NotAction" : "Action", Construct.ACTION, trouble);
        boolean exceptResources = fields.containsKey("NotResource");
        // Only a role's trust policy has none.
        boolean none = !exceptResources && !fields.containsKey("Resource");
        if ((exceptResources && fields.containsKey("Resource"))
                || (none && setting.kind() != Kind.OTHER)) {
            trouble.add(Construct.RESOURCE, "It needs either Resource or NotResource.");
        }
        List<String> resources =
                none
                        ? ANY
                        : texts(
                                fields,
                                exceptResources ? "NotResource" : "Resource",
                                Construct.RESOURCE,
                                trouble);
        return new Statement(
                index,
                path,
                fields.get("Sid") instanceof String sid ? sid : null,
                !deny,
                who,
                exceptPrincipals,
                actions,
                exceptActions ? ANY : lower(actions),
                exceptActions,
                exceptResources ? ANY : resources,
                exceptResources,
                exceptResources ? resources : List.of(),
                conditions(fields, path + ".Condition", trouble),
                trouble.first);
    }

    private static List<Condition> conditions(Map<?, ?> fields, String path, Trouble trouble) {
        if (!fields.containsKey("Condition")) {
            return List.of();
        }
        if (!(fields.get("Condition") instanceof Map<?, ?> block)) {
            trouble.add(Construct.CONDITION, "Its Condition is no object.");
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        block.forEach((operator, keys) ->
                conditions(String.valueOf(operator), keys, path, trouble, conditions));
        return conditions;
    }

    private static void conditions(
            String name,
            @Nullable Object keys,
            String path,
            Trouble trouble,
            List<Condition> conditions) {
        if (!(keys instanceof Map<?, ?> map)) {
            trouble.add(
                    Construct.CONDITION, "Its Condition " + Text.quote(name) + " is no object.");
            return;
        }
        Operator operator = Operator.parse(name);
        map.forEach((any, values) -> {
            String key = String.valueOf(any);
            conditions.add(
                    new Condition(
                            name,
                            operator,
                            key,
                            key.toLowerCase(Locale.ROOT),
                            values(key, values, trouble),
                            path));
        });
    }

    /** Numbers and booleans may be written without quotation marks. */
    private static List<String> values(String key, @Nullable Object node, Trouble trouble) {
        List<String> values = new ArrayList<>();
        for (Object value : items(node)) {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                values.add(value.toString());
            } else {
                trouble.add(
                        Construct.CONDITION,
                        "Its condition on " + Text.quote(key) + " has a value that is none.");
            }
        }
        if (values.isEmpty()) {
            trouble.add(
                    Construct.CONDITION, "Its condition on " + Text.quote(key) + " has no value.");
        }
        return values;
    }

    private static List<String> texts(
            Map<?, ?> fields, String name, Construct construct, Trouble trouble) {
        List<String> texts = new ArrayList<>();
        for (Object item : items(fields.get(name))) {
            if (item instanceof String text && !text.isEmpty()) {
                texts.add(text);
            } else {
                trouble.add(construct, "Its " + name + " has a value that is no text.");
            }
        }
        if (texts.isEmpty()) {
            trouble.add(construct, "Its " + name + " names nothing.");
        }
        return texts;
    }

    private static List<String> lower(List<String> texts) {
        List<String> lower = new ArrayList<>(texts.size());
        for (String text : texts) {
            lower.add(text.toLowerCase(Locale.ROOT));
        }
        return lower;
    }

    /** The elements of a list; anything else is a list of one, and null of none. */
    private static List<?> items(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    /** The first thing that is wrong; one is enough to say. */
    private static final class Trouble {
        Statement.@Nullable Trouble first;

        void add(Construct construct, String because) {
            if (first == null) {
                first = new Statement.Trouble(construct, because);
            }
        }
    }
}
