package dev.amends.loggroups;

import dev.amends.benchmarks.Judging;
import java.time.Instant;
import java.util.Map;

/** Log groups to judge. In this package, because what is read of them is its own affair. */
public final class LogGroupCases {
    private static final LogGroupState STATE =
            new LogGroupState(
                    "/aws/lambda/orders-api",
                    Instant.parse("2026-03-01T10:00:00.412Z"),
                    null,
                    null,
                    "STANDARD",
                    false,
                    0L,
                    Map.of("team", "orders"));

    private LogGroupCases() {}

    /** One that keeps everything. */
    public static Judging<?> violating() {
        return new Judging<>(
                new LogGroupNoRetention(),
                Judging.record(
                        "logs",
                        "CreateLogGroup",
                        "{\"logGroupName\":\"/aws/lambda/orders-api\"}",
                        "null"),
                STATE);
    }
}
