package dev.amends.buckets;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells whether two policies are the same text, formatting and order of keys left aside. */
final class Canonical {
    private Canonical() {}

    /** A hash that is the same for the same policy. */
    static String hash(String policy) {
        String text = policy;
        try {
            text = text(Node.parse(policy));
        } catch (BadJson e) {
            // Not JSON: then only the very same text is the same.
        }
        return Keys.fingerprint(Map.of("policy", text), Map.of());
    }

    /** The same of a policy that is part of a document. */
    static String hash(Node policy) {
        return policy.isText()
                ? hash(policy.textOr(""))
                : Keys.fingerprint(Map.of("policy", text(policy)), Map.of());
    }

    private static String text(Node node) {
        Object sorted = sorted(node.value());
        return sorted == null ? "null" : Node.write(sorted);
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(String.valueOf(key), sorted(item)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return value;
    }
}
