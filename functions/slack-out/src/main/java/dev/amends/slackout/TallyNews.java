package dev.amends.slackout;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Mrkdwn;
import dev.amends.slack.SlackApi.Reply;
import dev.amends.slack.Tally;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said beside a digest card, each once for a storm: approvals or exemptions that end soon,
 * and approvals that nobody gave in time. A card that is redrawn makes no sound.
 */
final class TallyNews {
    private final Messenger messenger;
    private final CardThread thread;

    TallyNews(Messenger messenger, CardThread thread) {
        this.messenger = messenger;
        this.thread = thread;
    }

    /**
     * How far it got.
     *
     * @param told what has been said, as the digest card's item keeps it
     * @param all whether nothing is left to say
     */
    record Told(String told, boolean all) {}

    /** Says what is news. */
    Told tell(Tally tally, String channel, String ts, TallyCount count, Scene scene) {
        Tally told = tally;
        boolean all = true;
        for (State state : List.of(State.AWAITING, State.EXEMPT)) {
            Instant first = first(count.ending(state), scene.now());
            if (first != null && !told.hasTold(state.name())) {
                String text =
                        remind(state, count.ending(state).size(), first, count.first(), scene);
                told = said(told, state, thread.reply(channel, ts, text, true));
                all &= told.hasTold(state.name());
            }
        }
        if (!count.in(State.EXPIRED).isEmpty() && !told.hasTold(State.EXPIRED.name())) {
            told = said(told, State.EXPIRED, expired(channel, ts, count, scene.settings()));
            all &= told.hasTold(State.EXPIRED.name());
        }
        return new Told(told.told(), all);
    }

    private static Tally said(Tally before, State state, @Nullable String later) {
        return later == null
                ? new Tally(
                        before.key(),
                        before.storm(),
                        before.run(),
                        before.channel(),
                        before.ts(),
                        before.shown(),
                        before.drawing(),
                        before.lease(),
                        before.leaseUntil(),
                        before.drawnAt(),
                        before.nudgeAt(),
                        before.nudges(),
                        before.tellingOf(state.name()),
                        before.plain())
                : before;
    }

    private static @Nullable Instant first(List<Finding> ending, Instant now) {
        return ending.stream()
                .map(Finding::ends)
                .filter(Objects::nonNull)
                .filter(ends -> ends.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String remind(State state, int count, Instant first, Finding of, Scene scene) {
        String all = People.all(scene.settings().approvers(of.subject().guardrail()));
        String title = Mrkdwn.escape(of.subject().title(), 300);
        return all
                + (state == State.EXEMPT
                        ? "%s: of those above, %d %s soon, the first %s. After that Amends looks again."
                                .formatted(
                                        title,
                                        count,
                                        count == 1 ? "exemption ends" : "exemptions end",
                                        Blocks.date(first))
                        : "%s: of those above, %s. The first can be approved until %s, then it lapses and nothing is changed."
                                .formatted(
                                        title,
                                        Words.counted(State.AWAITING, count),
                                        Blocks.date(first)));
    }

    private @Nullable String expired(
            String channel, String ts, TallyCount count, Settings settings) {
        Finding of = count.first();
        String text =
                "%s: of %d at once, %s. Nothing was changed."
                        .formatted(
                                Mrkdwn.escape(of.subject().title(), 300),
                                count.total(),
                                Words.counted(State.EXPIRED, count.in(State.EXPIRED).size()));
        String second = settings.escalationChannel();
        if (!second.isEmpty()) {
            Reply reply =
                    messenger.post(
                            CardThread.message(
                                    second, text + thread.link(channel, ts, "the digest card")));
            if (!(reply instanceof Reply.Refused)) {
                return reply instanceof Reply.Later(int seconds, String why) ? why : null;
            }
        }
        // No second channel, or Slack refuses it: that must not be the end of it.
        String all = People.all(settings.approvers(of.subject().guardrail()));
        return thread.reply(channel, ts, all + text, true);
    }
}
