package dev.amends.slackout;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.Waits;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.run.RetryLater;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Rendering;
import dev.amends.slack.SlackApi.Reply;
import dev.amends.slack.Storm;
import dev.amends.slack.Tallies;
import dev.amends.slack.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws a guardrail's digest card: one message that speaks for findings too many to have one each.
 * Whoever is counted asks for a drawing a few seconds later, so that a storm costs a drawing now
 * and then and not one for each of its findings. The first drawings of a storm are brought by
 * messages to ourselves; Lambda stops a function that goes on like that, so the keeper brings the
 * others, one a minute.
 */
final class TallyDrawer {
    /** From a finding that is counted to the drawing that shows it. */
    static final Duration SOON = Duration.ofSeconds(5);

    /**
     * What moved last may not be in the index yet: it is left to the next drawing, so that nobody
     * decides about what was not counted.
     */
    private static final Duration INDEXED = Duration.ofSeconds(2);

    private static final Duration LEASE = Duration.ofSeconds(60);

    /**
     * So many messages to ourselves in a row. A chain may pass a function 16 times
     * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html), and what is sent
     * while a batch is handled may continue any chain in it, another guardrail's too: three such
     * storms at once still end below that.
     */
    private static final int IN_A_ROW = 4;

    /** After so long no message can still continue an earlier one: five receives of 180 s. */
    private static final Duration QUIET = Duration.ofMinutes(20);

    /** The longest that SQS keeps a message back. */
    private static final Duration SQS_MOST = Duration.ofMinutes(15);

    /** The longest that a failed drawing is put off, unless Slack wants it longer. */
    private static final Duration BACK_OFF = Duration.ofMinutes(5);

    private final Tallies tallies;
    private final Cards cards;
    private final LedgerIndex index;
    private final Messenger messenger;
    private final CardDrawer drawer;
    private final TallyNews news;
    private final Nudge nudge;
    private final Waits waits;
    private final Clock clock;

    /** Has a digest card drawn later. */
    @FunctionalInterface
    interface Nudge {
        void in(Duration delay, String tallyKey);
    }

    TallyDrawer(
            Tallies tallies,
            Cards cards,
            LedgerIndex index,
            Messenger messenger,
            CardDrawer drawer,
            TallyNews news,
            Nudge nudge,
            Waits waits,
            Clock clock) {
        this.tallies = tallies;
        this.cards = cards;
        this.index = index;
        this.messenger = messenger;
        this.drawer = drawer;
        this.news = news;
        this.nudge = nudge;
        this.waits = waits;
        this.clock = clock;
    }

    /** Counts a card that is wanted; whether it is one too many. */
    boolean tooMany(Finding finding, Settings settings) {
        int burst = settings.burst();
        Storm storm = tallies.want(key(finding), clock.instant(), finding.openedAt(), burst);
        return storm.over(burst);
    }

    /** Lets the digest card speak for a finding; a message of an earlier episode is closed. */
    Outcome count(Finding finding, @Nullable Card before, String worker) throws RetryLater {
        if (before != null && drawer.retire(before) instanceof CardDrawer.Drawn.Later later) {
            return SlackOut.outcome(
                    Kind.LATER,
                    later.why() + "; the keeper brings it back",
                    finding,
                    finding.key());
        }
        Instant now = clock.instant();
        Card counted =
                new Card(
                        Keys.card(finding.key()),
                        null,
                        null,
                        Rendering.of(finding, ""),
                        null,
                        worker,
                        now.toEpochMilli(),
                        finding.rev(),
                        "");
        if (!cards.replace(before, counted, now)) {
            throw new RetryLater("another worker is drawing this card");
        }
        Tally tally = tallies.find(key(finding));
        if (tally == null) {
            throw new IllegalStateException("counted by nothing: " + finding.key());
        }
        return shownSoon(finding, tally);
    }

    /**
     * A finding that is counted has news: the digest card will be drawn.
     *
     * @return null when the digest card speaks of a later storm by now
     */
    @Nullable Outcome moved(Finding finding) {
        Tally tally = tallies.find(key(finding));
        return tally == null || finding.openedAt().isBefore(tally.storm().from())
                ? null
                : shownSoon(finding, tally);
    }

