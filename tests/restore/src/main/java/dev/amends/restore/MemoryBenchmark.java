package dev.amends.restore;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The same event with the shares of a core that come with different memory sizes. */
final class MemoryBenchmark {
    private static final List<Integer> SIZES = List.of(512, 1_024, 1_769);
    private static final int ROUNDS = 3;
    private static final int WARM = 10;

    /** As in {@link Benchmark}: a guardrail's own pace must not be measured. */
    private static final long POLITE_MILLIS = 680;

    private final Lab lab;

    MemoryBenchmark(Lab lab) {
        this.lab = lab;
    }

    /** The rows of the table. */
    String rows() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Function function : Function.values()) {
            for (int size : SIZES) {
                rows.append(row(function, size));
            }
        }
        return rows.toString();
    }

    private String row(Function function, int size) throws Exception {
        Timing restored = new Timing();
        Timing warm = new Timing();
        long resident = 0;
        try (Memory memory = memory(size)) {
            for (int round = 0; round < ROUNDS; round++) {
                resident = Math.max(resident, round(function, memory, restored, warm));
            }
        }
        return Page.row(
                function.id(),
                size + " MB",
                restored.spread(),
                String.format(Locale.ROOT, "%.0f", warm.quantile(0.5)),
                String.format(Locale.ROOT, "%.1f", warm.quantile(0.5) * size / 1_024),
                "%d MB".formatted(resident / 1_024));
    }

    private long round(Function function, Memory memory, Timing restored, Timing warm)
            throws Exception {
        Sample sample = Samples.timed(function);
        lab.world().answers(sample.answers().get());
        try (Environment environment = new Environment(lab, function, Mode.PRIMED, false, memory)) {
            environment.awaitReady();
            environment.restore();
            restored.add(
                    environment.sinceRestored(environment.invoke("first", sample.payload().get())));
            for (int i = 0; i < WARM; i++) {
                if (!function.speaksWithSlack()) {
                    TimeUnit.MILLISECONDS.sleep(POLITE_MILLIS);
                }
                lab.world().answers(sample.answers().get());
                RuntimeApi.Result result = environment.invoke("warm-" + i, sample.payload().get());
                warm.add((result.answered() - result.handedOut()) / 1e6);
            }
            return environment.residentKilobytes();
        }
    }

    private static Memory memory(int size) {
        try {
            return Memory.of(size);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "shares of a core need Linux's control groups, and root to make them", e);
        }
    }
}
