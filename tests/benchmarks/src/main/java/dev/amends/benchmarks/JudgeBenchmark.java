package dev.amends.benchmarks;

import dev.amends.buckets.BucketCases;
import dev.amends.core.json.BadJson;
import dev.amends.lambdapermissions.PermissionCases;
import dev.amends.loggroups.LogGroupCases;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a record's text to a verdict with its remedies: all that a guardrail does without AWS. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class JudgeBenchmark {
    /** By name, as the table shows them. */
    static final Map<String, Judging<?>> CASES =
            Map.of(
                    "log group without retention", LogGroupCases.violating(),
                    "bucket policy, not suspected", BucketCases.irrelevant(),
                    "public bucket policy", BucketCases.violating(),
                    "permission, not suspected", PermissionCases.irrelevant(),
                    "open permission", PermissionCases.violating());

    /** Which. */
    @Param({
        "log group without retention",
        "bucket policy, not suspected",
        "public bucket policy",
        "permission, not suspected",
        "open permission"
    })
    public String size = "";

    private Judging<?> judging = LogGroupCases.violating();

    /** Looks it up once. */
    @Setup
    public void choose() {
        judging = Objects.requireNonNull(CASES.get(size));
    }

    /** All of it. */
    @Benchmark
    public Object judge() throws BadJson {
        return judging.all();
    }
}
