package dev.amends.template.read;

import dev.amends.template.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    final class Fields implements Raw {
        /** Up to so many are looked through; more have an index. */
        private static final int FEW = 8;

        private final List<Entry> entries;
        private final String tag;
        private final Position at;
        private @Nullable Map<String, Raw> index;

        Fields(List<Entry> entries, String tag, Position at) {
            this.entries = entries;
            this.tag = tag;
            this.at = at;
        }

        List<Entry> entries() {
            return entries;
        }

        @Override
        public String tag() {
            return tag;
        }

        @Override
        public Position at() {
            return at;
        }

        /** The value under a key; null when there is none. */
        @Nullable Raw get(String name) {
            if (entries.size() > FEW) {
                return indexed().get(name);
            }
            for (Entry entry : entries) {
                if (entry.name().equals(name)) {
                    return entry.value();
                }
            }
            return null;
        }

        private Map<String, Raw> indexed() {
            Map<String, Raw> made = index;
            if (made == null) {
                made = HashMap.newHashMap(entries.size());
                for (Entry entry : entries) {
                    made.putIfAbsent(entry.name(), entry.value());
                }
                index = made;
            }
            return made;
        }
    }

    /** A key with its value. */
    record Entry(String name, Position at, Raw value) {}
}
