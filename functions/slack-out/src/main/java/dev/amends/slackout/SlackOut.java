package dev.amends.slackout;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Handler;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.core.run.RetryLater;
import dev.amends.core.run.Unreadable;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Card;
import dev.amends.slack.Cards;
import dev.amends.slack.Rendering;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Draws one card for each episode of a finding, from the ledger's present revision and never from
 * the message that led here: late, doubled and reordered messages all end in the same card.
 */
final class SlackOut implements Handler {
    /** Longer than any one card takes; a drawer that died is replaced after it. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** Slack takes one message a second in a channel. */
    private static final Duration BETWEEN = Duration.ofMillis(1_050);

    /** What we wait at most when Slack asks for it; beyond that the keeper brings it back. */
    private static final int PATIENCE = 8;

    private final Ledger ledger;
    private final SettingsStore store;
    private final Cards cards;
    private final SlackSecret secret;
    private final SlackApi slack;
    private final Clock clock;
    private Instant lastPost = Instant.EPOCH;

    SlackOut(
            Ledger ledger,
            SettingsStore store,
            Cards cards,
            SlackSecret secret,
            SlackApi slack,
            Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.cards = cards;
        this.secret = secret;
        this.slack = slack;
        this.clock = clock;
    }

    @Override
    public List<Outcome> handle(Message message) throws RetryLater, Unreadable {
        Node node;
        try {
            node = Node.parse(message.body());
        } catch (BadJson e) {
            throw new Unreadable("not JSON: " + e.getMessage());
        }
        if (node.textOr("", "amends").equals("heartbeat")) {
            return List.of(outcome(Kind.AWAKE, "kept awake", null, ""));
        }
        String key = node.textOr("", "key");
        if (!Keys.isFinding(key)) {
            throw new Unreadable("no finding's key in it");
        }
        return List.of(draw(key, message.id()));
    }

    private Outcome draw(String key, String worker) throws RetryLater {
        Finding finding = ledger.find(key);
        if (finding == null) {
            return outcome(Kind.IGNORED, "no such finding", null, key);
        }
        if (finding.state() == State.ACTING) {
            return outcome(Kind.LATER, "being fixed; its outcome is reported anew", finding, key);
        }
        Settings settings = store.read().orElse(null);
        if (settings == null || settings.slackChannel().isEmpty() || !secret.configured()) {
            cards.acknowledge(key, finding.rev());
            return outcome(Kind.IGNORED, "no Slack is configured; the digest has it", finding, key);
        }
        Card card = cards.find(Keys.card(key));
        Rendering shown = card == null ? null : card.shown();
        if (shown != null && shown.rev() >= finding.rev()) {
            cards.acknowledge(key, finding.rev());
            return outcome(Kind.DUPLICATE, "the card shows it already", finding, key);
        }
        return draw(finding, card, settings, worker);
    }

    private Outcome draw(Finding finding, @Nullable Card card, Settings settings, String worker)
            throws RetryLater {
        Instant now = clock.instant();
        if (card != null
                && card.leaseUntil() > now.toEpochMilli()
                && !card.lease().equals(worker)) {
            throw new RetryLater("another worker is drawing this card");
        }
        Rendering shown = card == null ? null : card.shown();
        boolean update = shown != null && shown.episode() == finding.episode();
        Card mine =
                new Card(
                        Keys.card(finding.key()),
                        update && card != null ? card.channel() : null,
                        update && card != null ? card.ts() : null,
                        update ? shown : null,
                        Rendering.of(finding, ""),
                        worker,
                        now.plus(LEASE).toEpochMilli(),
                        0,
                        "");
        if (!cards.replace(card, mine, now)) {
            throw new RetryLater("another worker is drawing this card");
        }
        SlackApi.Reply reply = send(finding, mine, settings);
        return switch (reply) {
            case SlackApi.Reply.Ok ok -> {
                Card drawn =
                        new Card(
                                mine.key(),
                                ok.channel(),
                                ok.ts(),
                                mine.drawing(),
                                null,
                                "",
                                0,
                                0,
                                "");
                cards.replace(mine, drawn, now);
                cards.acknowledge(finding.key(), finding.rev());
                yield outcome(
                        Kind.FLAGGED,
                        update ? "card updated" : "card posted",
                        finding,
                        finding.key());
            }
            case SlackApi.Reply.Refused refused -> {
                release(mine, now);
                secret.refused();
                yield outcome(Kind.FAILED, "no card: " + refused.error(), finding, finding.key());
            }
            case SlackApi.Reply.Later later -> {
                release(mine, now);
                yield outcome(
                        Kind.LATER,
                        later.why() + "; the keeper brings it back",
                        finding,
                        finding.key());
            }
        };
    }

    private SlackApi.Reply send(Finding finding, Card card, Settings settings) {
        String bearer;
        try {
            bearer = secret.botToken();
        } catch (SdkException | IllegalStateException e) {
            return new SlackApi.Reply.Refused("the token could not be read: " + e.getMessage());
        }
        Map<String, Object> body = CardView.body(finding, settings);
        String method;
        if (card.ts() == null || card.channel() == null) {
            method = "chat.postMessage";
            body.put("channel", settings.slackChannel());
            body.put("unfurl_links", false);
            body.put("unfurl_media", false);
            pause(Duration.between(clock.instant(), lastPost.plus(BETWEEN)));
        } else {
            method = "chat.update";
            body.put("channel", card.channel());
            body.put("ts", card.ts());
        }
        SlackApi.Reply reply = slack.call(method, bearer, body);
        if (reply instanceof SlackApi.Reply.Later later
                && later.seconds() > 0
                && later.seconds() <= PATIENCE) {
            pause(Duration.ofSeconds(later.seconds()));
            reply = slack.call(method, bearer, body);
        }
        lastPost = clock.instant();
        return reply;
    }

    /** Nothing was drawn: the next one need not wait for our lease. */
    private void release(Card mine, Instant now) {
        cards.replace(
                mine,
                new Card(
                        mine.key(),
                        mine.channel(),
                        mine.ts(),
                        mine.shown(),
                        mine.drawing(),
                        "",
                        0,
                        0,
                        ""),
                now);
    }

    private static void pause(Duration time) {
        if (time.isPositive()) {
            try {
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
            } catch (InterruptedException e) {
                // The function is being stopped; the next call will notice.
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Outcome outcome(Kind kind, String why, @Nullable Finding finding, String key) {
        return new Outcome(
                kind,
                why,
                finding == null ? "" : finding.subject().guardrail(),
                finding == null ? "" : finding.subject().target().arn(),
                key);
    }
}
