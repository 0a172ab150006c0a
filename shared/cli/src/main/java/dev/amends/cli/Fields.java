package dev.amends.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that may stand in one place of a settings file, and what checks the value of each. */
final class Fields {
    private final Map<String, Check> checks = new LinkedHashMap<>();

    /** Checks one value and says what is wrong with it. */
    interface Check {
        void check(String path, @Nullable Object value);
    }

    Fields and(String name, Check check) {
        checks.put(name, check);
        return this;
    }

    @Nullable Check get(String name) {
        return checks.get(name);
    }

    Collection<String> names() {
        return checks.keySet();
    }
}
