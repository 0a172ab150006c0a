package dev.amends.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Milliseconds, many times. */
final class Timing {
    private final List<Double> values = new ArrayList<>();

    void add(double millis) {
        values.add(millis);
    }

    /** The value that so many of the others are not above. */
    double quantile(double part) {
        List<Double> sorted = values.stream().sorted().toList();
        int index = (int) Math.ceil(part * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
    }

    /** Median, least and most. */
    String spread() {
        return String.format(
                Locale.ROOT, "%.0f (%.0f–%.0f)", quantile(0.5), quantile(0), quantile(1));
    }

    /** Median and 99th percentile. */
    String warm() {
        return String.format(Locale.ROOT, "%.1f / %.1f", quantile(0.5), quantile(0.99));
    }
}
