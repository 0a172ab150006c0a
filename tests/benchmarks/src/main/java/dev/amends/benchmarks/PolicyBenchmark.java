package dev.amends.benchmarks;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.policy.Analysis;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The policy analyser, warm: parsing included, and parsing alone beside it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class PolicyBenchmark {
    private static final Setting BUCKET = Setting.bucket("orders-bucket", "111122223333", "aws");

    /** A number of statements, or the largest policy that AWS takes. */
    @Param({"1", "10", "100", "1000", "20 KB"})
    public String size = "1";

    private String policy = "";

    /** Builds the policy once. */
    @org.openjdk.jmh.annotations.Setup
    public void build() {
        policy = size.equals("20 KB") ? Policies.largest() : Policies.of(Integer.parseInt(size));
    }

    /** From text to verdicts. */
    @Benchmark
    public Analysis analyse() {
        return PolicyAnalyser.analyse(policy, BUCKET);
    }

    /** What of it is reading JSON. */
    @Benchmark
    public Node parse() throws BadJson {
        return Node.parse(policy);
    }
}
