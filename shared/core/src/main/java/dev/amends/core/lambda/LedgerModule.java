package dev.amends.core.lambda;

import dagger.Module;
import dagger.Provides;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.run.Books;
import dev.amends.core.settings.SettingsStore;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What every function shares: clock, ledger, settings. */
@Module
public interface LedgerModule {
    @Provides
    static Clock clock(Clients clients) {
        return clients.clock();
    }

    @Provides
    static DynamoDbClient dynamo(Clients clients) {
        return clients.client(DynamoDbClient.builder());
    }

    @Provides
    static Books books(DynamoDbClient dynamo) {
        return Books.in(dynamo, Environment.need("AMENDS_TABLE"));
    }

    @Provides
    static Ledger ledger(DynamoDbClient dynamo) {
        return new Ledger(dynamo, Environment.need("AMENDS_TABLE"));
    }

    @Provides
    static SettingsStore settings(DynamoDbClient dynamo) {
        return new SettingsStore(dynamo, Environment.need("AMENDS_TABLE"));
    }
}
