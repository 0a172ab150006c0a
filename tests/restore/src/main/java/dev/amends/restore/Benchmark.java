package dev.amends.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures every function and writes the table of {@code docs/performance.md}. The modes take turns
 * within one run, so that whatever else the machine does falls on all of them.
 */
public final class Benchmark {
    private static final int ROUNDS = 7;
    private static final int WARM = 200;
    private static final int EVENTS = 5_000;

    /**
     * A guardrail makes three calls in two seconds to one API at most; slower events do not wait.
     */
    private static final long POLITE_MILLIS = 680;

    /** The reviewer of stacks asks for both stages of a template. */
    private static final long POLITE_TWICE_MILLIS = 2 * POLITE_MILLIS;

    private final Lab lab;

    private Benchmark(Lab lab) {
        this.lab = lab;
    }

    /**
     * {@code sizes} accepts the packages' sizes, {@code burst} measures many events at once, {@code
     * memory} memory sizes, a function's name its restores, nothing those of all. From the
     * repository's root.
     */
    public static void main(String[] arguments) throws Exception {
        Path module = Path.of("tests/restore");
        try (Lab lab = new Lab(module)) {
            if (List.of(arguments).contains("sizes")) {
                Sizes.accept(lab, module);
                return;
            }
            Benchmark benchmark = new Benchmark(lab);
            String what = arguments.length == 0 ? "" : arguments[0];
            Path page = Path.of("docs/performance.md");
            String fresh =
                    switch (what) {
                        case "burst" -> Page.with(read(page), Page.BURST, benchmark.bursts());
                        case "memory" -> Page.with(read(page), Page.MEMORY, benchmark.sizes());
                        case "" -> Page.with(read(page), Page.ALL, benchmark.tables());
                        default -> benchmark.again(read(page), what);
                    };
            Files.writeString(page, fresh);
        }
    }

    private static String read(Path page) throws IOException {
        return Files.readString(page);
    }

    private String sizes() throws Exception {
        return machine() + ".\n\n" + Page.SIZES + new MemoryBenchmark(lab).rows();
    }

