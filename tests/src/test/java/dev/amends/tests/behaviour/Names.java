package dev.amends.tests.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that have changed since the record was made. What the code says is told with the old name,
 * so that a rename of a stored key, a class, a step or a field of the log leaves the record as it
 * is.
 */
final class Names {
    private final Map<String, String> oldByNew;
    private final Pattern words;

    private Names(Map<String, String> oldByNew) {
        this.oldByNew = oldByNew;
        StringBuilder any = new StringBuilder();
        for (String name : oldByNew.keySet()) {
            any.append(any.isEmpty() ? "" : "|").append(Pattern.quote(name));
        }
        this.words = Pattern.compile("(?<![A-Za-z0-9_])(" + any + ")(?![A-Za-z0-9_])");
    }

    /** Reads {@code old = new}, one a line; {@code #} begins a comment. */
    static Names read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Names parse(String text) {
        Map<String, String> oldByNew = new LinkedHashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] names = line.split("\\s*=\\s*", 2);
            if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
                throw new IllegalArgumentException("not \"old = new\": " + line);
            }
            if (oldByNew.put(names[1], names[0]) != null) {
                throw new IllegalArgumentException("two old names for " + names[1]);
            }
        }
        return new Names(oldByNew);
    }

    /** The text with each new name, where it stands as a word, replaced by its old one. */
    String old(String text) {
        return oldByNew.isEmpty()
                ? text
                : words.matcher(text)
                        .replaceAll(
                                match -> Matcher.quoteReplacement(oldByNew.get(match.group(1))));
    }
}
