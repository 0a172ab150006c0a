package dev.amends.template.rules;

import dev.amends.template.Resource;
import dev.amends.template.Value;
import dev.amends.template.lifecycle.LifecycleRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lifecycle rules of a bucket of a template. */
final class Lifecycle {
    private Lifecycle() {}

    /**
     * A rule and its place.
     *
     * @param name what a person calls it
     * @param prefix where its prefix stands; null without one
     * @param transitions where each transition stands
     */
    record Written(
            LifecycleRule rule,
            String name,
            Value value,
            @Nullable Value prefix,
            List<Value> transitions) {}

    static List<Written> rules(Resource bucket) {
        List<Written> rules = new ArrayList<>();
        int count = 0;
        for (Value value : Known.items(bucket, "LifecycleConfiguration", "Rules")) {
            count++;
            if (value instanceof Value.Fields fields) {
                rules.add(written(fields, count));
            }
        }
        return rules;
    }

    private static Written written(Value.Fields rule, int number) {
        String id = Known.text(rule, "Id");
        Value prefix = Known.field(rule, "Prefix");
        List<Value> transitions = new ArrayList<>();
        for (String each : List.of("Transitions", "Transition")) {
            Value some = rule.get(each);
            transitions.addAll(some == null ? List.of() : Known.items(some));
        }
        return new Written(
                new LifecycleRule(
                        Known.text(rule, "Status").equals("Enabled"),
                        prefix instanceof Value.Scalar text ? text.text() : "",
                        above(rule),
                        transitions.stream().map(each -> Known.text(each, "StorageClass")).toList(),
                        has(rule, "ExpirationInDays") || has(rule, "ExpirationDate"),
                        has(rule, "NoncurrentVersionExpiration")
                                || has(rule, "NoncurrentVersionExpirationInDays")
                                || has(rule, "NoncurrentVersionTransitions")
                                || has(rule, "NoncurrentVersionTransition")),
                id.isEmpty() ? "rule %d".formatted(number) : "rule " + id,
                rule,
                prefix,
                transitions);
    }

    /** A size that is not known is taken for one that leaves small objects alone. */
    private static long above(Value.Fields rule) {
        if (!has(rule, "ObjectSizeGreaterThan")) {
            return -1;
        }
        try {
            return Long.parseLong(Known.text(rule, "ObjectSizeGreaterThan"));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean has(Value.Fields rule, String name) {
        return rule.get(name) != null;
    }
}
