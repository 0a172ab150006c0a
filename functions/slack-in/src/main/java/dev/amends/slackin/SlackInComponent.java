package dev.amends.slackin;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.LedgerModule;
import dev.amends.core.settings.SettingsStore;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the function together. */
@Component(modules = {LedgerModule.class, SlackInComponent.Parts.class})
interface SlackInComponent {

    SlackIn slackIn();

    /** Made anew for real work and for priming. */
    @Component.Factory
    interface Factory {
        SlackInComponent create(@BindsInstance Clients clients);
    }

    /** What only slack-in has. */
    @Module
    interface Parts {
        @Provides
        static SlackIn slackIn(
                Clients clients, DynamoDbClient dynamo, SettingsStore settings, Clock clock) {
            // TLS protects the body already; its MD5 would only cost classes and time.
            SqsClient sqs = clients.client(SqsClient.builder().checksumValidationEnabled(false));
            Inboxes inboxes =
                    new Inboxes(
                            Environment.need("AMENDS_INBOXES"),
                            (url, body, delay) ->
                                    sqs.sendMessage(r ->
                                            r.queueUrl(url)
                                                    .messageBody(body)
                                                    .delaySeconds(
                                                            Math.toIntExact(delay.toSeconds()))));
            SlackSecret secret =
                    new SlackSecret(
                            clients.client(SecretsManagerClient.builder()),
                            Environment.orEmpty("SLACK_SECRET"),
                            clock);
            SlackApi slack =
                    new SlackApi(
                            clients.http(Duration.ofMillis(500), Duration.ofMillis(1_500)),
                            Environment.need("SLACK_API"));
            return Wiring.slackIn(
                    dynamo,
                    Environment.need("AMENDS_TABLE"),
                    settings,
                    secret,
                    slack,
                    inboxes,
                    Environment.orEmpty("AMENDS_VERSION"),
                    clock);
        }
    }
}
