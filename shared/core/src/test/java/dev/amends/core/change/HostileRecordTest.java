package dev.amends.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A record is written by whoever calls AWS, and so are the names that settings are held against:
 * twice the input takes about twice the time.
 */
class HostileRecordTest {
    /** Of this thread, so that what else the machine does is not counted. */
    private static final ThreadMXBean TIME = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"keys", "a list", "a long text", "resources"})
    void a_record_is_read_in_time_in_proportion_to_its_size(String shape) throws BadJson {
        int size = 20_000;
        seconds(record(shape, size));
        double small = seconds(record(shape, size));
        double large = seconds(record(shape, 4 * size));
        assertThat(large).as("80,000 of them").isLessThan(5);
        // Twice the input at most 2.5 times the time, measured over two doublings; what takes
        // almost no time is not measured.
        assertThat(large).isLessThan(Math.max(0.1, small * 2.5 * 2.5));
    }

    private static String record(String shape, int n) {
        return switch (shape) {
            case "keys" -> record(repeat(n, i -> "\"key" + i + "\":\"v\""), "");
            case "a list" -> record("\"l\":[" + repeat(n, i -> "{\"a\":1}") + "]", "");
            case "a long text" -> record("\"logGroupName\":\"" + "x\\\\".repeat(4 * n) + "\"", "");
            case "resources" ->
                    record("", repeat(n, i -> "{\"accountId\":\"%012d\"}".formatted(i)));
            default -> throw new IllegalArgumentException(shape);
        };
    }

    /** The quickest of three, so that a pause of the machine does not count. */
    private static double seconds(String text) throws BadJson {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long began = TIME.getCurrentThreadCpuTime();
            assertThat(Change.parse(Node.parse(text), Origin.EVENT)).isPresent();
            best = Math.min(best, (TIME.getCurrentThreadCpuTime() - began) / 1e9);
        }
        return best;
    }

    private static String repeat(int n, IntFunction<String> each) {
        return IntStream.range(0, n).mapToObj(each).collect(Collectors.joining(","));
    }

    private static String record(String parameters, String resources) {
        return """
        {"eventID":"e","eventName":"CreateLogGroup","eventSource":"logs.amazonaws.com",\
        "eventTime":"2026-03-01T10:00:00Z","awsRegion":"eu-west-1","recipientAccountId":"111122223333",\
        "requestParameters":{%s},"resources":[%s]}\
        """
                .formatted(parameters, resources);
    }
}
