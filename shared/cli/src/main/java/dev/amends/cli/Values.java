package dev.amends.cli;

import dev.amends.check.terminal.Guess;
import dev.amends.check.terminal.Text;
import dev.amends.cli.Fields.Check;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.json.Node;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What single values of a settings file must be. */
final class Values {
    private static final int LONGEST = 80;
    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();

    private final BiConsumer<String, String> problem;

    /**
     * Checks of values.
     *
     * @param problem takes the path of a value and what is wrong with it
     */
    Values(BiConsumer<String, String> problem) {
        this.problem = problem;
    }

    void map(String path, @Nullable Object value, Fields known) {
        if (!(value instanceof Map<?, ?> map)) {
            problem(path, "must hold " + String.join(", ", known.names()) + not(value));
            return;
        }
        map.forEach((key, inner) -> {
            String name = String.valueOf(key);
            String at = path.isEmpty() ? name : path + "." + name;
            Check check = known.get(name);
            if (check != null) {
                check.check(at, inner);
            } else {
                String guess = Guess.didYouMean(name, known.names());
                problem(
                        at,
                        "is not known here"
                                + (guess.isEmpty()
                                        ? "; allowed: " + String.join(", ", known.names())
                                        : guess));
            }
        });
    }

    Check listOf(Check each, String what) {
        return (path, value) -> {
            if (!(value instanceof List<?> list)) {
                problem(path, "must be a list of " + what + not(value));
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                each.check(path + "[" + i + "]", list.get(i));
            }
        };
    }

    Check option(Function<Node, Optional<String>> check) {
        return (path, value) -> {
            if (value == null) {
                problem(path, "has no value; leave the line out to get the default");
                return;
            }
            check.apply(Node.of(value)).ifPresent(what -> problem(path, what + not(value)));
        };
    }

    void mode(String path, @Nullable Object value) {
        oneOf(MODES).check(path, value);
    }

    Check oneOf(List<String> allowed) {
        return (path, value) -> {
            if (!(value instanceof String text) || !allowed.contains(text)) {
                String guess = value instanceof String text ? Guess.didYouMean(text, allowed) : "";
                problem(path, "must be one of " + String.join(", ", allowed) + not(value) + guess);
            }
        };
    }

    Check id(SlackId kind) {
        return (path, value) -> {
            if (!(value instanceof String text) || !kind.fits(text)) {
                problem(path, "must be %s%s; %s".formatted(kind.what(), not(value), kind.where()));
            }
        };
    }

    void text(String path, @Nullable Object value) {
        if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST) {
            problem(path, "must be a text of 1 to " + LONGEST + " characters" + not(value));
        } else if (!Text.clean(text).equals(text)) {
            problem(path, "must be one line without control characters");
        }
    }

    void channel(String path, @Nullable Object value) {
        if (value == null) {
            problem(
                    path,
                    "must be a channel's name in quotes, such as \"#amends\": without them # begins a comment");
        } else if (value instanceof String text && text.contains(" ")) {
            problem(path, "must be a channel's name or id, without spaces" + not(value));
        } else {
            text(path, value);
        }
    }

    void url(String path, @Nullable Object value) {
        try {
            URI uri = new URI(value instanceof String text ? text : "");
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below, like every other value that is no address.
        }
        problem(path, "must be an http or https address" + not(value));
    }

    Check wholeNumber(int least, int most) {
        return (path, value) -> {
            if (!(value instanceof Long number) || number < least || number > most) {
                problem(
                        path,
                        "must be a whole number from %d to %d%s"
                                .formatted(least, most, not(value)));
            }
        };
    }

    private static String not(@Nullable Object value) {
        return value == null ? "" : ", not " + Text.cut(Node.write(value), 40);
    }

    private void problem(String path, String what) {
        problem.accept(path, what);
    }
}
