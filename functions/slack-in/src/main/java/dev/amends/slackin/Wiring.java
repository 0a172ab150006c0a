package dev.amends.slackin;

import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function out of what it reaches the world through. */
final class Wiring {
    private Wiring() {}

    static SlackIn slackIn(
            DynamoDbClient dynamo,
            String table,
            SettingsStore settings,
            SlackSecret secret,
            SlackApi slack,
            Inboxes inboxes,
            String version,
            Clock clock) {
        QuickSlack quick = new QuickSlack(slack, secret);
        Recorder recorder = new Recorder(new Decisions(dynamo, table), new Erasure(quick), inboxes);
        LedgerIndex index = new LedgerIndex(dynamo, table);
        return new SlackIn(
                new Verification(secret, clock),
                new Press(settings, recorder, new ExemptForm(quick), new Notes(quick), clock),
                new Submission(settings, recorder, clock),
                new Commands(
                        settings,
                        new PauseCommands(new PauseItem(dynamo, table)),
                        new Status(index, new Counts(dynamo, table), inboxes.guardrails(), version),
                        new OpenFindings(index, settings, inboxes.guardrails()),
                        clock));
    }
}
