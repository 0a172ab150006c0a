package dev.amends.core.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.RetryableException;

/** What a request that fails is answered, and what its log line calls it. */
class HttpEntryTest {
    @ParameterizedTest
    @CsvSource({"true, retry, 1", "false, error, 3"})
    void a_fault_that_passes_is_no_error_of_ours_but_the_caller_has_to_come_again(
            boolean passes, String outcome, int lines) {
        RuntimeException fault =
                passes
                        ? RetryableException.builder().message("DynamoDB did not answer").build()
                        : new IllegalStateException("a bug");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        String answer =
                HttpEntry.answer(
                        "{\"httpMethod\":\"POST\",\"body\":\"\"}",
                        "request-1",
                        call -> {
                            throw fault;
                        },
                        Clients.live(),
                        new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(answer).contains("\"statusCode\":500");
        String log = printed.toString(StandardCharsets.UTF_8);
        assertThat(log).startsWith("{\"outcome\":\"%s\"".formatted(outcome));
        assertThat(log.lines().count()).isGreaterThanOrEqualTo(lines);
    }
}
