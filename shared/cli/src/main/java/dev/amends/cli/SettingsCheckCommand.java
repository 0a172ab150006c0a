package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Checks a settings file: every name and every value. Needs no AWS account.")
final class SettingsCheckCommand implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "FILE", description = "The settings file (YAML).")
    Path file = Path.of("settings.yaml");

    SettingsCheckCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        SettingsFile.Checked checked = SettingsFile.check(Source.read(file), world.abouts());
        checked.problems().forEach(problem -> world.say(file + ", " + problem));
        if (!checked.problems().isEmpty()) {
            return Exit.REFUSED;
        }
        world.say(file + " is fine.");
        return Exit.DONE;
    }
}
