package dev.amends.tests.matrix;

import dev.amends.tests.matrix.Ending.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Every call of every scenario with every fault, generated from what the scenarios call when
 * nothing goes wrong, so that no call is forgotten.
 */
final class Matrix {
    /**
     * More than the usual two cores, as each waits for DynamoDB Local much of the time: three take
     * three quarters of the time that two take, and four no less. Each has a ledger and a Slack of
     * its own.
     */
    private static final int WORKERS = 3;

    /** How each scenario ends without a fault, and what it calls. */
    private final Map<Scenario, Ending> without = new EnumMap<>(Scenario.class);

    private final Map<Scenario, List<String>> sites = new EnumMap<>(Scenario.class);

    /** What came of the cells that were run. */
    final Map<Cell, Cell.Outcome> outcomes = new ConcurrentHashMap<>();

    /** Plays every scenario without a fault. */
    static Matrix of(Bench bench) {
        Matrix matrix = new Matrix();
        for (Scenario scenario : Scenario.values()) {
            bench.fresh();
            scenario.play(bench);
            bench.settle();
            matrix.without.put(scenario, Ending.of(bench));
            matrix.sites.put(scenario, List.copyOf(new LinkedHashSet<>(bench.calls)));
        }
        return matrix;
    }

    Map<Scenario, Ending> without() {
        return Map.copyOf(without);
    }

    /**
     * The calls of a scenario, in the order of their first. The keeper's rounds are the same
     * whatever went before, so its calls are struck where they do most.
     */
    List<String> sites(Scenario scenario) {
        return sites.getOrDefault(scenario, List.of()).stream()
                .filter(site -> scenario.keepersToo() || !site.startsWith("keeper "))
                .toList();
    }

    /** All cells. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            for (String site : sites(scenario)) {
                for (Fault fault : Fault.values()) {
                    for (Plan.Span span : Plan.Span.values()) {
                        cells.add(new Cell(scenario, site, fault, span));
                    }
                }
            }
        }
        return cells;
    }

    /** So many of them, the same for the same seed. */
    List<Cell> sample(int many, long seed) {
        List<Cell> cells = cells();
        Collections.shuffle(cells, new Random(seed));
        return cells.subList(0, Math.min(many, cells.size()));
    }

    /** Runs cells, each to its end. */
    void run(List<Cell> cells) throws InterruptedException {
        run(cells, Duration.ofDays(1));
    }

    /**
     * Runs cells, each to its end.
     *
     * @param most after which time no other is begun
     */
    void run(List<Cell> cells, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        BlockingQueue<Cell> todo = new LinkedBlockingQueue<>(cells);
        AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String name = "matrix" + i;
            workers.add(
                    Thread.ofPlatform()
                            .name(name)
                            .start(() -> {
                                try (Bench bench = new Bench(name)) {
                                    work(bench, todo, end);
                                } catch (IOException | RuntimeException e) {
                                    broken.set(e);
                                }
                            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        Throwable e = broken.get();
        if (e != null) {
            throw new IllegalStateException("the bench is broken", e);
        }
    }

    private void work(Bench bench, BlockingQueue<Cell> todo, long end) {
        for (Cell cell = todo.poll(); cell != null && System.nanoTime() < end; cell = todo.poll()) {
            try {
                outcomes.put(cell, cell.run(bench, without.get(cell.scenario())));
            } catch (RuntimeException e) {
                throw new IllegalStateException(cell.toString(), e);
            }
        }
    }

    /** What came out as it must not, one paragraph a cell. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        outcomes.forEach((cell, outcome) -> {
            if (outcome.struck() && !cell.expected().contains(outcome.result())) {
                wrong.add(
                        "%s: %s%n  instead of %s%n  %s"
                                .formatted(
                                        cell, outcome.result(), cell.expected(), outcome.ending()));
            }
        });
        Collections.sort(wrong);
        return wrong;
    }

    /** How many cells came to what. */
    Map<Result, Integer> counts() {
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, 0);
        }
        for (Cell.Outcome outcome : outcomes.values()) {
            if (outcome.struck()) {
                counts.merge(outcome.result(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
