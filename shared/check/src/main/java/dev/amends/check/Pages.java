package dev.amends.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The pages of docs/guardrails, which the build puts beside the code. */
public final class Pages {
    private Pages() {}

    /** The page of a rule, in Markdown. */
    public static Optional<String> of(String id) {
        try (InputStream in = Pages.class.getResourceAsStream("pages/" + id + ".md")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
