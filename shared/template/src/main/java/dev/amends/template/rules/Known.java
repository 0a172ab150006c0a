package dev.amends.template.rules;

import dev.amends.template.Resource;
import dev.amends.template.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known for certain of a resource's properties. */
final class Known {
    private Known() {}

    /** A single value; null when it is not set, or not known. */
    static Value.@Nullable Scalar scalar(Resource resource, String... path) {
        return resource.get(path).orElse(null) instanceof Value.Scalar scalar ? scalar : null;
    }

    /** Its text; empty when it is not set, or not known. */
    static String text(Resource resource, String... path) {
        Value.Scalar scalar = scalar(resource, path);
        return scalar == null ? "" : scalar.text();
    }

    /** The text of a field of a map; empty when it is not set, or not known. */
    static String text(Value value, String field) {
        return value instanceof Value.Fields fields
                        && fields.get(field) instanceof Value.Scalar scalar
                ? scalar.text()
                : "";
    }

    /** Whether it is {@code true}, written in any way. */
    static boolean isTrue(Resource resource, String... path) {
        return text(resource, path).toLowerCase(Locale.ROOT).equals("true");
    }

    /** The items of a list, or a single value as a list of one; none when they are not known. */
    static List<Value> items(Resource resource, String... path) {
        return resource.get(path).map(Known::items).orElse(List.of());
    }

    /** The same of a value. */
    static List<Value> items(Value value) {
        return switch (value) {
            case Value.Items items -> items.values();
            case Value.Unknown _ -> List.of();
            default -> List.of(value);
        };
    }

    /** The field of a map; null when it is not there. */
    static @Nullable Value field(@Nullable Value value, String name) {
        return value instanceof Value.Fields fields ? fields.get(name) : null;
    }

    /** Whether it is set to something that cannot be told, so that nothing may be said of it. */
    static boolean unclear(Optional<Value> value) {
        return value.orElse(null) instanceof Value.Unknown;
    }

    /** For a sentence: a value that rests on a parameter's default is one "by default". */
    static String byDefault(@Nullable Value value) {
        return value != null && value.assumed() ? " by default" : "";
    }

    /** The logical id that a value refers to; empty when it refers to none. */
    static String referred(@Nullable Value value) {
        return value instanceof Value.Reference reference ? reference.logicalId() : "";
    }
}
