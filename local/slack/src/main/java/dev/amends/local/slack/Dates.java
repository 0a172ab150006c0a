package dev.amends.local.slack;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Slack's {@code <!date^…>}: a moment that each reader sees in a time zone of their own. */
final class Dates {

    private static final Map<String, DateTimeFormatter> TOKENS =
            Map.ofEntries(
                    Map.entry("{date_num}", format("uuuu-MM-dd")),
                    Map.entry("{date_slash}", format("MM/dd/uuuu")),
                    Map.entry("{date_long}", format("EEEE, MMMM d, uuuu")),
                    Map.entry("{date_long_pretty}", format("EEEE, MMMM d, uuuu")),
                    Map.entry("{date_long_full}", format("EEEE, MMMM d, uuuu")),
                    Map.entry("{date}", format("MMMM d, uuuu")),
                    Map.entry("{date_pretty}", format("MMMM d, uuuu")),
                    Map.entry("{date_short}", format("MMM d, uuuu")),
                    Map.entry("{date_short_pretty}", format("MMM d, uuuu")),
                    Map.entry("{day_divider_pretty}", format("EEEE, MMMM d, uuuu")),
                    Map.entry("{time}", format("h:mm a")),
                    Map.entry("{time_secs}", format("h:mm:ss a")),
                    Map.entry("{ago}", format("MMM d, uuuu 'at' h:mm a")));

    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter DAY = format("EEEE, MMMM d, uuuu");
    private static final DateTimeFormatter MOMENT = format("uuuu-MM-dd HH:mm:ss zzz");

    private Dates() {}

    /** The format with its tokens filled in; nothing when it is not to be understood. */
    static Optional<String> fill(String epochSecond, String format, ZoneId zone) {
        if (!epochSecond.matches("\\d{1,12}") || !format.contains("{")) {
            return Optional.empty();
        }
        try {
            ZonedDateTime moment = Instant.ofEpochSecond(Long.parseLong(epochSecond)).atZone(zone);
            String filled = format;
            for (var token : TOKENS.entrySet()) {
                filled = filled.replace(token.getKey(), token.getValue().format(moment));
            }
            return Optional.of(filled);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String clock(String ts, ZoneId zone) {
        return CLOCK.format(moment(ts, zone));
    }

    static String day(String ts, ZoneId zone) {
        return DAY.format(moment(ts, zone));
    }

    static String exactly(String ts, ZoneId zone) {
        return MOMENT.format(moment(ts, zone));
    }

    private static ZonedDateTime moment(String ts, ZoneId zone) {
        return Instant.ofEpochSecond(Long.parseLong(ts, 0, ts.indexOf('.'), 10)).atZone(zone);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
