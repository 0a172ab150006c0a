package dev.amends.keeper;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.LedgerModule;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the function together. */
@Component(modules = {LedgerModule.class, KeeperComponent.Parts.class})
interface KeeperComponent {

    Keeper keeper();

    /** Made anew for real work and for priming. */
    @Component.Factory
    interface Factory {
        KeeperComponent create(@BindsInstance Clients clients);
    }

    /** What only the keeper has. */
    @Module
    interface Parts {
        @Provides
        static Keeper keeper(
                Clients clients,
                DynamoDbClient dynamo,
                Ledger ledger,
                SettingsStore settings,
                Clock clock) {
            // TLS protects the body already; its MD5 would only cost classes and time.
            SqsClient sqs = clients.client(SqsClient.builder().checksumValidationEnabled(false));
            SnsClient sns = clients.client(SnsClient.builder());
            String table = Environment.need("AMENDS_TABLE");
            String topic = Environment.need("AMENDS_DIGEST_TOPIC");
            LedgerIndex index = new LedgerIndex(dynamo, table);
            DigestClaims claims = new DigestClaims(dynamo, table);
            BiConsumer<String, String> mail =
                    (subject, text) ->
                            sns.publish(r -> r.topicArn(topic).subject(subject).message(text));
            return new Keeper(
                    ledger,
                    index,
                    settings,
                    inboxes(Environment.need("AMENDS_INBOXES")),
                    (url, body) -> sqs.sendMessage(r -> r.queueUrl(url).messageBody(body)),
                    new Groups(
                            new SlackApi(clients.http(), Environment.need("SLACK_API")),
                            new SlackSecret(
                                    clients.client(SecretsManagerClient.builder()),
                                    Environment.orEmpty("SLACK_SECRET"),
                                    clock),
                            item -> dynamo.putItem(r -> r.tableName(table).item(item))),
                    new Digest(index, claims, mail),
                    new Outage(claims, mail),
                    clock);
        }

        /** {@code name=url,name=url}, as template.yaml writes it. */
        private static Map<String, String> inboxes(String text) {
            Map<String, String> inboxes = new LinkedHashMap<>();
            for (String pair : text.split(",", -1)) {
                String[] parts = pair.split("=", 2);
                inboxes.put(parts[0], parts[1]);
            }
            return inboxes;
        }
    }
}
