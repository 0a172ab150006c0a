package dev.amends.core.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Builds the SDK's clients for one function: the same way for real work and for priming, which
 * differs in the HTTP client and the credentials alone. Counts every request that leaves.
 */
public final class Clients {
    /** One attempt; long enough for a slow answer, short enough for a retry within the function. */
    private static final Duration ATTEMPT = Duration.ofSeconds(4);

    /** One call with all its retries: what a service that does not answer costs. */
    public static final Duration CALL = Duration.ofSeconds(12);

    /** To write a log line and to answer Lambda. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private static final Duration ENDLESS = Duration.ofDays(1);

    /** The names of requests that ask for something: their answers always have a content. */
    private static final Pattern READS = Pattern.compile("Get|BatchGet|Describe|List|Query");

    private final SdkHttpClient http;
    private final @Nullable CannedServer canned;
    private final List<SdkAutoCloseable> built = new ArrayList<>();
    private final Duration attempt;
    private final Duration call;
    private final Clock clock;
    private final @Nullable Consumer<Duration> sleep;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Supplier<Duration> left = () -> ENDLESS;

    private Clients(
            SdkHttpClient http,
            @Nullable CannedServer canned,
            Duration attempt,
            Duration call,
            Clock clock,
            @Nullable Consumer<Duration> sleep) {
        this.http = http;
        this.canned = canned;
        this.attempt = attempt;
        this.call = call;
        this.clock = clock;
        this.sleep = sleep;
    }

    /** For real work: credentials and Region come from the environment, as Lambda gives them. */
    public static Clients live() {
        return live(Duration.ofSeconds(2), ATTEMPT, CALL);
    }

    /**
     * For real work whose caller does not wait long.
     *
     * @param connect until a connection stands
     * @param attempt one attempt
     * @param call one call with all its attempts
     */
    public static Clients live(Duration connect, Duration attempt, Duration call) {
        return new Clients(client(connect, attempt), null, attempt, call, Clock.systemUTC(), null);
    }

    /**
     * For those who stand in for the world: every request goes to them, and no time passes but
     * theirs.
     *
     * @param http takes the requests, those to other hosts than AWS's as well
     * @param sleep is told of every wait that would be slept
     */
    public static Clients over(SdkHttpClient http, Clock clock, Consumer<Duration> sleep) {
        return new Clients(http, null, ATTEMPT, CALL, clock, sleep);
    }

    /** For priming: nothing leaves the process. To be closed. */
    static Clients canned(CannedServer server) {
        return new Clients(
                new Redirected(client(ATTEMPT, ATTEMPT), server.port()),
                server,
                ATTEMPT,
                CALL,
                Clock.systemUTC(),
                null);
    }

    private static SdkHttpClient client(Duration connect, Duration read) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(connect)
                .socketTimeout(read)
                .build();
    }

    /**
     * An HTTP client with time-outs of its own, for hosts that are not AWS.
     *
     * @param connect until a connection stands
     * @param read until the next byte comes
     */
    public SdkHttpClient http(Duration connect, Duration read) {
        return canned != null || sleep != null ? http : client(connect, read);
    }

    /** The HTTP client, for hosts that are not AWS. */
    public SdkHttpClient http() {
        return http;
    }

    /** The time. */
    Clock clock() {
        return clock;
    }

    /** A pace for a kind of calls. */
    public Pace pace() {
        return sleep == null ? new Pace(clock) : new Pace(clock, sleep);
    }

    /** How many requests were sent since the last time this was asked. */
    public int callsSinceLastAsked() {
        return calls.getAndSet(0);
    }

    /**
     * Begins an invocation that ends: from now on no call is begun that could outlast it.
     *
     * @param remaining what is left of it, whenever that is asked
     */
    void until(Supplier<Duration> remaining) {
        left = remaining;
    }

    /** What is left of the invocation; far more than anything takes where it has no end. */
    public Duration left() {
        return left.get();
    }

    /** Whether so much can be done, and its outcome be written down, before the invocation ends. */
    public boolean timeFor(Duration work) {
        return left().compareTo(work.plus(RESERVE)) >= 0;
    }

    /** Builds one service's client. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        ClientOverrideConfiguration.Builder configuration =
                ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(call)
                        .addExecutionInterceptor(new Watch());
        if (sleep != null) {
            configuration.retryStrategy(retry ->
                    retry.backoffStrategy(BackoffStrategy.retryImmediately())
                            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()));
        }
        builder.httpClient(http).overrideConfiguration(configuration.build());
        if (canned != null) {
            // Invented: priming must not fetch the credentials that a snapshot would then keep.
            builder.region(Region.US_EAST_1)
                    .credentialsProvider(
                            ContainerCredentialsProvider.builder()
                                    .endpoint(canned.credentials())
                                    .build());
        } else if (Credentials.fromSnapStart()) {
            builder.credentialsProvider(Credentials.ofSnapStart());
        }
        C client = builder.build();
        if ((canned != null || sleep != null) && client instanceof SdkAutoCloseable closeable) {
            built.add(closeable);
        }
        return client;
    }

    /**
     * Ends what was built for a while, for priming say; each client of the SDK has threads for its
     * time-outs.
     */
    public void close() {
        built.forEach(SdkAutoCloseable::close);
        built.clear();
        http.close();
    }

    /**
     * Counts the requests, and lets no call begin that Lambda would have to stop: with it the whole
     * batch would be lost, also what was done already.
     */
    private final class Watch implements ExecutionInterceptor {
        @Override
        public void beforeExecution(
                Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!timeFor(call)) {
                throw RetryableException.builder()
                        .message(
                                "%d s are left of this invocation, too few for another call"
                                        .formatted(left().toSeconds()))
                        .build();
            }
        }

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            calls.incrementAndGet();
        }

        /**
         * An answer without content is read as one that says "none", and one of a proxy as one
         * without content. Neither is an answer: the call is made again.
         */
        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            SdkHttpResponse answer = context.httpResponse();
            Optional<InputStream> body = context.responseBody();
            if (!answer.isSuccessful()) {
                return body;
            }
            if (answer.firstMatchingHeader("Content-Type").orElse("").startsWith("text/html")) {
                throw noAnswer("not from AWS");
            }
            if (!READS.matcher(context.request().getClass().getSimpleName()).lookingAt()) {
                return body;
            }
            try {
                PushbackInputStream content =
                        new PushbackInputStream(body.orElseThrow(() -> noAnswer("empty")), 1);
                int first = content.read();
                if (first < 0) {
                    throw noAnswer("empty");
                }
                content.unread(first);
                return Optional.of(content);
            } catch (IOException e) {
                throw RetryableException.builder().message("the answer broke off").cause(e).build();
            }
        }

        private static RuntimeException noAnswer(String what) {
            return RetryableException.builder().message("the answer is " + what).build();
        }
    }
}
