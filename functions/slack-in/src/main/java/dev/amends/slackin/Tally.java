package dev.amends.slackin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a digest card of a storm showed last, as slack-out wrote it down.
 *
 * @param token of its drawing; stands in the values of its buttons
 * @param openedFrom the earliest opening it counted
 * @param shownAt when it was counted
 */
record Tally(String token, Instant openedFrom, Instant shownAt) {
    private static final String PREFIX = "card#";
    private static final String SUFFIX = "#tally";

    /** The guardrail of a digest card's key; null when it is none. */
    static @Nullable String guardrail(String key) {
        if (!key.startsWith(PREFIX)
                || !key.endsWith(SUFFIX)
                || key.length() <= PREFIX.length() + SUFFIX.length()) {
            return null;
        }
        String guardrail = key.substring(PREFIX.length(), key.length() - SUFFIX.length());
        return guardrail.indexOf('#') < 0 ? guardrail : null;
    }

    /** The tally in an item; null when there is none, or it cannot be read. */
    static @Nullable Tally decode(Map<String, AttributeValue> item) {
        AttributeValue token = item.get("token");
        Instant openedFrom = instant(item.get("openedFrom"));
        Instant shownAt = instant(item.get("shownAt"));
        return token == null
                        || token.s() == null
                        || token.s().isEmpty()
                        || openedFrom == null
                        || shownAt == null
                ? null
                : new Tally(token.s(), openedFrom, shownAt);
    }

    /** Epoch milliseconds or ISO text. */
    private static @Nullable Instant instant(@Nullable AttributeValue value) {
        try {
            if (value == null) {
                return null;
            }
            return value.n() == null
                    ? Instant.parse(String.valueOf(value.s()))
                    : Instant.ofEpochMilli(Long.parseLong(value.n()));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
