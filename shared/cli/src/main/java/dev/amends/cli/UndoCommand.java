package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.ledger.Decided;
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
            "An undone fix of a security guardrail is open again, until somebody approves it or exempts it.",
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

    @Option(
            names = "--approved",
            description = "With --since: also what somebody approved. Without it, that stays.")
    boolean approved;

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
            if (approved) {
                throw Cannot.because("--approved goes with --since");
            }
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
        List<Finding> kept = new ArrayList<>();
        for (Finding finding : deciding.book().inState(State.FIXED, since, FindingBook.ALL)) {
            if (fixed(finding).isBefore(since)
                    || (guardrail != null && !guardrail.equals(finding.subject().guardrail()))) {
                continue;
            }
            if (!approved && approved(finding)) {
                kept.add(finding);
            } else {
                (wish.refusal(finding, now) == null ? can : cannot).add(finding);
            }
        }
        if (can.isEmpty() && cannot.isEmpty() && kept.isEmpty()) {
            world.say("Nothing was fixed since %s.".formatted(Times.moment(since)));
            return Exit.DONE;
        }
        world.say(
                "Fixed since %s: %d that can be undone, %d that cannot."
                        .formatted(Times.moment(since), can.size(), cannot.size()));
        can.forEach(finding ->
                world.say(
                        "  "
                                + line(finding)
                                + (world.reopens(finding) ? "; would be open again" : "")));
        cannot.forEach(finding ->
                world.say(
                        "  %s; stays: %s"
                                .formatted(
                                        line(finding),
                                        String.valueOf(wish.refusal(finding, now)))));
        if (!kept.isEmpty()) {
            world.say(
                    "%d that somebody approved %s; --approved takes back what people approved, too:"
                            .formatted(kept.size(), kept.size() == 1 ? "stays" : "stay"));
            kept.forEach(finding -> world.say("  " + line(finding)));
        }
        if (can.isEmpty()) {
            if (cannot.isEmpty()) {
                return Exit.DONE;
            }
            throw Cannot.refused("nothing of it can be undone");
        }
        int exit = deciding.carryOut(can, wish);
        return cannot.isEmpty() ? exit : Exit.REFUSED;
    }

    private static boolean approved(Finding finding) {
        Decided decided = finding.decided();
        return decided != null && decided.kind() == Decision.Kind.FIX;
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
