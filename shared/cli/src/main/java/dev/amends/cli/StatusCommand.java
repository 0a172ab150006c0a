package dev.amends.cli;

import dev.amends.core.json.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Shows how Amends stands: what is open, what waits for somebody, what is exempt and until when,",
            "whether it is paused, when it last saw an event, and which version is deployed."
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
