package dev.amends.slackout;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.LedgerModule;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.Cards;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Puts the function together. */
@Component(modules = {LedgerModule.class, SlackOutComponent.Parts.class})
interface SlackOutComponent {

    SlackOut slackOut();

    /** Made anew for real work and for priming. */
    @Component.Factory
    interface Factory {
        SlackOutComponent create(@BindsInstance Clients clients);
    }

    /** What only slack-out has. */
    @Module
    interface Parts {
        @Provides
        static SlackOut slackOut(
                Clients clients,
                DynamoDbClient dynamo,
                Ledger ledger,
                SettingsStore settings,
                Clock clock) {
            String secret = Environment.orEmpty("SLACK_SECRET");
            return new SlackOut(
                    ledger,
                    settings,
                    new Cards(dynamo, Environment.need("AMENDS_TABLE")),
                    new SlackSecret(clients.client(SecretsManagerClient.builder()), secret, clock),
                    new SlackApi(clients.http(), Environment.need("SLACK_API")),
                    clock);
        }
    }
}
