package dev.amends.slackout;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.run.RetryLater;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Labels;
import dev.amends.slack.Rendering;
import dev.amends.slack.SlackApi.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws one card for each episode of a finding, as the ledger has it now. What is about to be shown
 * is written down before Slack is called, so that no button is ever seen that the card's item does
 * not know.
 */
final class CardDrawer {
    /** Longer than any one card takes; a drawer that died is replaced after it. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Cards cards;
    private final Messenger messenger;
    private final Culprit culprit;
    private final CardThread thread;
    private final Clock clock;

    CardDrawer(Cards cards, Messenger messenger, Culprit culprit, CardThread thread, Clock clock) {
        this.cards = cards;
        this.messenger = messenger;
        this.culprit = culprit;
        this.thread = thread;
        this.clock = clock;
    }

    /** What became of a card. */
    sealed interface Drawn {
        /** It is shown, and its thread told. */
        record Shown(String why) implements Drawn {}

        /** Slack refuses it. */
        record Refused(String error) implements Drawn {}

        /** It has to be tried again. */
        record Later(String why) implements Drawn {}
    }

    /**
     * Draws it, and says below it what is news.
     *
     * @param card as it was read; null when there is none
     */
    Drawn draw(Finding finding, @Nullable Card card, Settings settings, String worker)
            throws RetryLater {
        Card mine = lease(finding, card, worker);
        Rendering shown = mine.shown();
        boolean current =
                shown != null && mine.ts() != null && shown.episode() == finding.episode();
        if (shown == null || !current || shown.rev() < finding.rev()) {
            boolean settled = finding.state() == State.RESOLVED || finding.state() == State.GONE;
            // What settled before it was said needs no card, but the one before must not go stale.
            if (!current && !settled && mine.ts() != null) {
                Drawn retired = retire(mine);
                if (retired != null) {
                    release(mine);
                    return retired;
                }
            }
            boolean anew = !current && !settled;
            return show(finding, mine, settings, anew);
        }
        return tell(finding, mine, settings, "card told");
    }

    /** The card as it is while we draw it. */
    private Card lease(Finding finding, @Nullable Card card, String worker) throws RetryLater {
        Instant now = clock.instant();
        boolean busy =
                card != null
                        && card.leaseUntil() > now.toEpochMilli()
                        && !card.lease().equals(worker);
        boolean same =
                card != null
                        && card.drawing() != null
                        && card.drawing().rev() == finding.rev()
                        && !card.drawing().token().isEmpty();
        // A drawing whose answer was lost may be seen: the same one keeps its token.
        Rendering drawing =
                same && card != null ? card.drawing() : Rendering.of(finding, Tokens.fresh());
        Card mine =
                new Card(
                        Keys.card(finding.key()),
                        card == null ? null : card.channel(),
                        card == null ? null : card.ts(),
                        card == null ? null : card.shown(),
                        drawing,
                        worker,
                        now.plus(LEASE).toEpochMilli(),
                        card == null ? 0 : card.said(),
                        card == null ? "" : card.plain(),
                        card == null ? null : card.person());
        if (busy || !cards.replace(card, mine, now)) {
            throw new RetryLater("another worker is drawing this card");
        }
        return mine;
    }

    private Drawn show(Finding finding, Card mine, Settings settings, boolean anew) {
        Rendering drawing = mine.drawing();
        if (drawing == null) {
            throw new IllegalStateException("a lease without a drawing: " + mine.key());
        }
        String person = anew || mine.person() == null ? culprit.of(finding) : mine.person();
        Scene scene =
                new Scene(
                        settings,
                        clock.instant(),
                        drawing.token(),
                        deciding(settings, finding.subject().guardrail()),
                        person);
        Map<String, Object> body = CardView.body(finding, scene);
        String channel = mine.channel();
        String ts = mine.ts();
        boolean update = !anew && channel != null && ts != null;
        Reply reply =
                update && channel != null && ts != null
                        ? messenger.update(channel, ts, body)
                        : messenger.post(addressed(body, finding, settings));
        if (update && reply instanceof Reply.Refused(String error) && gone(error)) {
            // Somebody deleted it: what is news all the same gets another.
            update = false;
            reply = messenger.post(addressed(body, finding, settings));
        }
        return switch (reply) {
            case Reply.Ok ok -> {
                Card drawn =
                        new Card(
                                mine.key(),
                                ok.channel(),
                                ok.ts(),
                                drawing,
                                null,
                                mine.lease(),
                                mine.leaseUntil(),
                                update ? mine.said() : 0,
                                Node.write(CardView.body(finding, scene.plain())),
                                person);
                yield cards.replace(mine, drawn, clock.instant())
                        ? tell(finding, drawn, settings, update ? "card updated" : "card posted")
                        : new Drawn.Later("another worker took over");
            }
            case Reply.Refused(String error) -> {
                release(mine);
                yield new Drawn.Refused(error);
            }
            case Reply.Later(int seconds, String why) -> {
                release(mine);
                yield new Drawn.Later(why);
            }
        };
    }

