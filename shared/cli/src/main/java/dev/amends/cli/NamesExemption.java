package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Text;
import dev.amends.core.guardrail.Glob;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Exemption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** An exemption by name: for all resources with such a name, those to come included. */
final class NamesExemption {
    private static final int SHOWN = 10;

    /** As long as the longest names that AWS allows. */
    private static final int LONGEST = 512;

    private final World world;
    private final StackOptions options;
    private final DecisionOptions decision;
    private final String guardrail;
    private final String pattern;

    NamesExemption(
            World world,
            StackOptions options,
            DecisionOptions decision,
            String guardrail,
            String pattern) {
        this.world = world;
        this.options = options;
        this.decision = decision;
        this.guardrail = guardrail;
        this.pattern = pattern;
    }

    int call(Wish wish) throws Cannot {
        check();
        Deciding deciding = Deciding.in(world, options, decision);
        boolean ends = wish.kind() == Decision.Kind.LOOK;
        if (ends) {
            List<Exemption> lasting = deciding.book().exemptions(guardrail);
            Exemption meant =
                    lasting.stream()
                            .filter(each -> each.pattern().equals(pattern))
                            .findFirst()
                            .orElseThrow(() -> none(lasting));
            world.say(
                    "%s: the exemption of names like %s would end; it would last until %s (%s)."
                            .formatted(
                                    guardrail,
                                    pattern,
                                    Times.moment(meant.until()),
                                    meant.reason()));
        } else {
            world.say(
                    "%s: resources with names like %s would be left alone %s."
                            .formatted(guardrail, pattern, wish.untilWhen()));
            concerned(deciding.book());
        }
        if (!world.confirmed(decision.yes, ends ? "End it?" : "Exempt them?")) {
            throw Cannot.refused("nothing was decided");
        }
        Decision made = deciding.decider().about(guardrail, pattern, wish);
        deciding.decider().send(made);
        if (decision.noWait) {
            world.say("Decided. The guardrail's function carries it out.");
            return Exit.DONE;
        }
        return outcome(deciding, made, ends);
    }

    private void check() throws Cannot {
        if (pattern.isBlank()
                || pattern.length() > LONGEST
                || !Text.clean(pattern).equals(pattern)) {
            throw Cannot.because(
                    "--names must be a name of at most %d characters, in which * stands for any"
                            .formatted(LONGEST));
        }
        if (pattern.chars().allMatch(c -> c == '*')) {
            throw Cannot.because(
                    "--names %s is everything: to switch the guardrail off set its mode in the settings, or use 'amends pause'"
                            .formatted(pattern));
        }
    }

    private Cannot none(List<Exemption> lasting) {
        return Cannot.because(
                "%s has no exemption of names like %s; there %s"
                        .formatted(
                                guardrail,
                                pattern,
                                lasting.isEmpty()
                                        ? "is none by name"
                                        : "are: "
                                                + String.join(
                                                        ", ",
                                                        lasting.stream()
                                                                .map(Exemption::pattern)
                                                                .toList())));
    }

    private void concerned(FindingBook book) {
        List<String> open =
                book.inStates(Arrays.stream(State.values()).filter(State::open).toList()).stream()
                        .filter(f -> f.subject().guardrail().equals(guardrail))
                        .map(f -> f.subject().target().name())
                        .filter(name -> Glob.matches(pattern, name))
                        .toList();
        world.say(
                open.isEmpty()
                        ? "No open finding has such a name."
                        : "%d open finding%s such a name:"
                                .formatted(open.size(), open.size() == 1 ? " has" : "s have"));
        open.stream().limit(SHOWN).forEach(name -> world.say("  " + name));
        if (open.size() > SHOWN) {
            world.say("  and %d more".formatted(open.size() - SHOWN));
        }
    }

    private int outcome(Deciding deciding, Decision made, boolean ended) {
        if (!deciding.decider().dealtWith(made)) {
            world.say(
                    "Not carried out within 60 s. It stays written down; 'amends status' shows when it is.");
            return Exit.REFUSED;
        }
        List<Exemption> lasting = deciding.book().exemptions(guardrail);
        if (ended) {
            boolean still = lasting.stream().anyMatch(each -> each.pattern().equals(pattern));
            world.say(
                    still
                            ? "Not ended: somebody has exempted the same names again."
                            : "Ended. What it covered is looked at again now.");
            return still ? Exit.REFUSED : Exit.DONE;
        }
        if (lasting.stream().noneMatch(each -> each.id().equals(made.key()))) {
            world.say(
                    "Not exempted: there are %d exemptions by name, and more are not kept. End one first; 'amends status' lists them."
                            .formatted(lasting.size()));
            return Exit.REFUSED;
        }
        Instant until = made.until();
        world.say(
                "Left alone until %s. Open findings with such a name follow one by one."
                        .formatted(until == null ? "?" : Times.moment(until)));
        return Exit.DONE;
    }

    /** A finding that some pattern exempts would be exempted again at the first look. */
    static void notByName(World world, FindingBook book, List<Finding> findings) throws Cannot {
        for (Finding finding : findings) {
            String guardrail = finding.subject().guardrail();
            for (Exemption each : book.exemptions(guardrail)) {
                if (each.covers(finding.subject().target().name(), world.clock().instant())) {
                    throw Cannot.refused(
                            "nothing was decided: %s is exempt by its name; end that with: amends exempt --end --guardrail %s --names '%s'"
                                    .formatted(
                                            finding.subject().target().name(),
                                            guardrail,
                                            each.pattern()));
                }
            }
        }
    }
}
