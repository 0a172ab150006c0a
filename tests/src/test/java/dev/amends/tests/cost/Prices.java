package dev.amends.tests.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The dated prices in {@code prices.properties}, in US dollars for one of what is named. */
final class Prices {
    private final Properties prices = new Properties();

    Prices() {
        try (InputStream in = Prices.class.getResourceAsStream("prices.properties")) {
            prices.load(Objects.requireNonNull(in, "prices.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double of(String name) {
        return Double.parseDouble(text(name));
    }

    String asOf() {
        return text("asOf");
    }

    private String text(String name) {
        String value = prices.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("no price of " + name);
        }
        return value;
    }
}
