package dev.amends.benchmarks;

import dev.amends.core.guardrail.Guardrail;
import dev.amends.rehearse.Played;
import dev.amends.rehearse.Rehearsal;
import dev.amends.rehearse.RuleBook;
import dev.amends.rehearse.source.RecordFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Plays a made-up trail of compressed files, as CloudTrail writes them, and prints how long it took
 * and how much memory was left in use. Takes the number of records, 100,000 unless said.
 */
public final class RehearseBenchmark {
    private RehearseBenchmark() {}

    /**
     * What it took.
     *
     * @param seconds for all records, from the files to the end
     * @param megabytes of heap in use after the last record and a collection, above those before
     *     the first
     */
    public record Took(int records, double seconds, double megabytes, Played played) {
        /** Records that would be played in a minute. */
        public double perMinute() {
            return records / seconds * 60;
        }
    }

    public static void main(String[] args) throws IOException {
        int records = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        measure(records / 10);
        System.out.println("| records | seconds | records a minute | heap in use at the end |");
        System.out.println("|---|---|---|---|");
        for (int count : List.of(records / 10, records, 2 * records)) {
            Took took = measure(count);
            System.out.printf(
                    "| %,d | %.1f | %,.0f | %.0f MB |%n",
                    count, took.seconds(), took.perMinute(), took.megabytes());
        }
    }

    /** Writes a trail, plays it and takes it away again. */
    public static Took measure(int records) throws IOException {
        Path folder = Files.createTempDirectory("amends-trail");
        try {
            new Trail(records).write(folder);
            double before = heap();
            long begun = System.nanoTime();
            Rehearsal rehearsal =
                    new Rehearsal(
                            guardrails(),
                            new Rehearsal.Plan(
                                    Trail.settings(),
                                    List.of(),
                                    Duration.ofMinutes(2),
                                    RuleBook.shipped()));
            RecordFiles files = new RecordFiles(rehearsal::take);
            for (Path file : RecordFiles.find(folder.toString())) {
                files.read(file);
            }
            double inUse = heap() - before;
            Played played = rehearsal.end();
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Took(records, seconds, Math.max(0, inUse), played);
        } finally {
            delete(folder);
        }
    }

    private static List<Guardrail<?>> guardrails() {
        List<Guardrail<?>> found = new ArrayList<>();
        ServiceLoader.load(Guardrail.class).forEach(found::add);
        return found;
    }

    private static double heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