    /** Whether Slack says that the message is no longer there. */
    static boolean gone(String error) {
        return error.startsWith("message_not_found");
    }

    private static Map<String, Object> addressed(
            Map<String, Object> body, Finding finding, Settings settings) {
        Map<String, Object> message = new LinkedHashMap<>(body);
        message.put("channel", Routes.channel(finding, settings));
        return message;
    }

    Scene.Deciding deciding(Settings settings, String guardrail) {
        boolean buttons =
                !settings.approvers(guardrail).none()
                        && !settings.slackWorkspace().isEmpty()
                        && !settings.slackApp().isEmpty()
                        && messenger.hears();
        return buttons ? Scene.Deciding.BUTTONS : Scene.Deciding.COMMANDS;
    }

    private Drawn tell(Finding finding, Card drawn, Settings settings, String why) {
        String channel = drawn.channel();
        String ts = drawn.ts();
        if (channel == null || ts == null) {
            return new Drawn.Shown(why);
        }
        CardThread.Told told =
                thread.tell(finding, drawn.said(), channel, ts, settings, clock.instant());
        Card done =
                new Card(
                        drawn.key(),
                        channel,
                        ts,
                        drawn.shown(),
                        null,
                        drawn.lease(),
                        clock.millis(),
                        told.said(),
                        drawn.plain(),
                        drawn.person());
        cards.replace(drawn, done, clock.instant());
        String later = told.later();
        return later == null ? new Drawn.Shown(why) : new Drawn.Later(later);
    }

    /**
     * Takes the buttons off the message of an earlier episode.
     *
     * @return null when that is done, or can never be
     */
    @Nullable Drawn retire(Card card) {
        String channel = card.channel();
        String ts = card.ts();
        if (channel == null || ts == null || card.plain().isEmpty()) {
            return null;
        }
        Reply reply = messenger.update(channel, ts, followed(card.plain()));
        return reply instanceof Reply.Later(int seconds, String why) ? new Drawn.Later(why) : null;
    }

    /**
     * Shows that somebody has decided, in place of the buttons.
     *
     * @return null when there is no message to show it on
     */
    @Nullable Drawn decided(Card card, Decision decision, String worker) throws RetryLater {
        String channel = card.channel();
        String ts = card.ts();
        if (channel == null || ts == null || card.plain().isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        boolean busy = card.leaseUntil() > now.toEpochMilli() && !card.lease().equals(worker);
        Card mine = leased(card, worker, now.plus(LEASE));
        if (busy || !cards.replace(card, mine, now)) {
            throw new RetryLater("another worker is drawing this card");
        }
        Reply reply = messenger.update(channel, ts, decided(card.plain(), decision));
        release(mine);
        return drawn(reply);
    }

    static Drawn drawn(Reply reply) {
        return switch (reply) {
            case Reply.Ok _ -> new Drawn.Shown("card shows who decided");
            case Reply.Refused(String error) -> new Drawn.Refused(error);
            case Reply.Later(int seconds, String why) -> new Drawn.Later(why);
        };
    }

    private static Card leased(Card card, String worker, Instant until) {
        return new Card(
                card.key(),
                card.channel(),
                card.ts(),
                card.shown(),
                card.drawing(),
                worker,
                until.toEpochMilli(),
                card.said(),
                card.plain(),
                card.person());
    }

    /** The message without its buttons, and a line that says who decided. */
    static Map<String, Object> decided(String plain, Decision decision) {
        return with(
                plain,
                Labels.pending(decision.kind(), People.who(decision.user(), decision.by())) + ".");
    }

    /** The message without its buttons, and a line that says where it goes on. */
    static Map<String, Object> followed(String plain) {
        return with(plain, "A newer card follows.");
    }

    private static Map<String, Object> with(String plain, String line) {
        try {
            Node node = Node.parse(plain);
            List<Object> blocks = new ArrayList<>();
            for (Node block : node.at("blocks").items()) {
                Object value = block.value();
                if (value != null) {
                    blocks.add(value);
                }
            }
            blocks.add(Blocks.context(line));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("text", node.textOr("", "text"));
            body.put("blocks", blocks);
            return body;
        } catch (BadJson e) {
            throw new IllegalStateException("a card that we did not write", e);
        }
    }

    /** Nothing was confirmed: the next one need not wait for our lease. */
    private void release(Card mine) {
        Instant now = clock.instant();
        cards.replace(mine, leased(mine, mine.lease(), now), now);
    }
}
