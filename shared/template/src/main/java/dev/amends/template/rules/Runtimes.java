package dev.amends.template.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When Lambda's runtimes end, from a dated file: AWS moves these dates. */
final class Runtimes {
    private static final String AS_OF = "asOf";

    private final Properties table = new Properties();

    Runtimes() {
        try (InputStream in = Runtimes.class.getResourceAsStream("runtimes.properties")) {
            table.load(Objects.requireNonNull(in, "runtimes.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The end of a runtime, in three steps that AWS dates one by one (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/runtime-support-policy.html">Lambda
     * developer guide, runtime deprecation</a>). They need not come in this order.
     *
     * @param deprecated from this day on it gets no patches
     * @param noCreate from this day on no function can be created with it; null while AWS names
     *     none
     * @param noUpdate from this day on functions with it cannot be updated; null likewise
     */
    record End(LocalDate deprecated, @Nullable LocalDate noCreate, @Nullable LocalDate noUpdate) {
        /** The day of the first step. */
        LocalDate first() {
            return Stream.of(deprecated, noCreate, noUpdate)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(deprecated);
        }
    }

    /** When the table was true. */
    String asOf() {
        return table.getProperty(AS_OF, "");
    }

    /** Empty for a runtime that is not known: new ones come every year. */
    Optional<End> of(String runtime) {
        String dates = table.getProperty(runtime);
        if (dates == null || runtime.equals(AS_OF)) {
            return Optional.empty();
        }
        String[] each = dates.split(" ", 3);
        return Optional.of(new End(LocalDate.parse(each[0]), date(each[1]), date(each[2])));
    }

    private static @Nullable LocalDate date(String written) {
        return written.equals("-") ? null : LocalDate.parse(written);
    }
}
