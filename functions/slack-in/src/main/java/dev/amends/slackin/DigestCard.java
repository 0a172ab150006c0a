package dev.amends.slackin;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A guardrail's digest card, as far as a press on it needs: its item names the drawing that Slack
 * has confirmed and the one that is under way, each with the token in its buttons' values and the
 * findings it counted.
 */
final class DigestCard {
    private static final String PREFIX = "card#";
    private static final String SUFFIX = "#tally";

    private DigestCard() {}

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

    /**
     * The findings that a drawing counted.
     *
     * @param state which of them the button is about
     * @return null when people can no longer see a drawing with this token
     */
    static Decision.@Nullable Many scope(
            Map<String, AttributeValue> item, String token, State state) {
        return Stream.of("shown", "drawing")
                .map(name -> drawing(item.get(name)))
                .filter(drawing -> !token.isEmpty() && token.equals(drawing.text("token")))
                .findFirst()
                .map(drawing -> many(drawing, state))
                .orElse(null);
    }

    private static Node drawing(@Nullable AttributeValue json) {
        try {
            return json == null || json.s() == null ? Node.ABSENT : Node.parse(json.s());
        } catch (BadJson e) {
            return Node.ABSENT;
        }
    }

    private static Decision.@Nullable Many many(Node drawing, State state) {
        try {
            return new Decision.Many(
                    state,
                    Instant.parse(drawing.textOr("", "openedFrom")),
                    Instant.parse(drawing.textOr("", "shownAt")));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
