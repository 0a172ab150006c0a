package dev.amends.core.run;

import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.LastSeen;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.Waits;
import dev.amends.core.settings.Exemptions;
import dev.amends.core.settings.SettingsStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Everything that is kept in the one table, as far as guardrails need it. */
public record Books(
        Ledger ledger,
        LedgerIndex index,
        Decisions decisions,
        SettingsStore settings,
        Exemptions exemptions,
        LastSeen lastSeen,
        Waits waits) {

    public static Books in(DynamoDbClient dynamo, String table) {
        return new Books(
                new Ledger(dynamo, table),
                new LedgerIndex(dynamo, table),
                new Decisions(dynamo, table),
                new SettingsStore(dynamo, table),
                new Exemptions(dynamo, table),
                new LastSeen(dynamo, table),
                new Waits(dynamo, table));
    }
}
