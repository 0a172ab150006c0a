package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.json.Node;
import dev.amends.rehearse.Played;
import dev.amends.rehearse.Reading;
import dev.amends.rehearse.Rehearsal;
import dev.amends.rehearse.RuleBook;
import dev.amends.rehearse.source.RecordFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Plays files of records with the guardrails of this version. */
final class Rehearsing {
    private final World world;
    private final List<Path> files;
    private final List<String> own;
    private final int delay;
    private List<String> troubles = List.of();

    /**
     * Gets ready.
     *
     * @param own names of roles whose doing is Amends' own
     * @param delay seconds from a change until its record comes
     */
    Rehearsing(World world, List<Path> files, List<String> own, int delay) {
        this.world = world;
        this.files = List.copyOf(files);
        this.own = List.copyOf(own);
        this.delay = delay;
    }

    /** The files that people name. */
    static List<Path> find(List<String> named) throws Cannot {
        List<Path> found = new ArrayList<>();
        for (String each : named) {
            try {
                List<Path> these = RecordFiles.find(each);
                if (these.isEmpty()) {
                    throw Cannot.because("there are no files of records in " + each);
                }
                found.addAll(these);
            } catch (IOException | InvalidPathException | PatternSyntaxException e) {
                throw Cannot.because("%s cannot be read: %s".formatted(each, e.getMessage()));
            }
        }
        return found.stream().distinct().sorted(RecordFiles.BY_TIME).toList();
    }

    /** With these settings. */
    Played play(Node settings) {
        return play(settings, Reading.NOTHING);
    }

    /** With these settings; and what no event shows may be read. */
    Played play(Node settings, Reading reading) {
        Rehearsal rehearsal =
                new Rehearsal(
                        world.guardrails(),
                        new Rehearsal.Plan(
                                settings,
                                own,
                                Duration.ofSeconds(delay),
                                RuleBook.shipped(),
                                reading));
        RecordFiles records = new RecordFiles(rehearsal::take);
        files.forEach(records::read);
        troubles = records.troubles();
        return rehearsal.end();
    }

    /** What could not be read when it was played last. */
    List<String> troubles() {
        return troubles;
    }
}
