package dev.amends.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One execution environment: a JVM with AWS's runtime client and a function's package. */
final class Environment implements AutoCloseable {
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Of the young and the old generation; the lines after them are about classes. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final Mode mode;
    private final @Nullable Memory memory;
    private final int megabytes;
    private final Path folder;
    private final ClassLog classes;
    private final RuntimeApi api;
    private final Process process;
    private final long started;
    private long restored;

    /**
     * Starts it.
     *
     * @param lab where everything it needs is
     * @param logged whether its classes are counted, which costs it time
     */
    Environment(Lab lab, Function function, Mode mode, boolean logged) throws IOException {
        this(lab, function, mode, logged, null);
    }

    /**
     * Starts it with the heap of a memory size and, from the restore on, with the share of a core
     * that comes with it.
     *
     * @param memory null for all there is, and the heap of 1,024 MB
     */
    Environment(Lab lab, Function function, Mode mode, boolean logged, @Nullable Memory memory)
            throws IOException {
        this.mode = mode;
        this.memory = memory;
        this.megabytes = memory == null ? 1_024 : memory.megabytes();
        this.folder = lab.fresh();
        this.classes = new ClassLog(folder.resolve("classes.log"));
        this.api = new RuntimeApi(logged ? classes::count : () -> 0);
        Files.createDirectories(folder.resolve("tmp"));
        Path task = lab.task(function);
        ProcessBuilder builder = new ProcessBuilder(command(lab, function, logged));
        builder.directory(task.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables(lab, function, task));
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("said.log").toFile());
        this.started = System.nanoTime();
        this.process = builder.start();
        process.onExit()
                .thenAccept(dead -> api.ended("the function ended: " + said()))
                .exceptionally(e -> null);
    }

    private List<String> command(Lab lab, Function function, boolean logged) {
        List<String> command = new ArrayList<>();
        command.add(Jvm.program("java"));
        // Lambda's runtime stops at C1 where there is no snapshot, and leaves tiering alone else.
        if (mode == Mode.ON_DEMAND) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-XX:-UsePerfData",
                        "-Xmx" + megabytes * 3 / 4 + "m",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        // S3 and its control plane put bucket and account before the host.
                        "-Djdk.net.hosts.file=" + lab.hosts(),
                        lab.client().argument()));
        // Lambda's runtime says so; left out, org.crac finds nobody to hand the hook to.
        if (mode != Mode.UNPRIMED) {
            command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
        command.addAll(lab.world().certificates().trusting());
        if (logged) {
            command.add(classes.argument());
        }
        command.addAll(List.of("-cp", lab.client().classPath(), MAIN, function.handler()));
        return command;
    }

    private Map<String, String> variables(Lab lab, Function function, Path task) {
        Map<String, String> env =
                new LinkedHashMap<>(
                        function.environment(
                                "https://localhost:%d/api".formatted(lab.world().slack().port())));
        env.put("AWS_LAMBDA_RUNTIME_API", api.address());
        env.put("AWS_LAMBDA_INITIALIZATION_TYPE", mode.type());
        env.put("AWS_LAMBDA_FUNCTION_NAME", function.id());
        env.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        env.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(megabytes));
        env.put("AWS_LAMBDA_LOG_GROUP_NAME", "/amends/" + function.id());
        env.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        env.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        env.put("AWS_REGION", "eu-west-1");
        env.put("AWS_DEFAULT_REGION", "eu-west-1");
        env.put("AWS_ENDPOINT_URL", "https://localhost:" + lab.world().aws().port());
        env.put("LAMBDA_TASK_ROOT", task.toString());
        env.put("_HANDLER", function.handler());
        env.put("HOME", folder.resolve("tmp").toString());
        env.put("LANG", "en_US.UTF-8");
        if (mode == Mode.ON_DEMAND) {
            env.put("AWS_ACCESS_KEY_ID", "ASIALOOPBACK");
            env.put("AWS_SECRET_ACCESS_KEY", "none");
            env.put("AWS_SESSION_TOKEN", "none");
        } else {
            // A snapshot must not hold credentials: they are had from here after the restore.
            env.put(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "http://127.0.0.1:%d/2021-04-23/credentials"
                            .formatted(lab.world().credentials().port()));
            env.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "loopback");
        }
        return env;
    }

    /** Waits until it has its snapshot taken, or on demand until it asks for work. */
    void awaitReady() throws Exception {
        if (mode == Mode.ON_DEMAND) {
            api.awaitIdle();
        } else {
            api.awaitCheckpoint();
        }
    }

    /** Lets it go on after its snapshot; nothing on demand. */
    void restore() throws IOException {
        if (memory != null) {
            memory.limit(process.pid());
        }
        restored = mode == Mode.ON_DEMAND ? started : api.restore();
    }

    RuntimeApi.Result invoke(String id, String payload) throws Exception {
        return api.invoke(id, payload);
    }

    /** From the restore, or from the start of the process, to an answer. */
    double sinceRestored(RuntimeApi.Result result) {
        return (result.answered() - restored) / 1e6;
    }

    /** The classes that the last so many counted were. */
    List<String> lastClasses(int many) {
        int now = classes.count();
        return classes.between(now - many, now);
    }

    /** The names of the jars of which it has loaded a class. */
    Set<String> usedJars() {
        return classes.jars();
    }

    /** What it printed so far. */
    String said() {
        try {
            return Files.readString(folder.resolve("said.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The memory that the process has, in kB. */
    long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** The heap that is used, as the JVM itself counts it. */
    long heapKilobytes() throws IOException {
        Process jcmd =
                new ProcessBuilder(
                                Jvm.program("jcmd"), Long.toString(process.pid()), "GC.heap_info")
                        .redirectErrorStream(true)
                        .start();
        String info = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return USED.matcher(info)
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .limit(2)
                .sum();
    }

    /** The files it could write to, with their sizes. */
    SortedMap<String, Long> files() throws IOException {
        SortedMap<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve("tmp"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.size(file));
            }
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        api.close();
    }
}
