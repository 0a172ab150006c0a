package dev.amends.core.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Builds the SDK's clients for one function: the same way for real work and for priming, which
 * differs in the HTTP client and the credentials alone. Counts every request that leaves.
 */
public final class Clients {
    /** One attempt; long enough for a slow answer, short enough for a retry within the function. */
    private static final Duration ATTEMPT = Duration.ofSeconds(4);

    /** One call with all its retries. */
    private static final Duration CALL = Duration.ofSeconds(12);

    private final SdkHttpClient http;
    private final boolean canned;
    private final AtomicInteger calls = new AtomicInteger();

    private Clients(SdkHttpClient http, boolean canned) {
        this.http = http;
        this.canned = canned;
    }

    /** For real work: credentials and Region come from the environment, as Lambda gives them. */
    public static Clients live() {
        return new Clients(
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(ATTEMPT)
                        .build(),
                false);
    }

    /** For priming: nothing leaves the process. */
    public static Clients canned(Map<String, String> answers) {
        return new Clients(new CannedHttpClient(answers), true);
    }

    /** The HTTP client, for hosts that are not AWS. */
    public SdkHttpClient http() {
        return http;
    }

    /** How many requests were sent since the last time this was asked. */
    public int callsSinceLastAsked() {
        return calls.getAndSet(0);
    }

    /** Builds one service's client. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        builder.httpClient(http)
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder()
                                .apiCallAttemptTimeout(ATTEMPT)
                                .apiCallTimeout(CALL)
                                .addExecutionInterceptor(new Counter(calls))
                                .build());
        if (canned) {
            // Invented: priming must not fetch the credentials that a snapshot would then keep.
            builder.region(Region.US_EAST_1)
                    .credentialsProvider(
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("priming", "priming")));
        }
        return builder.build();
    }

    private static final class Counter implements ExecutionInterceptor {
        private final AtomicInteger calls;

        Counter(AtomicInteger calls) {
            this.calls = calls;
        }

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            calls.incrementAndGet();
        }
    }
}
