package dev.amends.template;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that is left alone.
 *
 * @param reason why, in the words of whoever wrote it down
 * @param until the last day of it; null when it has no end
 */
public record Ignored(Violation violation, String reason, @Nullable LocalDate until) {}
