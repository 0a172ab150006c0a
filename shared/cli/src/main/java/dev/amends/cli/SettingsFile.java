package dev.amends.cli;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Option;
import dev.amends.core.json.Node;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A settings file, held against what this version knows: every name and every value. Needs no AWS.
 */
final class SettingsFile {
    private static final int LONGEST = 80;
    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();

    private final Yaml yaml;
    private final List<About> abouts;
    private final List<Problem> problems;

    private SettingsFile(Yaml yaml, List<About> abouts) {
        this.yaml = yaml;
        this.abouts = abouts;
        this.problems = new ArrayList<>(yaml.problems());
    }

    /**
     * What a file says.
     *
     * @param settings to be used only when there are no problems
     * @param problems in the file's order
     */
    record Checked(Node settings, List<Problem> problems) {}

    static Checked check(String text, List<About> abouts) {
        SettingsFile file = new SettingsFile(Yaml.read(text), abouts);
        if (file.problems.isEmpty()) {
            file.root();
        }
        file.problems.sort(Comparator.comparingInt(Problem::line));
        return new Checked(Node.of(file.yaml.value()), List.copyOf(file.problems));
    }

    private void root() {
        if (yaml.value() == null) {
            problem("", "the file is empty; without settings every guardrail flags");
            return;
        }
        map(
                "",
                yaml.value(),
                fields("accountName", this::text, "docs", this::url)
                        .and("slack", (p, v) -> map(p, v, fields("channel", this::channel)))
                        .and("digest", (p, v) -> map(p, v, fields("hourUtc", this::hour)))
                        .and("guardrails", this::guardrails));
    }

    private void guardrails(String path, @Nullable Object value) {
        Fields known = new Fields(new LinkedHashMap<>());
        for (About about : abouts) {
            known.and(about.id(), (p, v) -> guardrail(p, v, about));
        }
        map(path, value, known);
    }

    private void guardrail(String path, @Nullable Object value, About about) {
        Fields known = new Fields(new LinkedHashMap<>()).and("mode", this::mode);
        for (Option option : about.options()) {
            known.and(option.name(), (p, v) -> option(p, v, option.problem()));
        }
        map(path, value, known);
    }

    private void option(
            String path, @Nullable Object value, Function<Node, Optional<String>> check) {
        if (value == null) {
            problem(path, "has no value; leave the line out to get the default");
            return;
        }
        check.apply(Node.of(value)).ifPresent(what -> problem(path, what + not(value)));
    }

    private void mode(String path, @Nullable Object value) {
        if (!(value instanceof String mode) || !MODES.contains(mode)) {
            String guess = value instanceof String text ? Guess.didYouMean(text, MODES) : "";
            problem(path, "must be one of " + String.join(", ", MODES) + not(value) + guess);
        }
    }

    private void text(String path, @Nullable Object value) {
        if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST) {
            problem(path, "must be a text of 1 to " + LONGEST + " characters" + not(value));
        } else if (!Text.clean(text).equals(text)) {
            problem(path, "must be one line without control characters");
        }
    }

    private void channel(String path, @Nullable Object value) {
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

    private void url(String path, @Nullable Object value) {
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

    private void hour(String path, @Nullable Object value) {
        if (!(value instanceof Long hour) || hour < 0 || hour > 23) {
            problem(path, "must be a whole number from 0 to 23" + not(value));
        }
    }

    private void map(String path, @Nullable Object value, Fields known) {
        if (!(value instanceof Map<?, ?> map)) {
            problem(path, "must hold " + String.join(", ", known.checks.keySet()) + not(value));
            return;
        }
        map.forEach((key, inner) -> {
            String name = String.valueOf(key);
            String at = path.isEmpty() ? name : path + "." + name;
            Check check = known.checks.get(name);
            if (check != null) {
                check.check(at, inner);
            } else {
                String guess = Guess.didYouMean(name, known.checks.keySet());
                problem(
                        at,
                        "is not known here"
                                + (guess.isEmpty()
                                        ? "; allowed: " + String.join(", ", known.checks.keySet())
                                        : guess));
            }
        });
    }

    private static String not(@Nullable Object value) {
        return value == null ? "" : ", not " + Text.cut(Node.write(value), 40);
    }

    private void problem(String path, String what) {
        problems.add(new Problem(yaml.line(path), path, what));
    }

    private static Fields fields(String name, Check check) {
        return new Fields(new LinkedHashMap<>()).and(name, check);
    }

    private static Fields fields(String one, Check first, String other, Check second) {
        return fields(one, first).and(other, second);
    }

    private interface Check {
        void check(String path, @Nullable Object value);
    }

    /** The names that may stand in one place, and what checks the value of each. */
    private record Fields(Map<String, Check> checks) {
        Fields and(String name, Check check) {
            checks.put(name, check);
            return this;
        }
    }
}
