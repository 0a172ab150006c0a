package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The jar, the launcher, the hook and the action, as processes. */
class JarTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String JAR =
            ROOT.resolve("shared/check/target/amends-check.jar").toString();

    /** A run that starts fast loads few classes; with five rules it was 1529. */
    private static final int CLASSES = 1_900;

    @TempDir Path folder;
    private Shell files;
    private final Map<String, String> environment = new HashMap<>();

    /** What a process did. */
    private record Ended(int exit, String out) {}

    @BeforeEach
    void a_repository_with_a_bad_template() {
        assertThat(Path.of(JAR)).as("mvn verify makes it").exists();
        files =
                new Shell(folder)
                        .write("my repo/.git/HEAD", "")
                        .write("my repo/template.yaml", Shell.BAD);
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("AMENDS_BUILD", "no");
    }

    private Ended run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(folder.resolve("my repo").toFile());
        builder.environment().putAll(environment);
        builder.redirectOutput(folder.resolve("out").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("out"), StandardCharsets.UTF_8));
    }

    @Test
    void it_runs_alone() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

        Ended ended = run(java, "-jar", JAR, "check");

        assertThat(ended.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void it_contains_nothing_of_aws_and_loads_few_classes() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

        List<String> loaded =
                run(java, "-Xlog:class+load", "-jar", JAR, "check")
                        .out()
                        .lines()
                        .filter(line -> line.contains(" source: "))
                        .toList();

        assertThat(loaded).anyMatch(line -> line.contains("dev.amends.template.Rules "));
        assertThat(loaded)
                .noneMatch(
                        line -> line.contains("software.amazon") || line.contains("com.amazonaws"))
                .hasSizeLessThan(CLASSES);
        try (var jar = new java.util.jar.JarFile(JAR)) {
            assertThat(jar.stream())
                    .noneMatch(entry -> entry.getName().startsWith("software/amazon"));
        }
    }

    @Test
    void our_own_template_is_clean() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

        Ended ended = run(java, "-jar", JAR, "check", ROOT.resolve("template.yaml").toString());

        assertThat(ended.out()).startsWith("No findings in 1 file");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void the_launcher_keeps_its_class_data_in_the_cache_of_whoever_runs_it() throws Exception {
        String amends = ROOT.resolve("amends").toString();

        Ended first = run(amends, "check");
        Ended second = run(amends, "check");

        assertThat(first.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");
        assertThat(second).isEqualTo(first);
        assertThat(archive().toString()).endsWith(".jsa");
        assertThat(run(amends, "explain", "runtime-deprecated").out())
                .startsWith("# Lambda runtime that ends\n");
    }

    @Test
    void the_class_data_is_made_anew_when_the_jar_is_newer_and_only_by_a_whole_run()
            throws Exception {
        String amends = ROOT.resolve("amends").toString();
        run(amends, "check", "--help");
        run(amends, "rules");
        run(amends, "check", "none.yaml");
        try (Stream<Path> kept = Files.list(folder.resolve("cache/amends"))) {
            assertThat(kept).isEmpty();
        }

        run(amends, "check");
        FileTime old = FileTime.fromMillis(0);
        Files.setLastModifiedTime(archive(), old);
        run(amends, "check");

        assertThat(Files.getLastModifiedTime(archive())).isGreaterThan(old);
    }

    /** The only file in the cache. */
    private Path archive() throws IOException {
        try (Stream<Path> kept = Files.list(folder.resolve("cache/amends"))) {
            List<Path> all = kept.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void a_cache_that_is_broken_or_cannot_be_written_is_no_trouble() throws Exception {
        String amends = ROOT.resolve("amends").toString();
        run(amends, "check");
        Files.writeString(archive(), "broken");
        assertThat(run(amends, "check").out())
                .startsWith("template.yaml:3:3  low")
                .endsWith("2 findings in 1 file: 1 medium, 1 low.\n");

        environment.put("XDG_CACHE_HOME", "/proc/nowhere");
        assertThat(run(amends, "check").out()).startsWith("template.yaml:3:3  low");
    }

    /** As pre-commit runs a hook of language script: entry, then the files that match. */
    @Test
    void the_hook_fails_on_a_bad_template() throws Exception {
        Map<?, ?> hook =
                (Map<?, ?>) ((List<?>) yaml(ROOT.resolve(".pre-commit-hooks.yaml"))).getFirst();
        assertThat(hook.get("language")).isEqualTo("script");
        List<String> command =
                new ArrayList<>(List.of(String.valueOf(hook.get("entry")).split(" ", -1)));
        command.set(0, ROOT.resolve(command.getFirst()).toString());
        command.add("template.yaml");

        Ended ended = run(command.toArray(String[]::new));

        assertThat("template.yaml").containsPattern(String.valueOf(hook.get("files")));
        assertThat("stacks/template.json").containsPattern(String.valueOf(hook.get("files")));
        assertThat("compose.yaml").doesNotContainPattern(String.valueOf(hook.get("files")));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).contains("template.yaml:8:17  medium  function-url-public");
    }

    /** The action's script, with the variables that GitHub would fill from its inputs. */
    @Test
    void the_script_of_the_action_writes_what_it_is_asked_for() throws Exception {
        files.write("my repo/more stacks/b.yaml", Shell.BAD)
                .write("my repo/p.json", "{\"Auth\": \"AWS_IAM\"}");
        Map<String, Object> step = step();
        given(step, "FILES", "template.yaml\nmore stacks/*.yaml\n");
        given(step, "FAIL_ON", "medium");
        given(step, "SARIF", "out/amends.sarif");
        given(step, "JUNIT", "out/amends.xml");
        given(step, "PARAMETERS", "p.json");

        Ended ended = run("bash", "-e", "-c", String.valueOf(step.get("run")));

        assertThat(ended.out()).endsWith("2 findings in 2 files: 2 low.\n");
        assertThat(ended.exit()).isZero();
        assertThat(files.read("my repo/out/amends.sarif"))
                .contains("https://github.com/owner/amends/blob/v1/docs/guardrails/");
        assertThat(files.read("my repo/out/amends.xml")).startsWith("<?xml");
    }

    @Test
    void the_script_of_the_action_needs_no_inputs_and_takes_none_for_a_command() throws Exception {
        Map<String, Object> step = step();
        Ended plain = run("bash", "-e", "-c", String.valueOf(step.get("run")));
        assertThat(plain.exit()).isEqualTo(1);
        assertThat(plain.out()).endsWith("2 findings in 1 file: 1 medium, 1 low.\n");

        given(step, "FILES", "$(touch owned); touch owned");
        assertThat(run("bash", "-e", "-c", String.valueOf(step.get("run"))).exit()).isEqualTo(2);
        assertThat(folder.resolve("my repo/owned")).doesNotExist();
    }

    /** The last step of the action, its variables set as without inputs. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> step() throws IOException {
        Map<String, Object> action = (Map<String, Object>) yaml(ROOT.resolve("action.yml"));
        Map<String, Object> runs = (Map<String, Object>) action.get("runs");
        Map<String, Object> step = (Map<String, Object>) ((List<?>) runs.get("steps")).getLast();
        Map<String, Map<String, Object>> inputs =
                (Map<String, Map<String, Object>>) action.get("inputs");
        assertThat(String.valueOf(step.get("run"))).doesNotContain("${{");
        ((Map<String, String>) step.get("env"))
                .forEach((name, value) -> environment.put(name, filled(value, inputs)));
        return step;
    }

    private static String filled(String value, Map<String, Map<String, Object>> inputs) {
        return switch (value) {
            case "${{ github.action_path }}" -> ROOT.toString();
            case "${{ github.action_repository }}" -> "owner/amends";
            case "${{ github.action_ref }}" -> "v1";
            case "${{ github.server_url }}" -> "https://github.com";
            default -> {
                String name = value.replaceAll("^\\$\\{\\{ inputs\\.(.*) }}$", "$1");
                assertThat(inputs).as("inputs of action.yml").containsKey(name);
                yield String.valueOf(inputs.get(name).get("default"));
            }
        };
    }

    @SuppressWarnings("unchecked")
    private void given(Map<String, Object> step, String name, String value) {
        assertThat((Map<String, String>) step.get("env")).containsKey(name);
        environment.put(name, value);
    }

    private static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }
}
