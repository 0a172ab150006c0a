package dev.amends.slack;

import java.util.Optional;

/**
 * What a button carries: the key of what it is about and the token of the drawing it is part of.
 * Never what to do: that is looked up.
 *
 * @param key a finding's key, or a digest card's
 * @param token see {@link Rendering#token()}
 */
public record ButtonValue(String key, String token) {

    /** As it stands in the button; far below Slack's 2,000 characters. */
    public String text() {
        return key + "|" + token;
    }

    /** Empty when the text is none of ours. */
    public static Optional<ButtonValue> parse(String text) {
        int bar = text.lastIndexOf('|');
        return bar < 1 || bar == text.length() - 1
                ? Optional.empty()
                : Optional.of(new ButtonValue(text.substring(0, bar), text.substring(bar + 1)));
    }
}
