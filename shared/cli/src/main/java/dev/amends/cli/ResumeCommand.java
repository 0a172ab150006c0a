package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Pause;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "resume",
        description = {
            "Ends a pause now.",
            "What was held meanwhile is read and judged afresh, some at a time."
        })
final class ResumeCommand implements Callable<Integer> {
    private final World world;

    @Mixin StackOptions options = new StackOptions();

    ResumeCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Aws aws = options.aws(world);
        String table = Installation.find(aws.cloudFormation(), options.stack).ledgerTable();
        PauseItem item = new PauseItem(aws.dynamo(), table);
        Instant now = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Pause pause = item.lasting(now);
        if (pause == null && item.readable()) {
            world.say("Amends is not paused.");
            return Exit.DONE;
        }
        item.write(
                new Pause(
                        now,
                        pause == null ? "" : pause.reason(),
                        aws.sts().getCallerIdentity().arn(),
                        now));
        int held =
                new FindingBook(world, aws.dynamo(), table).inStates(List.of(State.PAUSED)).size();
        world.say(
                pause == null
                        ? "Resumed. The pause could not be read, so it counted as one."
                        : "Resumed. The pause would have lasted until %s (%s)."
                                .formatted(Times.moment(pause.until()), pause.reason()));
        world.say(
                held == 0
                        ? "Nothing was held meanwhile."
                        : "%d held finding%s judged afresh within the next minutes."
                                .formatted(held, held == 1 ? " is" : "s are"));
        return Exit.DONE;
    }
}
