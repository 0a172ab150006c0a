package dev.amends.template.read;

import dev.amends.template.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template as it is written, before anything is resolved. */
sealed interface Raw {

    Position at();

    /** The tag of a short function without its {@code !}: {@code Ref}, {@code Sub}; else empty. */
    String tag();

    /**
     * A single value.
     *
     * @param plain whether it stands without quotes, so that it may be a number or a boolean
     */
    record Scalar(String text, boolean plain, String tag, Position at) implements Raw {}

    /** A list. */
    record Items(List<Raw> values, String tag, Position at) implements Raw {}

    /** A map; keys in order, each once. */
    record Fields(List<Entry> entries, String tag, Position at) implements Raw {

        /** The value under a key; null when there is none. */
        @Nullable Raw get(String name) {
            for (Entry entry : entries) {
                if (entry.name().equals(name)) {
                    return entry.value();
                }
            }
            return null;
        }
    }

    /** A key with its value. */
    record Entry(String name, Position at, Raw value) {}
}
