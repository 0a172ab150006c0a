package dev.amends.slackout;

import dev.amends.core.lambda.Pace;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.Waits;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Cards;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import dev.amends.slack.Tallies;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function out of what it reaches the world through. */
final class Wiring {
    private Wiring() {}

    static SlackOut slackOut(
            DynamoDbClient dynamo,
            String table,
            Ledger ledger,
            SettingsStore settings,
            SlackSecret secret,
            SlackApi slack,
            TallyDrawer.Nudge nudge,
            Clock clock,
            Pace pace) {
        Messenger messenger = new Messenger(slack, secret, clock, pace);
        Cards cards = new Cards(dynamo, table);
        Waits waits = new Waits(dynamo, table);
        CardThread thread = new CardThread(messenger);
        CardDrawer drawer = new CardDrawer(cards, messenger, new Culprit(messenger), thread, clock);
        TallyDrawer tallies =
                new TallyDrawer(
                        new Tallies(dynamo, table),
                        cards,
                        new LedgerIndex(dynamo, table),
                        messenger,
                        drawer,
                        new TallyNews(messenger, thread),
                        nudge,
                        waits,
                        clock);
        return new SlackOut(
                ledger,
                settings,
                new Decisions(dynamo, table),
                cards,
                messenger,
                drawer,
                tallies,
                waits,
                clock);
    }
}
