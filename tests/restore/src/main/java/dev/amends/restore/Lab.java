package dev.amends.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that environments share: unpacked packages, the runtime client, the world outside. */
final class Lab implements AutoCloseable {
    private final Path folder;
    private final Path functions;
    private final RuntimeClient client;
    private final World world;
    private final Path hosts;
    private final Map<Function, Path> tasks = new EnumMap<>(Function.class);
    private int count;

    /**
     * Prepares it.
     *
     * @param module the folder of this Maven module
     */
    Lab(Path module) throws IOException, InterruptedException {
        Path base = module.toAbsolutePath();
        this.folder = Files.createTempDirectory("amends-restore");
        this.functions = base.resolve("../../functions").normalize();
        this.client = new RuntimeClient(base.resolve("target/runtime-client"), folder);
        this.world = new World(folder);
        this.hosts =
                Files.writeString(
                        folder.resolve("hosts"),
                        "127.0.0.1 localhost orders-bucket.localhost 111122223333.localhost primed-bucket.localhost\n");
    }

    /** The names by which functions know the world outside. */
    Path hosts() {
        return hosts;
    }

    RuntimeClient client() {
        return client;
    }

    World world() {
        return world;
    }

    Zip packaged(Function function) {
        return function.packaged(functions);
    }

    /** Where a function's package is unpacked. */
    synchronized Path task(Function function) throws IOException {
        Path task = tasks.get(function);
        if (task == null) {
            task = folder.resolve(function.id());
            packaged(function).unpack(task);
            tasks.put(function, task);
        }
        return task;
    }

    /** A folder for one environment. */
    synchronized Path fresh() throws IOException {
        return Files.createDirectory(folder.resolve("environment-" + count++));
    }

    @Override
    public void close() throws IOException {
        world.close();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
