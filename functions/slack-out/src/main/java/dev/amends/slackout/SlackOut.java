package dev.amends.slackout;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Waits;
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
import dev.amends.slack.Storm;
import dev.amends.slack.Tally;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Shows findings to people: on a card for each episode, or, when there are too many at once, on one
 * that counts them. Always the ledger's present revision and never the message that led here: late,
 * doubled and reordered messages all end in the same card.
 */
final class SlackOut implements Handler {
    /** As the keeper knows our inbox. */
    static final String INBOX = "slack-out";

    private final Ledger ledger;
    private final SettingsStore store;
    private final Decisions decisions;
    private final Cards cards;
    private final Messenger messenger;
    private final CardDrawer drawer;
    private final TallyDrawer tallies;
    private final Waits waits;
    private final Clock clock;

    SlackOut(
            Ledger ledger,
            SettingsStore store,
            Decisions decisions,
            Cards cards,
            Messenger messenger,
            CardDrawer drawer,
            TallyDrawer tallies,
            Waits waits,
            Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.decisions = decisions;
        this.cards = cards;
        this.messenger = messenger;
        this.drawer = drawer;
        this.tallies = tallies;
        this.waits = waits;
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
        try {
            Outcome taken =
                    node.textOr("", "why").equals("decided") ? taken(key, message.id()) : null;
            return List.of(taken == null ? show(key, message.id()) : taken);
        } catch (Unsettled e) {
            return List.of(
                    outcome(
                            Kind.FAILED,
                            e.getMessage() + "; the keeper brings it back",
                            null,
                            key));
        }
    }

    /**
     * Somebody has decided, and slack-in had no time to show it. The decision is found by the token
     * of the drawing that was pressed. The outcome's card wins: it waits for our lease, or we for
     * its, and what has come of the decision meanwhile is drawn right after.
     *
     * @return null when there is nothing to show but the finding as it is
     */
    private @Nullable Outcome taken(String key, String worker)
            throws RetryLater, Unreadable, Unsettled {
        CardDrawer.Drawn drawn = null;
        if (Tally.isKey(key)) {
            Tally tally = tallies.find(key);
            Decision decision = tally == null ? null : pending(key, tally.tokens());
            if (tally != null && decision != null) {
                drawn = tallies.decided(tally, decision, worker);
            }
        } else if (Keys.isFinding(key)) {
            Card card = cards.find(Keys.card(key));
            Decision decision = card == null ? null : pending(key, card.tokens());
            if (card != null && decision != null) {
                drawn = drawer.decided(card, decision, worker);
            }
        }
        if (drawn == null) {
            return null;
        }
        Finding finding = Keys.isFinding(key) ? ledger.find(key) : null;
        if (finding != null && finding.unsaid() && finding.state() != State.ACTING) {
            return show(key, worker);
        }
        return drawn instanceof CardDrawer.Drawn.Shown(String why)
                ? outcome(Kind.FLAGGED, why, finding, key)
                : outcome(Kind.LATER, "the outcome will be shown", finding, key);
    }

    private @Nullable Decision pending(String key, List<String> tokens) {
        String guardrail = Keys.guardrail(key);
        if (guardrail == null) {
            return null;
        }
        for (String token : tokens) {
            Decision decision = decisions.findPending(Keys.decision(guardrail, token));
            if (decision != null) {
                return decision;
            }
        }
        return null;
    }

    private Outcome show(String key, String worker) throws RetryLater, Unreadable, Unsettled {
        if (Tally.isKey(key)) {
            return tally(key, worker);
        }
        if (Keys.isWait(key)) {
            return waited(key, worker);
        }
        if (!Keys.isFinding(key)) {
            throw new Unreadable("no finding's key in it");
        }
        return finding(key, worker);
    }

    /** The time has come of a digest card that was to be drawn again. */
    private Outcome waited(String key, String worker) throws RetryLater, Unsettled {
        Waits.Waiting waiting = waits.find(key);
        if (waiting == null || !Tally.isKey(waiting.message())) {
            return outcome(Kind.IGNORED, "nothing waits for this any more", null, key);
        }
        Outcome drawn = tally(waiting.message(), worker);
        // If it is to be drawn once more, it waits for another time by now, and stays.
        waits.handled(waiting);
        return drawn;
    }

