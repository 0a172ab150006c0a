package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        description = {
            "Tells why something happened to a resource, or why nothing did.",
            "It looks at everything on an event's way from the API call to the outcome, and changes nothing."
        })
final class WhyCommand implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "ARN", description = "The resource.")
    String arn = "";

    @Option(
            names = "--guardrail",
            paramLabel = "ID",
            description = "Only this guardrail (default: all that look at such resources).")
    @Nullable String guardrail;

    @Mixin StackOptions options = new StackOptions();

    WhyCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        ResourceName resource = ResourceName.parse(arn);
        if (resource == null) {
            throw Cannot.because(
                    arn
                            + " is no ARN: it must be like arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders");
        }
        Guardrails.known(world, guardrail);
        new Why(world, options, resource, guardrail).say();
        return Exit.DONE;
    }
}
