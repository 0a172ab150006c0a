package dev.amends.check;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Guess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a command, sorted into options and the rest.
 *
 * <p>By hand, because it halves the time of a start: picocli's classes are of a kind that the JVM's
 * class data archive does not take, and reading them anew takes longer than reviewing a template.
 */
final class Arguments {
    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments() {}

    /**
     * An option.
     *
     * @param name with its dashes
     * @param label of its value; empty when it has none
     * @param description for people
     */
    record Option(String name, String label, String description) {
        boolean flag() {
            return label.isEmpty();
        }
    }

    static final Option HELP = new Option("--help", "", "Shows this help; so does -h.");

    /**
     * Sorts them. {@code --name value} and {@code --name=value} are the same; behind {@code --}
     * nothing is an option.
     *
     * @throws Cannot when an option is unknown or lacks its value
     */
    static Arguments of(List<Option> known, List<String> words) throws Cannot {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                arguments.rest.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (word.equals("-h")) {
                word = HELP.name();
            }
            if (!word.startsWith("-") || word.equals("-")) {
                arguments.rest.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            Option option = find(known, equals < 0 ? word : word.substring(0, equals));
            String value;
            if (option.flag()) {
                if (equals >= 0) {
                    throw Cannot.because("%s takes no value".formatted(option.name()));
                }
                value = "";
            } else if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (i + 1 < words.size()) {
                value = words.get(++i);
            } else {
                throw Cannot.because(
                        "%s needs a value, %s".formatted(option.name(), option.label()));
            }
            arguments.options.computeIfAbsent(option.name(), n -> new ArrayList<>()).add(value);
        }
        return arguments;
    }

    private static Option find(List<Option> known, String name) throws Cannot {
        for (Option option : known) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw Cannot.because(
                "there is no option %s%s"
                        .formatted(
                                name,
                                Guess.didYouMean(name, known.stream().map(Option::name).toList())));
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    /** What is no option. */
    List<String> rest() {
        return rest;
    }

    /** All values of an option, in order. */
    List<String> all(String name) {
        return options.getOrDefault(name, List.of());
    }

    /** The value of an option, the last one when it is given several times. */
    @Nullable String last(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getLast();
    }

    /** All values of an option whose values are lists with commas. */
    List<String> listed(String name) {
        List<String> items = new ArrayList<>();
        for (String value : all(name)) {
            for (String item : value.split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
        }
        return items;
    }

    /**
     * All values of an option that are {@code NAME=VALUE}.
     *
     * @throws Cannot when one is not
     */
    Map<String, String> pairs(String name, String label) throws Cannot {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String value : all(name)) {
            int equals = value.indexOf('=');
            if (equals <= 0) {
                throw Cannot.because("%s must be %s, not %s".formatted(name, label, value));
            }
            pairs.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return pairs;
    }

    /**
     * The value as one of an enum's, or the given one.
     *
     * @throws Cannot when it is none
     */
    <E extends Enum<E>> E one(String name, E otherwise) throws Cannot {
        String value = last(name);
        return value == null ? otherwise : oneOf(name, value, otherwise.getDeclaringClass());
    }

    static <E extends Enum<E>> E oneOf(String name, String value, Class<E> kind) throws Cannot {
        List<String> names = new ArrayList<>();
        for (E constant : kind.getEnumConstants()) {
            String constantName = constant.name().toLowerCase(Locale.ROOT);
            if (constantName.equals(value.toLowerCase(Locale.ROOT))) {
                return constant;
            }
            names.add(constantName);
        }
        throw Cannot.because(
                "%s must be %s, not %s".formatted(name, String.join(" or ", names), value));
    }
}
