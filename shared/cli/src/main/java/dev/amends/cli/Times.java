package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people type and read them; all of them UTC. */
final class Times {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([mhd])");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Times() {}

    /** A length of time such as 30m, 2h, 7d. */
    static Duration span(String given, String what) throws Cannot {
        Matcher matcher = SPAN.matcher(given.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw Cannot.because(
                    "%s must be a number with m, h or d behind it, such as 30m, 2h or 1d, not %s"
                            .formatted(what, given));
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A time in the past: an ISO instant, a day, or how long ago. */
    static Instant since(String given, Instant now) throws Cannot {
        Instant since;
        if (SPAN.matcher(given.strip().toLowerCase(Locale.ROOT)).matches()) {
            since = now.minus(span(given, "--since"));
        } else {
            try {
                since =
                        given.contains("T")
                                ? Instant.parse(given)
                                : LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw Cannot.because(
                        "--since must be a time such as 2026-03-01T22:00:00Z, a day such as 2026-03-01, or how long ago, such as 8h or 2d, not %s"
                                .formatted(given));
            }
        }
        if (since.isAfter(now)) {
            throw Cannot.because("--since must be in the past, and %s is not".formatted(given));
        }
        return since;
    }

    /** The last minute of a day: until a day means that day included. */
    static Instant endOf(String day) throws Cannot {
        try {
            return LocalDate.parse(day)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .minus(1, ChronoUnit.MINUTES);
        } catch (DateTimeException e) {
            throw Cannot.because("--until must be a day such as 2026-12-31, not " + day);
        }
    }

    /** For sentences. */
    static String moment(Instant time) {
        return MOMENT.format(time);
    }

    /** For columns: the largest unit is enough. */
    static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return Math.max(0, age.toMinutes()) + "m";
    }
}
