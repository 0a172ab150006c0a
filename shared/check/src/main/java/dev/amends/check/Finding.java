package dev.amends.check;

import dev.amends.template.Violation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in a file, and what is known about it.
 *
 * @param number which one it is of those with the same rule, resource and path, from 1
 * @param standing whether it counts
 * @param reason why it is left alone; empty when it is not
 * @param until the last day on which it is left alone; null when that has no end
 */
public record Finding(
        Violation violation,
        int number,
        Standing standing,
        String reason,
        @Nullable LocalDate until) {

    /** Whether a finding counts, and if not, who says so. */
    public enum Standing {
        /** It counts. */
        OPEN,

        /** It was there when the baseline was written. */
        KNOWN,

        /** The template says to leave it alone. */
        IGNORED
    }

    Finding known() {
        return new Finding(violation, number, Standing.KNOWN, reason, until);
    }

    /** Whether it counts. */
    public boolean open() {
        return standing == Standing.OPEN;
    }

    /** What it is recognised by; the line is no part of it. */
    public Key key() {
        return new Key(violation.rule(), violation.logicalId(), String.join(".", violation.path()));
    }

    /**
     * What stays the same when lines move.
     *
     * @param path below the resource's properties; empty for the resource as a whole
     */
    public record Key(String rule, String resource, String path) {}
}
