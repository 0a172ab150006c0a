package dev.amends.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each function's package, restored as Lambda restores it. What is counted does not depend on the
 * machine.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Restores {
    private static final Path MODULE = Path.of("");
    private static final Map<Function, Restored> RESTORED = new EnumMap<>(Function.class);

    private static Lab lab;

    /** Those that are tried. */
    abstract Set<Function> functions();

    @BeforeAll
    static void prepare() throws Exception {
        lab = new Lab(MODULE);
    }

    @AfterAll
    static void clear() throws Exception {
        lab.close();
    }

    private static Restored restored(Function function) throws Exception {
        Restored restored = RESTORED.get(function);
        if (restored == null) {
            restored = Restored.of(lab, function);
            RESTORED.put(function, restored);
        }
        return restored;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void every_sample_ends_as_it_should(Function function) throws Exception {
        assertThat(restored(function).astray()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void the_first_event_after_a_restore_finds_its_classes_loaded(Function function)
            throws Exception {
        List<String> classes = restored(function).first();
        System.out.println(function.id() + ": first event " + classes.size() + " classes");
        assertThat(classes.size()).as("%s", some(classes)).isLessThanOrEqualTo(function.classes());
    }

    /** One after the other they load at least what any of them would load as the first. */
    @ParameterizedTest
    @MethodSource("functions")
    void all_held_out_samples_and_ways_of_failing_together_load_no_more(Function function)
            throws Exception {
        List<String> classes = restored(function).together();
        System.out.println(function.id() + ": all samples " + classes.size() + " classes");
        assertThat(classes.size())
                .as(
                        "classes that priming has not loaded (`tests/restore/run classes %s` says whose): %s",
                        function.id(), some(classes))
                .isLessThanOrEqualTo(function.classes());
    }

    private static String some(List<String> classes) {
        return classes.stream().limit(100).collect(Collectors.joining("\n  ", "\n  ", "\n"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void priming_shakes_hands_once_with_each_host_and_sends_nothing(Function function)
            throws Exception {
        Restored restored = restored(function);
        assertThat(restored.aws()).isEqualTo(Traffic.ONE_HANDSHAKE);
        assertThat(restored.slack())
                .isEqualTo(function.speaksWithSlack() ? Traffic.ONE_HANDSHAKE : Traffic.NONE);
        assertThat(restored.said()).contains("\"priming\":\"done\"").doesNotContain("no handshake");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void no_credentials_are_in_the_snapshot_they_are_asked_for_after_the_restore(Function function)
            throws Exception {
        assertThat(restored(function).credentials()).isEqualTo(Traffic.NONE);
        assertThat(restored(function).credentialsAfter().bytes()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void every_library_in_a_package_is_used_or_has_a_reason_to_be_there(Function function)
            throws Exception {
        Set<String> unused = new TreeSet<>();
        for (String jar : lab.packaged(function).jars()) {
            if (!restored(function).usedJars().contains(jar)) {
                unused.add(jar.replaceFirst("-[0-9].*", ""));
            }
        }
        assertThat(unused).isSubsetOf(Unused.REASONS.keySet());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void priming_writes_no_file(Function function) throws Exception {
        assertThat(restored(function).written()).isEmpty();
    }
}
