package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.ledger.Decision;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "approve",
        description = {
            "Approves the remedies that are proposed: shows each and what it would change, asks, and says what came of it.",
            "An approval applies to what is shown and to nothing else: the resource is read again first.",
            "Exit code 1 when one could not be carried out."
        })
final class ApproveCommand implements Callable<Integer> {
    private final World world;

    @Mixin FindingOptions named = new FindingOptions();

    @Mixin DecisionOptions decision = new DecisionOptions();

    @Mixin StackOptions options = new StackOptions();

    ApproveCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Deciding deciding = Deciding.in(world, options, decision);
        return deciding.decide(
                deciding.named(named.findings, named.guardrail), Wish.of(Decision.Kind.FIX));
    }
}
