package dev.amends.slack;

import java.time.Duration;
import java.time.Instant;

/**
 * How many new cards one guardrail wanted lately, and whether that is a storm. Pure: the store
 * writes each step down on condition that nobody else took one in between.
 *
 * @param seq counts every step
 * @param minute when the minute began that is being counted
 * @param wanted new cards wanted in this minute
 * @param hot whether the minute before was over the limit: a storm does not pause between minutes
 * @param minuteFrom the earliest opening of a finding of this minute
 * @param run counts the storms; 0 before the first
 * @param from the earliest opening of a finding of the last storm
 * @param last when the last storm last had a finding
 */
public record Storm(
        long seq,
        Instant minute,
        int wanted,
        boolean hot,
        Instant minuteFrom,
        int run,
        Instant from,
        Instant last) {

    /** A storm that had no finding for so long is over; the next one gets a message of its own. */
    public static final Duration CALM = Duration.ofMinutes(10);

    /** The span in which new cards are counted. */
    public static final Duration MINUTE = Duration.ofSeconds(60);

    /** Before anything was counted. */
    public static final Storm NONE =
            new Storm(0, Instant.EPOCH, 0, false, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH);

    /** One more card is wanted, for a finding that was opened then. */
    public Storm want(Instant now, Instant opened, int burst) {
        boolean next = !now.isBefore(minute.plus(MINUTE));
        boolean still =
                next ? wanted > burst && now.isBefore(minute.plus(MINUTE).plus(MINUTE)) : hot;
        int count = next ? 1 : wanted + 1;
        Instant since = next ? opened : earlier(minuteFrom, opened);
        Storm counted =
                new Storm(seq + 1, next ? now : minute, count, still, since, run, from, last);
        return counted.over(burst) ? counted.storming(now, opened) : counted;
    }

    /** Whether the card that was wanted last is one too many. */
    public boolean over(int burst) {
        return hot || wanted > burst;
    }

    private Storm storming(Instant now, Instant opened) {
        boolean another = run == 0 || now.isAfter(last.plus(CALM));
        return new Storm(
                seq,
                minute,
                wanted,
                hot,
                minuteFrom,
                another ? run + 1 : run,
                another ? minuteFrom : earlier(from, opened),
                now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
