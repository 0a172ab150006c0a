package dev.amends.template.ignore;

import dev.amends.template.Position;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A wish to have findings of a rule left alone.
 *
 * @param rule its id as it is written
 * @param reason empty when there is none, which is a mistake
 * @param until the last day of it; null when it has no end
 * @param line the line that it is about; 0 when it stands in metadata
 * @param logicalId the resource that it is about; empty when it is about a line alone or the whole
 *     template
 * @param at where it is written
 */
record Ignore(
        String rule,
        String reason,
        @Nullable LocalDate until,
        int line,
        String logicalId,
        Position at) {

    boolean lapsed(LocalDate today) {
        return until != null && until.isBefore(today);
    }
}
