package dev.amends.core.settings;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Until when Amends keeps its hands off, and who wanted it so. While it lasts nothing is changed
 * but what a person undoes: an undo may be what ends the outage.
 *
 * @param until when it ends by itself
 * @param reason why
 * @param by who wanted it: a name with the Slack user id, or an IAM ARN
 * @param at since when
 */
public record Pause(Instant until, String reason, String by, Instant at) {
    /** The pause item's key. */
    public static final String KEY = "pause";

    /** A pause is for an outage; who wants Amends off for longer says so in the settings. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Whether it lasts now. */
    public boolean lasts(Instant now) {
        return until.isAfter(now);
    }

    /** As it is stored. */
    public String toJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("until", until.toString());
        map.put("reason", reason);
        map.put("by", by);
        map.put("at", at.toString());
        return Node.write(map);
    }

    /**
     * The pause that {@link #toJson} wrote.
     *
     * @throws BadJson when it is none; whoever reads it then must take it that nothing may change
     */
    public static Pause parse(String json) throws BadJson {
        Node node = Node.parse(json);
        try {
            return new Pause(
                    Instant.parse(node.textOr("", "until")),
                    node.textOr("", "reason"),
                    node.textOr("", "by"),
                    Instant.parse(node.textOr("", "at")));
        } catch (DateTimeParseException e) {
            throw new BadJson("a pause without a time: " + e.getMessage());
        }
    }
}
