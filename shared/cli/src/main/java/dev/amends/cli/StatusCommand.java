package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Text;
import dev.amends.core.json.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Shows how Amends stands: open findings, exemptions, a pause, versions.",
            "Also when each guardrail last saw an event, to about a quarter of an hour."
        })
final class StatusCommand implements Callable<Integer> {
    private final World world;

    @Option(names = "--json", description = "Print it as a JSON object.")
    boolean json;

    @Mixin StackOptions options = new StackOptions();

    StatusCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Status status = Status.read(world, options);
        if (json) {
            world.out().println(Text.cleanJson(Node.write(status.toMap())));
        } else {
            status.lines().forEach(world::say);
        }
        return Exit.DONE;
    }
}