    private Outcome tally(String key, String worker) throws RetryLater, Unsettled {
        Settings settings = settings();
        return settings == null
                ? outcome(Kind.IGNORED, "no Slack is configured", null, key)
                : tallies.draw(key, settings, worker);
    }

    private Outcome finding(String key, String worker) throws RetryLater, Unsettled {
        Finding finding = ledger.find(key);
        if (finding == null) {
            return outcome(Kind.IGNORED, "no such finding", null, key);
        }
        if (finding.state() == State.ACTING) {
            return outcome(Kind.LATER, "being fixed; its outcome is reported anew", finding, key);
        }
        Settings settings = settings();
        if (settings == null) {
            cards.acknowledge(key, finding.rev());
            return outcome(Kind.IGNORED, "no Slack is configured; the digest has it", finding, key);
        }
        Card card = cards.find(Keys.card(key));
        if (!finding.unsaid()) {
            return outcome(Kind.DUPLICATE, "nothing new is to be shown", finding, key);
        }
        Rendering shown = card == null ? null : card.shown();
        boolean current = shown != null && shown.episode() == finding.episode();
        boolean own = card != null && card.ts() != null;
        if (card != null && current && card.counted()) {
            Outcome counted = tallies.moved(finding);
            if (counted != null) {
                return counted;
            }
        }
        if (!own && (finding.state() == State.RESOLVED || finding.state() == State.GONE)) {
            cards.acknowledge(key, finding.rev());
            return outcome(Kind.IGNORED, "settled, and no card shows it", finding, key);
        }
        if (!(own && current) && !begun(card, finding) && tallies.tooMany(finding, settings)) {
            return tallies.count(finding, card, worker);
        }
        return draw(finding, card, settings, worker);
    }

    /** Whether its own card was tried a moment ago: it was counted then, and is not again. */
    private boolean begun(@Nullable Card card, Finding finding) {
        Rendering drawing = card == null ? null : card.drawing();
        return card != null
                && drawing != null
                && drawing.episode() == finding.episode()
                && clock.millis() - card.leaseUntil() < Storm.MINUTE.toMillis();
    }

    private Outcome draw(Finding finding, @Nullable Card card, Settings settings, String worker)
            throws RetryLater {
        return switch (drawer.draw(finding, card, settings, worker)) {
            case CardDrawer.Drawn.Shown(String why) -> {
                cards.acknowledge(finding.key(), finding.rev());
                yield outcome(Kind.FLAGGED, why, finding, finding.key());
            }
            case CardDrawer.Drawn.Refused(String error) ->
                    outcome(Kind.FAILED, "no card: " + error, finding, finding.key());
            case CardDrawer.Drawn.Later(String why) ->
                    outcome(
                            Kind.LATER,
                            why + "; the keeper brings it back",
                            finding,
                            finding.key());
        };
    }

    /** There are settings, and nobody can read them: it is not known where a card belongs. */
    private static final class Unsettled extends Exception {
        private static final long serialVersionUID = 1L;

        Unsettled(Exception cause) {
            super("the settings cannot be read (" + cause.getMessage() + ")", cause);
        }
    }

    /**
     * The settings, where there is a Slack to show something in.
     *
     * @throws RetryLater when they cannot be read at the moment
     * @throws Unsettled when it takes a person to make them readable; the finding stays unsaid, so
     *     the keeper brings it back, and people hear of it by mail
     */
    private @Nullable Settings settings() throws RetryLater, Unsettled {
        try {
            Settings settings = store.read().orElse(null);
            return settings == null || settings.slackChannel().isEmpty() || !messenger.configured()
                    ? null
                    : settings;
        } catch (BadJson e) {
            throw new Unsettled(e);
        } catch (SdkException e) {
            if (AwsErrors.passing(e)) {
                throw new RetryLater("the settings could not be read", e);
            }
            throw new Unsettled(e);
        }
    }

    static Outcome outcome(Kind kind, String why, @Nullable Finding finding, String key) {
        return new Outcome(
                kind,
                why,
                finding == null ? "" : finding.subject().guardrail(),
                finding == null ? "" : finding.subject().target().arn(),
                key);
    }
}
