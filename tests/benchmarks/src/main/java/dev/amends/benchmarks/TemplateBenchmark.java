package dev.amends.benchmarks;

import dev.amends.template.Given;
import dev.amends.template.Template;
import dev.amends.template.TemplateReader;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.util.List;
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

/** A template from its text to what the rules find, warm. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class TemplateBenchmark {
    /** Resources; 500 of them are about a megabyte. */
    @Param({"20", "100", "500"})
    public String size = "";

    private String text = "";

    /** Makes the text once. */
    @Setup
    public void make() {
        text = Templates.yaml(Integer.parseInt(size));
    }

    /** Reading and resolving alone. */
    @Benchmark
    public Template read() throws UnreadableTemplate {
        return TemplateReader.read(text, Given.NOTHING);
    }

    /** All of it. */
    @Benchmark
    public List<Violation> review() throws UnreadableTemplate {
        return Templates.review(text);
    }
}
