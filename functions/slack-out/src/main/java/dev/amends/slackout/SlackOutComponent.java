package dev.amends.slackout;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.LedgerModule;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

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
            String table = Environment.need("AMENDS_TABLE");
            SlackSecret secret =
                    new SlackSecret(
                            clients.client(SecretsManagerClient.builder()),
                            Environment.orEmpty("SLACK_SECRET"),
                            clock);
            SlackApi slack = new SlackApi(clients.http(), Environment.need("SLACK_API"));
            // TLS protects the body already; its MD5 would only cost classes and time.
            SqsClient sqs = clients.client(SqsClient.builder().checksumValidationEnabled(false));
            String inbox = Environment.need("AMENDS_INBOX");
            return Wiring.slackOut(
                    dynamo,
                    table,
                    ledger,
                    settings,
                    secret,
                    slack,
                    (delay, key) ->
                            sqs.sendMessage(r ->
                                    r.queueUrl(inbox)
                                            .messageBody(
                                                    Node.write(
                                                            Map.of("amends", "nudge", "key", key)))
                                            .delaySeconds(Math.toIntExact(delay.toSeconds()))),
                    clock,
                    clients.pace());
        }
    }
}
