package dev.amends.benchmarks;

import java.lang.management.ManagementFactory;

/** How the cost of a part grows with their number: ratios within one run hold on any machine. */
final class Scaling {
    private Scaling() {}

    /** Something that is done to many parts. */
    interface Work {
        void once() throws Exception;
    }

    /**
     * What a part costs among many, as a multiple of what it costs among few.
     *
     * @param rounds the two take turns, and the best of each counts: what else the machine does
     *     hits both
     */
    static double ratio(int rounds, int few, Work fewWork, int many, Work manyWork)
            throws Exception {
        double small = Double.MAX_VALUE;
        double large = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            small = Math.min(small, nanosEach(few, many / few, fewWork));
            large = Math.min(large, nanosEach(many, 1, manyWork));
        }
        System.out.printf("each: %.0f ns among %d, %.0f ns among %d%n", small, few, large, many);
        return large / small;
    }

    /** Of this thread alone: other tests may run beside this one. */
    private static double nanosEach(int parts, int times, Work work) throws Exception {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.once();
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began)
                / (double) (parts * times);
    }
}
