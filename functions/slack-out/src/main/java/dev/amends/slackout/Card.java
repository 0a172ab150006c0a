package dev.amends.slackout;

import org.jspecify.annotations.Nullable;

/**
 * Where a finding's card stands in Slack.
 *
 * @param key the card's key
 * @param episode the finding's episode it shows; each has a card of its own
 * @param drawn the finding's revision it shows; 0 before it is posted
 * @param channel the channel's id; null before it is posted
 * @param ts the message's time stamp, which is its name; null before it is posted
 * @param lease whose turn it is to draw, until {@code leaseUntil} (epoch milliseconds)
 * @param leaseUntil see {@code lease}
 */
record Card(
        String key,
        int episode,
        int drawn,
        @Nullable String channel,
        @Nullable String ts,
        String lease,
        long leaseUntil) {}