    private Outcome shownSoon(Finding finding, Tally tally) {
        soon(tally);
        return SlackOut.outcome(
                Kind.LATER, "one of many; the digest card shows it soon", finding, finding.key());
    }

    /** Has it drawn again a moment later, unless that is on its way already. */
    private void soon(Tally tally) {
        again(tally, SOON);
    }

    /**
     * Has it drawn again when Slack may take it: later each time, and not before Slack wants it.
     */
    private void whenSlackMay(Tally tally, Duration wanted) {
        Duration wait = SOON.multipliedBy(1L << Math.min(inARow(tally), 10));
        wait = wait.compareTo(BACK_OFF) < 0 ? wait : BACK_OFF;
        again(tally, wanted.compareTo(wait) > 0 ? wanted : wait);
    }

    private int inARow(Tally tally) {
        Instant last = Instant.ofEpochMilli(tally.nudgeAt());
        return clock.instant().isAfter(last.plus(QUIET)) ? 0 : tally.nudges();
    }

    private void again(Tally tally, Duration wait) {
        Instant now = clock.instant();
        if (tally.nudgeAt() > now.toEpochMilli()) {
            return;
        }
        int nudges = inARow(tally);
        Instant at = now.plus(wait).truncatedTo(ChronoUnit.MILLIS);
        // First the mark, so that of many who come at once one has it drawn. If that one dies here,
        // the findings stay unsaid, and the keeper brings them.
        if (!tallies.nudged(tally, at, nudges + 1)) {
            return;
        }
        if (nudges < IN_A_ROW && wait.compareTo(SQS_MOST) <= 0) {
            nudge.in(wait, tally.key());
        } else {
            waits.until(new Waits.Waiting(Keys.wait(SlackOut.INBOX, tally.key()), at, tally.key()));
        }
    }

    /** Draws it as things are now. */
    Outcome draw(String key, Settings settings, String worker) throws RetryLater {
        Tally tally = tallies.find(key);
        String guardrail = Keys.guardrail(key);
        if (tally == null || guardrail == null || tally.storm().run() == 0) {
            return outcome(Kind.IGNORED, "no digest card", key);
        }
        Instant now = clock.instant();
        if (tally.leaseUntil() > now.toEpochMilli() && !tally.lease().equals(worker)) {
            throw new RetryLater("another worker is drawing this digest card");
        }
        Instant shownAt = now.minus(INDEXED);
        TallyCount count = TallyCount.of(index, guardrail, tally.storm().from(), shownAt);
        if (count.total() == 0) {
            soon(tally);
            return outcome(Kind.LATER, "nothing can be counted yet", key);
        }
        boolean anew = tally.run() != tally.storm().run() || tally.ts() == null;
        if (anew && retire(tally) instanceof Reply.Later later) {
            whenSlackMay(tally, Duration.ofSeconds(later.seconds()));
            return outcome(Kind.LATER, "the one before could not be closed: " + later.why(), key);
        }
        Tally mine = leased(tally, shownAt, worker, anew, now);
        if (!tallies.replace(tally, mine)) {
            throw new RetryLater("another worker is drawing this digest card");
        }
        return show(mine, count, settings);
    }

    /** Takes the buttons off the message of the storm before; null when there is none. */
    private @Nullable Reply retire(Tally tally) {
        String channel = tally.channel();
        String ts = tally.ts();
        return channel == null || ts == null || tally.plain().isEmpty()
                ? null
                : messenger.update(channel, ts, CardDrawer.followed(tally.plain()));
    }

    private static Tally leased(
            Tally tally, Instant shownAt, String worker, boolean anew, Instant now) {
        return new Tally(
                tally.key(),
                tally.storm(),
                tally.storm().run(),
                anew ? null : tally.channel(),
                anew ? null : tally.ts(),
                anew ? null : tally.shown(),
                new Tally.Count(Tokens.fresh(), tally.storm().from(), shownAt),
                worker,
                now.plus(LEASE).toEpochMilli(),
                tally.drawnAt(),
                tally.nudgeAt(),
                tally.nudges(),
                tally.told(),
                anew ? "" : tally.plain());
    }

