package dev.amends.slack;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail's digest card: one message that speaks for findings too many to have one each. The
 * message belongs to one storm; the next storm gets another.
 *
 * @param key {@code card#<guardrail>#tally}
 * @param storm what is counted
 * @param run the storm that the message is about; 0 before there is one
 * @param channel the channel's id; null before it is posted
 * @param ts the message's time stamp; null before it is posted
 * @param shown the count that Slack has confirmed; null before the first
 * @param drawing the count that is under way, or whose confirmation was lost; otherwise null
 * @param lease whose turn it is to draw, until {@code leaseUntil} (epoch milliseconds)
 * @param leaseUntil see {@code lease}
 * @param drawnAt when it was drawn last, epoch milliseconds
 * @param nudgeAt when it will be drawn again by what is on its way, epoch milliseconds
 * @param nudges how often in a row it was to be drawn again; counted anew after a quiet time
 * @param told what was said beside the message, and of which storm; see {@link #hasTold}
 * @param plain the message as it is shown, without its buttons (JSON)
 */
public record Tally(
        String key,
        Storm storm,
        int run,
        @Nullable String channel,
        @Nullable String ts,
        @Nullable Count shown,
        @Nullable Count drawing,
        String lease,
        long leaseUntil,
        long drawnAt,
        long nudgeAt,
        int nudges,
        String told,
        String plain) {

    private static final String END = "#tally";

    /**
     * One drawing of the digest card: what a person who presses one of its buttons has seen.
     *
     * @param token random, stands in the values of its buttons and nowhere else
     * @param openedFrom findings opened before were not counted
     * @param shownAt when they were counted
     */
    public record Count(String token, Instant openedFrom, Instant shownAt) {
        String toJson() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("token", token);
            map.put("openedFrom", openedFrom.toString());
            map.put("shownAt", shownAt.toString());
            return Node.write(map);
        }

        static Count from(Node node) {
            return new Count(
                    node.textOr("", "token"),
                    Instant.parse(node.textOr("", "openedFrom")),
                    Instant.parse(node.textOr("", "shownAt")));
        }
    }

    /** Whether this was said of the message's storm. */
    public boolean hasTold(String what) {
        return List.of(told.split(" ")).containsAll(List.of(Integer.toString(run), what));
    }

    /** What {@code told} is when this was said as well. */
    public String tellingOf(String what) {
        return told.startsWith(run + " ") ? told + " " + what : run + " " + what;
    }

    /** The key of a guardrail's digest card. */
    public static String key(String guardrail) {
        return "card#" + guardrail + END;
    }

    /** Whether this is the key of a digest card. */
    public static boolean isKey(String key) {
        String guardrail = Keys.guardrail(key);
        return guardrail != null && key.equals(key(guardrail));
    }

    /** What the buttons carry that people may see. */
    public List<String> tokens() {
        return Stream.of(Optional.ofNullable(shown), Optional.ofNullable(drawing))
                .flatMap(Optional::stream)
                .map(Count::token)
                .filter(token -> !token.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * What a press on one of its buttons is about.
     *
     * @param token as it stands in the button's value
     * @param state {@link State#AWAITING} for {@code fix_all}, {@link State#FIXED} for {@code
     *     undo_all}
     * @return empty when people can no longer see a drawing with this token
     */
    public Optional<Decision.Many> scope(String token, State state) {
        return Stream.of(Optional.ofNullable(shown), Optional.ofNullable(drawing))
                .flatMap(Optional::stream)
                .filter(each -> !token.isEmpty() && each.token().equals(token))
                .findFirst()
                .map(each -> new Decision.Many(state, each.openedFrom(), each.shownAt()));
    }
}
