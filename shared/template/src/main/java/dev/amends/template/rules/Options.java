package dev.amends.template.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the settings of rules. */
final class Options {
    private Options() {}

    /** A list with commas between its items, without empty ones. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** The same in lower case, where order does not matter. */
    static Set<String> set(String text) {
        return list(text).stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /**
     * Whether tags are those of a mark, {@code key=value[,key=value]}: one of them is enough, and
     * upper and lower case are the same.
     *
     * @param tags null when they are not known
     */
    static boolean marked(@Nullable Map<String, String> tags, String marks) {
        return tags != null
                && tags.entrySet().stream()
                        .map(tag -> (tag.getKey() + "=" + tag.getValue()).toLowerCase(Locale.ROOT))
                        .anyMatch(set(marks)::contains);
    }
}
