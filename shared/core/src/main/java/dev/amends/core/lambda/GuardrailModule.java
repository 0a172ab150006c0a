package dev.amends.core.lambda;

import dagger.Module;
import dagger.Provides;
import dev.amends.core.report.Report;
import dev.amends.core.report.SnsReport;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Runner;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the functions with guardrails share: report and inbox. */
@Module(includes = LedgerModule.class)
public interface GuardrailModule {
    @Provides
    static Report report(Clients clients) {
        return new SnsReport(clients.client(SnsClient.builder()), Environment.need("AMENDS_TOPIC"));
    }

    @Provides
    static Inbox inbox(Clients clients, Set<Runner<?>> runners, Clock clock) {
        // TLS protects the body already; its MD5 would only cost classes and time.
        SqsClient sqs = clients.client(SqsClient.builder().checksumValidationEnabled(false));
        String inbox = Environment.need("AMENDS_INBOX");
        return new Inbox(
                Environment.need("AMENDS_ROLE"),
                Environment.need("AWS_REGION"),
                List.copyOf(runners),
                (delay, body) ->
                        sqs.sendMessage(r ->
                                r.queueUrl(inbox)
                                        .messageBody(body)
                                        .delaySeconds(Math.toIntExact(delay.toSeconds()))),
                clock);
    }
}
