package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.ledger.Decision;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "look",
        description = {
            "Has findings read and judged again; ends the exemption of one that is exempt.",
            "What is still wrong is said and asked about again.",
            "Exit code 1 when one could not be carried out."
        })
final class LookCommand implements Callable<Integer> {
    private final World world;

    @Mixin FindingOptions named = new FindingOptions();

    @Mixin DecisionOptions decision = new DecisionOptions();

    @Mixin StackOptions options = new StackOptions();

    LookCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Deciding deciding = Deciding.in(world, options, decision);
        return deciding.decide(
                deciding.named(named.findings, named.guardrail), Wish.of(Decision.Kind.LOOK));
    }
}
