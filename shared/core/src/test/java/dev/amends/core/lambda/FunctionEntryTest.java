package dev.amends.core.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.run.Handler;
import dev.amends.core.run.Message;
import dev.amends.core.run.Outcome;
import dev.amends.core.run.RetryLater;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Batches, the time that is left of an invocation, and what a log line calls a fault. */
class FunctionEntryTest {
    private final List<String> lines = new ArrayList<>();

    /** What is left of the invocation, in milliseconds. */
    private long left = 30_000;

    private static final class Entry extends FunctionEntry {
        Entry(Handler handler) {
            super(clients -> handler);
        }
    }

    private Set<String> failures(Handler handler, String batch) throws IOException, BadJson {
        Context context =
                (Context)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Context.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("getRemainingTimeInMillis")
                                                ? (Object) (int) left
                                                : "request-1");
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            new Entry(handler)
                    .handleRequest(
                            new ByteArrayInputStream(batch.getBytes(StandardCharsets.UTF_8)),
                            answer,
                            context);
        } finally {
            System.setOut(before);
        }
        lines.addAll(printed.toString(StandardCharsets.UTF_8).lines().toList());
        Set<String> failures = new TreeSet<>();
        for (Node item :
                Node.parse(answer.toString(StandardCharsets.UTF_8))
                        .at("batchItemFailures")
                        .items()) {
            failures.add(item.textOr("", "itemIdentifier"));
        }
        return failures;
    }

    private static String batch(int receives, List<String> ids) {
        return Node.write(
                Map.of(
                        "Records",
                        ids.stream()
                                .map(id ->
                                        Map.of(
                                                "eventSource",
                                                "aws:sqs",
                                                "messageId",
                                                id,
                                                "body",
                                                "{}",
                                                "attributes",
                                                Map.of(
                                                        "ApproximateReceiveCount",
                                                        Integer.toString(receives))))
                                .toList()));
    }

    private static List<Outcome> done() {
        return List.of(new Outcome(Outcome.Kind.COMPLIANT, "fine", "", "", ""));
    }

    // ------------------------------------------------------------------------------ time left

    /** Every message costs what a call that hangs costs, until its time-out. */
    @Test
    void what_there_is_no_time_for_goes_back_unharmed_and_says_why() throws Exception {
        List<String> handled = new ArrayList<>();
        Handler hanging =
                message -> {
                    handled.add(message.id());
                    left -= Clients.CALL.toMillis();
                    throw new RetryLater("a call hung");
                };

        assertThat(failures(hanging, batch(1, List.of("a", "b", "c", "d"))))
                .containsExactly("a", "b", "c", "d");

        assertThat(handled).containsExactly("a", "b");
        assertThat(left).as("Lambda never has to stop it").isPositive();
        assertThat(lines.get(2))
                .contains("\"outcome\":\"retry\"")
                .contains("\"message\":\"c\"")
                .contains("6 s are left of this invocation, too few for another message");
    }

    @Test
    void what_is_quick_is_handled_to_the_last() throws Exception {
        assertThat(failures(message -> done(), batch(1, List.of("a", "b", "c")))).isEmpty();
    }

    /**
     * Messages that were received together come back together: without more ado, the same three
     * would be in front each time, and the others reach their fifth receive without having been
     * handled once.
     */
    @Test
    void three_messages_that_hang_take_no_innocent_one_along() throws Exception {
        for (int size : List.of(4, 5, 7, 10)) {
            for (int first = 0; first < size; first++) {
                for (int second = first + 1; second < size; second++) {
                    for (int third = second + 1; third < size; third++) {
                        Set<String> hang = new HashSet<>(Set.of("m" + first, "m" + second));
                        hang.add("m" + third);
                        assertThat(neverHandled(size, hang)).as("of %d, %s", size, hang).isEmpty();
                    }
                }
            }
        }
    }

    private Set<String> neverHandled(int size, Set<String> hang) throws Exception {
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            waiting.add("m" + i);
        }
        Handler handler =
                message -> {
                    if (hang.contains(message.id())) {
                        left -= Clients.CALL.toMillis();
                        throw new RetryLater("a call hung");
                    }
                    return done();
                };
        // Five receives, as in template.yaml; then the dead-letter queue.
        for (int receive = 1; receive <= 5; receive++) {
            left = 30_000;
            waiting.retainAll(failures(handler, batch(receive, waiting)));
        }
        Set<String> innocent = new TreeSet<>(waiting);
        innocent.removeAll(hang);
        return innocent;
    }

    @Test
    void a_call_that_could_outlast_the_invocation_is_not_begun() {
        Clients clients = Clients.live();
        DynamoDbClient dynamo =
                clients.client(
                        DynamoDbClient.builder()
                                .region(Region.EU_WEST_1)
                                // Nobody listens there.
                                .endpointOverride(URI.create("http://127.0.0.1:9"))
                                .credentialsProvider(AnonymousCredentialsProvider.create()));
        clients.until(() -> Clients.CALL);

        assertThatThrownBy(dynamo::listTables)
                .isInstanceOf(RetryableException.class)
                .hasMessage("12 s are left of this invocation, too few for another call");
        assertThat(clients.callsSinceLastAsked()).isZero();

        clients.until(() -> Duration.ofMinutes(1));

        assertThatThrownBy(dynamo::listTables).hasMessageContaining("Unable to execute HTTP");
        assertThat(clients.callsSinceLastAsked()).isPositive();
    }

    // --------------------------------------------------------------------------------- faults

    private static Stream<Named<RuntimeException>> passing() {
        return Stream.of(
                Named.of("server error", service(500, "InternalServerError")),
                Named.of("unavailable", service(503, "ServiceUnavailable")),
                Named.of("throttled", service(400, "ProvisionedThroughputExceededException")),
                Named.of("too many", service(429, "TooManyRequestsException")),
                Named.of("conflict", service(400, "TransactionConflictException")),
                Named.of("timed out", ApiCallTimeoutException.create(12_000)),
                Named.of(
                        "refused",
                        SdkClientException.builder()
                                .message("Unable to execute HTTP request")
                                .cause(new ConnectException("Connection refused"))
                                .build()),
                Named.of(
                        "in part",
                        RetryableException.builder().message("DynamoDB answered in part").build()),
                Named.of(
                        "wrapped",
                        new IllegalStateException("not written", service(503, "Unavailable"))));
    }

    private static AwsServiceException service(int status, String code) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message(code)
                .build();
    }

    private static Handler failing(Supplier<RuntimeException> fault) {
        return (Message message) -> {
            throw fault.get();
        };
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_fault_that_passes_comes_back_and_is_no_error(RuntimeException fault) throws Exception {
        assertThat(failures(failing(() -> fault), batch(1, List.of("a")))).containsExactly("a");

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).contains("\"outcome\":\"retry\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "denied", "invalid", "marshalling"})
    void what_does_not_pass_is_an_error_with_its_stack_trace(String what) throws Exception {
        Supplier<RuntimeException> fault =
                switch (what) {
                    case "denied" -> () -> service(400, "AccessDeniedException");
                    case "invalid" -> () -> service(400, "ValidationException");
                    case "marshalling" ->
                            () -> SdkClientException.create("Unable to marshall request to JSON");
                    default -> () -> new IllegalStateException("a bug");
                };

        assertThat(failures(failing(fault), batch(1, List.of("a")))).containsExactly("a");

        assertThat(lines.getFirst()).contains("\"outcome\":\"error\"");
        assertThat(lines).hasSizeGreaterThan(1);
    }
}
