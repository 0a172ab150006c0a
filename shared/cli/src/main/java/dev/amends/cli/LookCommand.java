package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.ledger.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "look",
        description = {
            "Has findings read and judged again; ends the exemption of one that is exempt.",
            "What is still wrong is said and asked about again.",
            "Exit code 1 when one could not be carried out."
        })
final class LookCommand implements Callable<Integer> {
    private final World world;

    @Parameters(
            arity = "1..*",
            paramLabel = "FINDING",
            description = "Ids as 'amends findings' prints them, or ARNs of resources.")
    List<String> findings = new ArrayList<>();

    @Option(
            names = "--guardrail",
            paramLabel = "ID",
            description = "Whose finding is meant, where an ARN has several.")
    @Nullable String guardrail;

    @Mixin DecisionOptions decision = new DecisionOptions();

    @Mixin StackOptions options = new StackOptions();

    LookCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Deciding deciding = Deciding.in(world, options, decision);
        return deciding.decide(deciding.named(findings, guardrail), Wish.of(Decision.Kind.LOOK));
    }
}
