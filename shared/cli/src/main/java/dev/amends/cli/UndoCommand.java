package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description = {
            "Takes back what Amends changed: some findings, or everything since a time.",
            "It lists first, then asks. What is no longer as Amends left it is left as it is.",
            "Exit code 1 when one could not be carried out."
        })
final class UndoCommand implements Callable<Integer> {
    private final World world;

    @ArgGroup(multiplicity = "1")
    Which which = new Which();

    @Option(
            names = "--guardrail",
            paramLabel = "ID",
            description = "Only this guardrail's findings.")
    @Nullable String guardrail;

    @Mixin DecisionOptions decision = new DecisionOptions();

    @Mixin StackOptions options = new StackOptions();

    UndoCommand(World world) {
        this.world = world;
    }

    /** Either findings or a time. */
    static final class Which {
        @Parameters(
                arity = "1..*",
                paramLabel = "FINDING",
                description = "Ids as 'amends findings' prints them, or ARNs of resources.")
        List<String> findings = new ArrayList<>();

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description =
                        "Everything fixed since 2026-03-01T22:00:00Z, since a day (2026-03-01, UTC), or within 8h or 2d.")
        @Nullable String since;
    }

    @Override
    public Integer call() throws Cannot {
        Wish wish = Wish.of(Decision.Kind.UNDO);
        String time = which.since;
        if (time == null) {
            Deciding deciding = Deciding.in(world, options, decision);
            return deciding.decide(deciding.named(which.findings, guardrail), wish);
        }
        Instant since = Times.since(time, world.clock().instant());
        Guardrails.known(world, guardrail);
        return all(Deciding.in(world, options, decision), since, wish);
    }

    private int all(Deciding deciding, Instant since, Wish wish) throws Cannot {
        Instant now = world.clock().instant();
        List<Finding> can = new ArrayList<>();
        List<Finding> cannot = new ArrayList<>();
        for (Finding finding : deciding.book().inState(State.FIXED, since, FindingBook.ALL)) {
            if (fixed(finding).isBefore(since)
                    || (guardrail != null && !guardrail.equals(finding.subject().guardrail()))) {
                continue;
            }
            (wish.refusal(finding, now) == null ? can : cannot).add(finding);
        }
        if (can.isEmpty() && cannot.isEmpty()) {
            world.say("Nothing was fixed since %s.".formatted(Times.moment(since)));
            return Exit.DONE;
        }
        world.say(
                "Fixed since %s: %d that can be undone, %d that cannot."
                        .formatted(Times.moment(since), can.size(), cannot.size()));
        can.forEach(finding -> world.say("  " + line(finding)));
        cannot.forEach(finding ->
                world.say(
                        "  %s; stays: %s"
                                .formatted(
                                        line(finding),
                                        String.valueOf(wish.refusal(finding, now)))));
        if (can.isEmpty()) {
            throw Cannot.refused("nothing of it can be undone");
        }
        int exit = deciding.carryOut(can, wish);
        return cannot.isEmpty() ? exit : Exit.REFUSED;
    }

    private static Instant fixed(Finding finding) {
        return finding.fixes().isEmpty() ? finding.updatedAt() : finding.fixes().getFirst();
    }

    private static String line(Finding finding) {
        return "%s  %s  %s  %s"
                .formatted(
                        FindingLookup.id(finding),
                        fixed(finding),
                        finding.subject().target().name(),
                        finding.decision());
    }
}
