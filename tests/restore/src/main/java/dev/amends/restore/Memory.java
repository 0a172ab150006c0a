package dev.amends.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A memory size of Lambda, and the share of a core that comes with it: 1,769 MB are one core. Given
 * by the kernel's control groups, which only root may make.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">docs.aws.amazon.com,
 *     Configure Lambda function memory</a>
 */
final class Memory implements AutoCloseable {
    private static final int ONE_CORE = 1_769;
    private static final int PERIOD = 100_000;
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup/cgroup.controllers");

    private final int megabytes;
    private final Path group;

    private Memory(int megabytes, Path group) {
        this.megabytes = megabytes;
        this.group = group;
    }

    /**
     * Makes the group.
     *
     * @throws IOException where that is not allowed
     */
    static Memory of(int megabytes) throws IOException {
        int quota = (int) ((long) PERIOD * megabytes / ONE_CORE);
        String name = "amends-" + megabytes;
        if (Files.exists(VERSION_2)) {
            Path group = Files.createDirectories(VERSION_2.resolveSibling(name));
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD);
            return new Memory(megabytes, group);
        }
        Path group = Files.createDirectories(Path.of("/sys/fs/cgroup/cpu", name));
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(quota));
        return new Memory(megabytes, group);
    }

    int megabytes() {
        return megabytes;
    }

    /** Lets a process have no more than its share from now on. */
    void limit(long process) throws IOException {
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(process));
    }

    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
