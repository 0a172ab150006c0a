package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.settings.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = {
            "Has Amends keep its hands off for a while: it goes on looking, and changes nothing but what you undo.",
            "It works at once and is not asked about. It ends by itself, or with 'amends resume'."
        })
final class PauseCommand implements Callable<Integer> {
    private final World world;

    @Parameters(
            paramLabel = "TIME",
            description = "For how long: a number with m, h or d behind it, at most 7d.")
    String time = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; it stands beside the pause wherever it is shown.")
    @Nullable String reason;

    @Mixin StackOptions options = new StackOptions();

    PauseCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Duration span = Times.span(time, "the time to pause");
        if (span.isZero() || span.compareTo(Pause.LONGEST) > 0) {
            throw Cannot.because(
                    "a pause lasts from 1m to %dd; to switch Amends off for longer set modes in the settings"
                            .formatted(Pause.LONGEST.toDays()));
        }
        String why = Reason.of(reason);
        Aws aws = options.aws(world);
        PauseItem item =
                new PauseItem(
                        aws.dynamo(),
                        Installation.find(aws.cloudFormation(), options.stack).ledgerTable());
        Instant now = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Pause before = item.lasting(now);
        item.write(new Pause(now.plus(span), why, aws.sts().getCallerIdentity().arn(), now));
        if (before != null) {
            world.say(
                    "This takes the place of the pause until %s (%s), by %s."
                            .formatted(Times.moment(before.until()), before.reason(), before.by()));
        }
        world.say(
                "Paused until %s: %s. Nothing is changed but what you undo; what is found is held and judged afresh afterwards."
                        .formatted(Times.moment(now.plus(span)), why));
        world.say("To end it before that: amends resume");
        return Exit.DONE;
    }
}
