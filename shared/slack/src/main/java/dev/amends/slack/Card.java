package dev.amends.slack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding's card stands in Slack, and what it shows there.
 *
 * @param key the card's key
 * @param channel the channel's id; null before it is posted
 * @param ts the message's time stamp, which is its name; null before it is posted
 * @param shown the drawing that Slack has confirmed; null before the first
 * @param drawing the drawing that is under way, or whose confirmation was lost; otherwise null.
 *     Slack may show it already, so its buttons count as well
 * @param lease whose turn it is to draw, until {@code leaseUntil} (epoch milliseconds)
 * @param leaseUntil see {@code lease}
 * @param said up to which revision of the finding the thread has been told
 * @param plain the message as it is shown, without its buttons (JSON): what stays of a card when a
 *     newer one takes its place; empty before it is posted
 * @param person the Slack user who made the change that the finding is about; empty when Slack
 *     knows none, null when it was not asked yet
 */
public record Card(
        String key,
        @Nullable String channel,
        @Nullable String ts,
        @Nullable Rendering shown,
        @Nullable Rendering drawing,
        String lease,
        long leaseUntil,
        int said,
        String plain,
        @Nullable String person) {

    /** A card for which nobody asked who made the change. */
    public Card(
            String key,
            @Nullable String channel,
            @Nullable String ts,
            @Nullable Rendering shown,
            @Nullable Rendering drawing,
            String lease,
            long leaseUntil,
            int said,
            String plain) {
        this(key, channel, ts, shown, drawing, lease, leaseUntil, said, plain, null);
    }

    /** Whether the guardrail's digest card speaks for the finding, which has none of its own. */
    public boolean counted() {
        return shown != null && ts == null;
    }

    /** What the buttons carry that people may see. */
    public List<String> tokens() {
        return Stream.of(Optional.ofNullable(shown), Optional.ofNullable(drawing))
                .flatMap(Optional::stream)
                .map(Rendering::token)
                .filter(token -> !token.isEmpty())
                .distinct()
                .toList();
    }

    /** The drawing that a button with this token belongs to, if people can still see it. */
    public Optional<Rendering> rendering(String token) {
        return Stream.of(Optional.ofNullable(shown), Optional.ofNullable(drawing))
                .flatMap(Optional::stream)
                .filter(each -> !token.isEmpty() && each.token().equals(token))
                .findFirst();
    }
}
