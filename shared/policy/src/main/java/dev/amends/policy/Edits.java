package dev.amends.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a policy that can only make it narrower: a condition more, a principal less, a
 * statement less. They work on copies; what is not changed is the same object.
 */
final class Edits {
    private Edits() {}

    /** The policy with another statement at a place, or with none there when it is null. */
    static Map<String, @Nullable Object> with(
            Map<?, ?> policy, int index, @Nullable Map<String, @Nullable Object> statement) {
        Map<String, @Nullable Object> changed = copy(policy);
        if (policy.get("Statement") instanceof List<?> list) {
            List<@Nullable Object> statements = new ArrayList<>(list);
            if (statement == null) {
                statements.remove(index);
            } else {
                statements.set(index, statement);
            }
            changed.put("Statement", statements);
        } else {
            changed.put("Statement", statement == null ? new ArrayList<>() : statement);
        }
        return changed;
    }

    /**
     * A statement that asks for one thing more. Where the policy already has that operator and key,
     * the same is said with an operator that means the same, or, where the present value covers the
     * new one, takes its place.
     *
     * @return null when there is no way to say it, or when nobody could meet both the new and a
     *     present condition
     */
    static @Nullable Map<String, @Nullable Object> asking(
            Map<?, ?> statement, List<String> operators, String key, String value) {
        Map<String, @Nullable Object> changed = copy(statement);
        Object present = statement.get("Condition");
        Map<String, @Nullable Object> conditions =
                present instanceof Map<?, ?> map ? copy(map) : new LinkedHashMap<>();
        changed.put("Condition", conditions);
        if (contradicts(conditions, key, value)) {
            return null;
        }
        for (String operator : operators) {
            String name = find(conditions, operator);
            Map<String, @Nullable Object> keys =
                    conditions.get(name) instanceof Map<?, ?> map
                            ? copy(map)
                            : new LinkedHashMap<>();
            String at = find(keys, key);
            boolean covered =
                    keys.get(at) instanceof String old && covers(Operator.parse(name), old, value);
            if (!keys.containsKey(at) || covered) {
                keys.put(at, value);
                conditions.put(name, keys);
                return changed;
            }
        }
        return null;
    }

    /** Whether no request can have this value of a key and pass what is asked of it already. */
    private static boolean contradicts(
            Map<String, @Nullable Object> conditions, String key, String value) {
        for (Map.Entry<String, @Nullable Object> entry : conditions.entrySet()) {
            Operator operator = Operator.parse(entry.getKey());
            if (operator == null || !(entry.getValue() instanceof Map<?, ?> keys)) {
                continue;
            }
            for (Map.Entry<?, ?> present : keys.entrySet()) {
                if (!String.valueOf(present.getKey()).equalsIgnoreCase(key)) {
                    continue;
                }
                List<?> values =
                        present.getValue() instanceof List<?> list
                                ? list
                                : List.of(String.valueOf(present.getValue()));
                boolean met =
                        values.stream()
                                .map(String::valueOf)
                                .anyMatch(old ->
                                        Wildcard.variable(old)
                                                || Wildcard.meet(old, value)
                                                || meet(Arn.parse(old), Arn.parse(value)));
                boolean shut =
                        switch (operator.family()) {
                            case EQUALS, LIKE, ARN -> operator.negated() == met;
                            case NULL ->
                                    values.stream()
                                            .map(String::valueOf)
                                            .noneMatch("false"::equalsIgnoreCase);
                            default -> false;
                        };
                if (shut) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean meet(@Nullable Arn one, @Nullable Arn other) {
        return one != null
                && other != null
                && Wildcard.meet(one.partition(), other.partition())
                && Wildcard.meet(one.service(), other.service())
                && Wildcard.meet(one.region(), other.region())
                && Wildcard.meet(one.account(), other.account())
                && Wildcard.meet(one.resource(), other.resource());
    }

    /** Whether the new value lets in only what the present one does. */
    private static boolean covers(@Nullable Operator operator, String old, String value) {
        if (operator == null || Wildcard.variable(old)) {
            return false;
        }
        Arn wide = Arn.parse(old);
        Arn narrow = Arn.parse(value);
        return operator.family() == Operator.Family.ARN
                && wide != null
                && narrow != null
                && Wildcard.covers(wide.partition(), narrow.partition())
                && Wildcard.covers(wide.service(), narrow.service())
                && Wildcard.covers(wide.region(), narrow.region())
                && Wildcard.covers(wide.account(), narrow.account())
                && Wildcard.covers(wide.resource(), narrow.resource());
    }

    /**
     * A statement with some of its principals only, in the order in which {@link Principals} reads
     * them.
     *
     * @return null when none would be left
     */
    static @Nullable Map<String, @Nullable Object> keeping(
            Map<?, ?> statement, List<Boolean> keep) {
        Map<String, @Nullable Object> changed = copy(statement);
        Object principal = statement.get("Principal");
        int[] next = {0};
        Object kept;
        if (principal instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> types = new LinkedHashMap<>();
            map.forEach((type, values) -> {
                Object some = some(values, keep, next);
                if (some != null) {
                    types.put(String.valueOf(type), some);
                }
            });
            kept = types.isEmpty() ? null : types;
        } else {
            kept = some(principal, keep, next);
        }
        if (kept == null || next[0] != keep.size()) {
            return null;
        }
        changed.put("Principal", kept);
        return changed;
    }

    private static @Nullable Object some(@Nullable Object values, List<Boolean> keep, int[] next) {
        if (!(values instanceof List<?> list)) {
            return next[0] < keep.size() && keep.get(next[0]++) ? values : null;
        }
        List<@Nullable Object> some = new ArrayList<>();
        for (Object value : list) {
            if (next[0] < keep.size() && keep.get(next[0]++)) {
                some.add(value);
            }
        }
        return some.isEmpty() ? null : some;
    }

    /** The name as it is written there already, in whatever case; else as given. */
    private static String find(Map<String, @Nullable Object> map, String name) {
        for (String present : map.keySet()) {
            if (present.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return present;
            }
        }
        return name;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
