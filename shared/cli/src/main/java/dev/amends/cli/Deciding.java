package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One command's way from the findings somebody named to what became of their decisions. */
final class Deciding {
    /** Between two decisions; their function makes a few calls a second, no more. */
    private static final Duration PACE = Duration.ofMillis(200);

    private final World world;
    private final FindingBook book;
    private final FindingLookup lookup;
    private final Decider decider;
    private final DecisionOptions options;

    private Deciding(
            World world,
            FindingBook book,
            FindingLookup lookup,
            Decider decider,
            DecisionOptions options) {
        this.world = world;
        this.book = book;
        this.lookup = lookup;
        this.decider = decider;
        this.options = options;
    }

    static Deciding in(World world, StackOptions stack, DecisionOptions options) throws Cannot {
        Aws aws = stack.aws(world);
        Installation installation = Installation.find(aws.cloudFormation(), stack.stack);
        FindingBook book = new FindingBook(world, aws.dynamo(), installation.ledgerTable());
        return new Deciding(
                world,
                book,
                new FindingLookup(book, world.abouts()),
                Decider.of(world, aws, installation, book),
                options);
    }

    FindingBook book() {
        return book;
    }

    Decider decider() {
        return decider;
    }

    /** The findings that are meant, each once, in the order given. */
    List<Finding> named(List<String> given, @Nullable String guardrail) throws Cannot {
        Guardrails.known(world, guardrail);
        Set<String> keys = new LinkedHashSet<>();
        List<Finding> found = new ArrayList<>();
        for (String each : given) {
            Finding finding = lookup.find(each, guardrail);
            if (keys.add(finding.key())) {
                found.add(finding);
            }
        }
        return found;
    }

    /**
     * Shows what would happen, asks, decides about those that can be decided about, and watches.
     */
    int decide(List<Finding> findings, Wish wish) throws Cannot {
        List<Finding> possible = new ArrayList<>();
        for (Finding finding : findings) {
            wish.lines(finding, world.reopens(finding)).forEach(world::say);
            String refusal = wish.refusal(finding, world.clock().instant());
            if (refusal == null) {
                possible.add(finding);
            } else {
                world.say("  Not possible: " + refusal);
            }
        }
        if (possible.isEmpty()) {
            throw Cannot.refused("nothing was decided");
        }
        int exit = carryOut(possible, wish);
        return possible.size() < findings.size() ? Exit.REFUSED : exit;
    }

    /** Asks, decides about findings that were shown, and watches. */
    int carryOut(List<Finding> findings, Wish wish) throws Cannot {
        if (!world.confirmed(options.yes, question(findings.size(), wish))) {
            throw Cannot.refused("nothing was decided");
        }
        List<Decision> sent = new ArrayList<>();
        for (Finding finding : findings) {
            if (!sent.isEmpty()) {
                world.pause().accept(PACE);
            }
            Decision decision = decider.about(finding, wish);
            decider.send(decision);
            sent.add(decision);
        }
        if (options.noWait) {
            world.say(
                    sent.size() == 1
                            ? "Decided. The guardrail's function carries it out."
                            : "Decided %d times. The guardrail's function carries them out."
                                    .formatted(sent.size()));
            return Exit.DONE;
        }
        return decider.watch(sent, wish) ? Exit.DONE : Exit.REFUSED;
    }

    private static String question(int count, Wish wish) {
        String what =
                switch (wish.kind()) {
                    case FIX -> "Approve";
                    case UNDO -> "Undo";
                    case EXEMPT -> "Exempt";
                    case LOOK -> "Look again at";
                };
        return what + (count == 1 ? " it?" : " these %d?".formatted(count));
    }
}