    private Outcome show(Tally mine, TallyCount count, Settings settings) {
        Tally.Count drawing = mine.drawing();
        if (drawing == null) {
            throw new IllegalStateException("a lease without a drawing: " + mine.key());
        }
        Finding first = count.first();
        Scene scene =
                new Scene(
                        settings,
                        clock.instant(),
                        drawing.token(),
                        drawer.deciding(settings, first.subject().guardrail()),
                        null);
        Map<String, Object> body = TallyView.body(mine.key(), count, scene);
        String channel = mine.channel();
        String ts = mine.ts();
        Reply reply;
        if (channel == null || ts == null) {
            reply = messenger.post(addressed(body, first, settings));
        } else {
            reply = messenger.update(channel, ts, body);
            if (reply instanceof Reply.Refused(String error) && CardDrawer.gone(error)) {
                // Somebody deleted it: what it speaks for is said nowhere else.
                reply = messenger.post(addressed(body, first, settings));
            }
        }
        return switch (reply) {
            case Reply.Ok ok -> shown(mine, ok, drawing, count, scene);
            case Reply.Refused(String error) -> {
                release(mine);
                yield outcome(Kind.FAILED, "no digest card: " + error, mine.key());
            }
            case Reply.Later(int seconds, String why) -> {
                release(mine);
                whenSlackMay(mine, Duration.ofSeconds(seconds));
                yield outcome(Kind.LATER, why, mine.key());
            }
        };
    }

    private static Map<String, Object> addressed(
            Map<String, Object> body, Finding first, Settings settings) {
        Map<String, Object> message = new LinkedHashMap<>(body);
        message.put("channel", Routes.channel(first, settings));
        return message;
    }

    private Outcome shown(
            Tally mine, Reply.Ok ok, Tally.Count drawing, TallyCount count, Scene scene) {
        TallyNews.Told told = news.tell(mine, ok.channel(), ok.ts(), count, scene);
        Tally drawn =
                new Tally(
                        mine.key(),
                        mine.storm(),
                        mine.run(),
                        ok.channel(),
                        ok.ts(),
                        drawing,
                        null,
                        mine.lease(),
                        clock.millis(),
                        clock.millis(),
                        mine.nudgeAt(),
                        mine.nudges(),
                        told.told(),
                        Node.write(TallyView.body(mine.key(), count, scene.plain())));
        tallies.replace(mine, drawn);
        for (Finding finding : count.unsaid()) {
            cards.acknowledge(finding.key(), finding.rev());
        }
        if (count.more() || !told.all()) {
            soon(mine);
        }
        return outcome(
                Kind.FLAGGED, "digest card shows " + count.total() + " findings", mine.key());
    }

    /** The digest card as it is now, or null. */
    @Nullable Tally find(String key) {
        return tallies.find(key);
    }

    /**
     * Shows that somebody has decided, in place of the buttons.
     *
     * @return null when there is no message to show it on
     */
    CardDrawer.@Nullable Drawn decided(Tally tally, Decision decision, String worker)
            throws RetryLater {
        String channel = tally.channel();
        String ts = tally.ts();
        if (channel == null || ts == null || tally.plain().isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        boolean busy = tally.leaseUntil() > now.toEpochMilli() && !tally.lease().equals(worker);
        Tally mine = leased(tally, worker, now.plus(LEASE));
        if (busy || !tallies.replace(tally, mine)) {
            throw new RetryLater("another worker is drawing this digest card");
        }
        Reply reply = messenger.update(channel, ts, CardDrawer.decided(tally.plain(), decision));
        release(mine);
        return CardDrawer.drawn(reply);
    }

    private void release(Tally mine) {
        tallies.replace(mine, leased(mine, mine.lease(), clock.instant()));
    }

    private static Tally leased(Tally tally, String worker, Instant until) {
        return new Tally(
                tally.key(),
                tally.storm(),
                tally.run(),
                tally.channel(),
                tally.ts(),
                tally.shown(),
                tally.drawing(),
                worker,
                until.toEpochMilli(),
                tally.drawnAt(),
                tally.nudgeAt(),
                tally.nudges(),
                tally.told(),
                tally.plain());
    }

    private static String key(Finding finding) {
        return Tally.key(finding.subject().guardrail());
    }

    private static Outcome outcome(Kind kind, String why, String key) {
        return SlackOut.outcome(kind, why, null, key);
    }
}
