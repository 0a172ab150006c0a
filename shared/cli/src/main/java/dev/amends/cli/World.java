package dev.amends.cli;

import dev.amends.check.Surroundings;
import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Text;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.ledger.Finding;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the commands see of the world around them.
 *
 * @param aws by Region; null means the environment's
 * @param pause lets time go by
 * @param guardrails every guardrail of this version, by id
 */
record World(
        PrintWriter out,
        PrintWriter err,
        InputStream in,
        Asker asker,
        Function<@Nullable String, Aws> aws,
        Clock clock,
        Consumer<Duration> pause,
        List<Guardrail<?>> guardrails) {

    static World live() {
        return new World(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                System.in,
                Asker.terminal(),
                LiveAws::new,
                Clock.systemUTC(),
                World::sleep,
                installed());
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            // Somebody ends the process; what it waited for goes on without it.
            Thread.currentThread().interrupt();
        }
    }

    /** The guardrails on the class path. */
    static List<Guardrail<?>> installed() {
        List<Guardrail<?>> found = new ArrayList<>();
        ServiceLoader.load(Guardrail.class).forEach(found::add);
        found.sort(Comparator.comparing(guardrail -> guardrail.about().id()));
        return List.copyOf(found);
    }

    /** What the commands about templates see of it. */
    Surroundings surroundings() {
        return new Surroundings(
                out,
                err,
                in,
                Path.of("").toAbsolutePath(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                System.getenv(),
                asker.present());
    }

    /** Whether an undone fix of this finding is open again, rather than left so. */
    boolean reopens(Finding finding) {
        String guardrail = finding.subject().guardrail();
        return abouts().stream()
                .anyMatch(about -> about.id().equals(guardrail) && about.security());
    }

    List<About> abouts() {
        return guardrails.stream().<About>map(Guardrail::about).toList();
    }

    /** Prints a line; names and texts in it may come from anybody. */
    void say(String line) {
        out.println(Text.clean(line));
    }

    /**
     * Whether to go on: yes was given, or somebody at the terminal says so.
     *
     * @throws Cannot when nobody can be asked
     */
    boolean confirmed(boolean yes, String question) throws Cannot {
        if (yes) {
            return true;
        }
        if (!asker.present()) {
            throw Cannot.refused(
                    "nothing was done: there is no terminal to ask at; give --yes to go ahead");
        }
        return asker.yes(question);
    }
}
