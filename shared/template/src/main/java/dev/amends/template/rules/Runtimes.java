package dev.amends.template.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** When Lambda's runtimes end, from a dated file: AWS moves these dates. */
final class Runtimes {
    private final Properties table = new Properties();

    Runtimes() {
        try (InputStream in = Runtimes.class.getResourceAsStream("runtimes.properties")) {
            table.load(Objects.requireNonNull(in, "runtimes.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The end of a runtime.
     *
     * @param deprecated from this day on it gets no patches
     * @param noUpdate from this day on functions with it cannot be updated
     */
    record End(LocalDate deprecated, LocalDate noUpdate) {}

    /** When the table was true. */
    String asOf() {
        return table.getProperty("asOf", "");
    }

    /** Empty for a runtime that is not known: new ones come every year. */
    Optional<End> of(String runtime) {
        String dates = table.getProperty(runtime);
        if (dates == null || runtime.equals("asOf")) {
            return Optional.empty();
        }
        String[] both = dates.split(" ", 2);
        return Optional.of(new End(LocalDate.parse(both[0]), LocalDate.parse(both[1])));
    }
}