    private String bursts() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Burst.Mix mix : List.of(Burst.Mix.NOTHING_SUSPECTED, Burst.Mix.MIXED)) {
            Burst burst = Burst.of(lab, EVENTS, mix);
            if (!burst.lost().isEmpty()) {
                throw new IllegalStateException("lost: " + burst.lost());
            }
            rows.append(
                    Page.row(
                            "%d %% violating, %d %% suspected but fine"
                                    .formatted(mix.violating(), mix.compliant()),
                            Integer.toString(EVENTS),
                            Integer.toString(burst.lost().size()),
                            Integer.toString(burst.fixed()),
                            String.format(Locale.ROOT, "%.1f", burst.seconds()),
                            String.format(Locale.ROOT, "%.0f", EVENTS / burst.seconds()),
                            String.format(Locale.ROOT, "%.2f", burst.calls() / (double) EVENTS)));
        }
        return machine() + ".\n\n" + Page.BURSTS + rows;
    }

    /** One function measured anew, the others as they were. */
    private String again(String page, String id) throws Exception {
        for (Function function : Function.values()) {
            if (function.id().equals(id)) {
                StringBuilder restores = new StringBuilder();
                StringBuilder samples = new StringBuilder();
                rows(function, restores, samples);
                return Page.replaced(page, function, restores.toString(), samples.toString());
            }
        }
        throw new IllegalArgumentException("no function is called " + id);
    }

    private String tables() throws Exception {
        StringBuilder restores = new StringBuilder(Page.RESTORES);
        StringBuilder samples = new StringBuilder(Page.SAMPLES);
        for (Function function : Function.values()) {
            rows(function, restores, samples);
        }
        return heading() + restores + "\n" + samples + Page.NOTES;
    }

    private void rows(Function function, StringBuilder restores, StringBuilder samples)
            throws Exception {
        int worst = 0;
        for (Sample sample : Samples.of(function)) {
            First first = first(sample, Mode.PRIMED);
            int calls = lab.world().requests().size();
            samples.append(
                    Page.row(
                            function.id(),
                            sample.name(),
                            Integer.toString(first.classes().size())
                                    + (sample.failsInvocation() ? " ¹" : ""),
                            Integer.toString(calls)));
            worst = sample.failsInvocation() ? worst : Math.max(worst, first.classes().size());
        }
        restores.append(row(function, worst));
    }

    private String row(Function function, int worst) throws Exception {
        Sample timed = Samples.timed(function);
        int unprimed = first(timed, Mode.UNPRIMED).classes().size();
        int primed = first(timed, Mode.PRIMED).classes().size();
        Map<Mode, Timing> times = new EnumMap<>(Mode.class);
        Timing warm = new Timing();
        long afterFirst = 0;
        long afterAll = 0;
        long heap = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            for (Mode mode : Mode.values()) {
                lab.world().answers(timed.answers().get());
                try (Environment environment = new Environment(lab, function, mode, false)) {
                    double time = toFirstAnswer(environment, timed, mode);
                    times.computeIfAbsent(mode, ignored -> new Timing()).add(time);
                    if (mode == Mode.PRIMED && round == ROUNDS) {
                        afterFirst = environment.residentKilobytes();
                        warm(environment, timed, warm);
                        afterAll = environment.residentKilobytes();
                        heap = environment.heapKilobytes();
                    }
                    say(function, mode, time);
                }
            }
        }
        return Page.row(
                function.id(),
                megabytes(lab.packaged(function).size() / 1024),
                unprimed + " → " + primed,
                worst + " of " + function.classes(),
                spread(times, Mode.ON_DEMAND),
                spread(times, Mode.UNPRIMED),
                spread(times, Mode.PRIMED),
                warm.warm(),
                megabytes(afterFirst) + " / " + megabytes(afterAll),
                megabytes(heap));
    }

    private static double toFirstAnswer(Environment environment, Sample sample, Mode mode)
            throws Exception {
        if (mode != Mode.ON_DEMAND) {
            environment.awaitReady();
        }
        environment.restore();
        return environment.sinceRestored(environment.invoke("first", sample.payload().get()));
    }

    private void warm(Environment environment, Sample sample, Timing warm) throws Exception {
        for (int i = 0; i < WARM; i++) {
            if (!sample.function().speaksWithSlack()) {
                TimeUnit.MILLISECONDS.sleep(
                        sample.function() == Function.STACKS ? POLITE_TWICE_MILLIS : POLITE_MILLIS);
            }
            lab.world().answers(sample.answers().get());
            RuntimeApi.Result result = environment.invoke("warm-" + i, sample.payload().get());
            warm.add((result.answered() - result.handedOut()) / 1e6);
        }
    }

    private First first(Sample sample, Mode mode) throws Exception {
        First first = First.of(lab, sample, mode);
        if (!first.asExpected()) {
            throw new IllegalStateException(sample + " went astray:\n" + first.said());
        }
        return first;
    }

    private static String spread(Map<Mode, Timing> times, Mode mode) {
        Timing timing = times.get(mode);
        return timing == null ? "" : timing.spread();
    }

    private static String heading() throws IOException {
        return machine()
                + "; %d rounds in which the modes take turns, %d warm events.\n\n"
                        .formatted(ROUNDS, WARM);
    }

    private static String machine() throws IOException {
        return "Measured on %s: %d cores of %s, %s, JDK %s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        Runtime.version());
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
    }

    private static String megabytes(long kilobytes) {
        return String.format(Locale.ROOT, "%.1f MB", kilobytes / 1024.0);
    }

    private static void say(Function function, Mode mode, double millis) {
        System.out.printf(
                Locale.ROOT, "%-10s %-22s %7.1f ms%n", function.id(), mode.label(), millis);
    }
}
