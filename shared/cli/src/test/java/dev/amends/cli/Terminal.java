package dev.amends.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A person at the command line: types commands, answers questions, sees what is printed. */
final class Terminal {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final List<String> questions = new ArrayList<>();
    boolean present = true;
    boolean yes = true;
    Runnable whileAsked = () -> {};
    Runnable whileWaiting = () -> {};
    Duration waited = Duration.ZERO;
    Instant now = NOW;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Aws aws;
    private InputStream in = InputStream.nullInputStream();
    private int exit = -1;

    Terminal(Aws aws) {
        this.aws = aws;
    }

    Terminal pipe(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Terminal run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        exit = Amends.run(world(), args);
        return this;
    }

    World world() {
        return new World(
                new PrintWriter(out),
                new PrintWriter(err),
                in,
                new Person(),
                region -> aws,
                Clock.fixed(now, ZoneOffset.UTC),
                this::wait,
                World.installed());
    }

    private void wait(Duration time) {
        waited = waited.plus(time);
        whileWaiting.run();
    }

    int exit() {
        return exit;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    private final class Person implements Asker {
        @Override
        public boolean present() {
            return present;
        }

        @Override
        public boolean yes(String question) {
            questions.add(question);
            whileAsked.run();
            return yes;
        }
    }
}
