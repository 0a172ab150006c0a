package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "exempt",
        description = {
            "Has findings left alone until a day, or all resources of some name, those to come included.",
            "It is announced before it ends. --end ends it earlier."
        })
final class ExemptCommand implements Callable<Integer> {
    /** Whoever wants something left alone for longer writes it into the settings. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final World world;

    @Parameters(
            arity = "0..*",
            paramLabel = "FINDING",
            description = "Ids as 'amends findings' prints them, or ARNs of resources.")
    List<String> findings = new ArrayList<>();

    @Option(
            names = "--names",
            paramLabel = "PATTERN",
            description =
                    "Instead of findings: all resources of --guardrail with such a name; * stands for any characters.")
    @Nullable String names;

    @Option(
            names = "--guardrail",
            paramLabel = "ID",
            description = "Whose findings; needed with --names.")
    @Nullable String guardrail;

    @Option(
            names = "--until",
            paramLabel = "DAY",
            description = "The last day of it, such as 2026-12-31 (UTC).")
    @Nullable String until;

    @Option(names = "--days", paramLabel = "N", description = "Or for so many days, at most 366.")
    @Nullable Integer days;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; it stands beside the exemption wherever it is shown.")
    @Nullable String reason;

    @Option(names = "--end", description = "End the exemption now: what is still wrong is said.")
    boolean end;

    @Mixin DecisionOptions decision = new DecisionOptions();

    @Mixin StackOptions options = new StackOptions();

    ExemptCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        String pattern = names;
        if (findings.isEmpty() == (pattern == null)) {
            throw Cannot.because("name either findings, or --guardrail and --names");
        }
        if (pattern != null && guardrail == null) {
            throw Cannot.because("--names needs --guardrail: whose resources are meant");
        }
        Wish wish = wish();
        Guardrails.known(world, guardrail);
        if (pattern != null) {
            return new NamesExemption(world, options, decision, String.valueOf(guardrail), pattern)
                    .call(wish);
        }
        Deciding deciding = Deciding.in(world, options, decision);
        List<Finding> named = deciding.named(findings, guardrail);
        if (end) {
            NamesExemption.notByName(world, deciding.book(), named);
        }
        return deciding.decide(named, wish);
    }

    private Wish wish() throws Cannot {
        if (end) {
            if (until != null || days != null || reason != null) {
                throw Cannot.because("--end goes without --until, --days and --reason");
            }
            return Wish.of(Decision.Kind.LOOK);
        }
        return new Wish(Decision.Kind.EXEMPT, ends(), Reason.of(reason));
    }

    private Instant ends() throws Cannot {
        Instant now = world.clock().instant();
        String day = until;
        Integer number = days;
        Instant ends;
        if (day != null && number == null) {
            ends = Times.endOf(day);
        } else if (number != null && day == null) {
            ends = number < 1 ? now : now.plus(Duration.ofDays(number));
        } else {
            throw Cannot.because("say how long: either --until DAY or --days N");
        }
        // A day counts to its end, hence up to one more.
        Duration longest = number == null ? LONGEST.plusDays(1) : LONGEST;
        if (!ends.isAfter(now) || ends.isAfter(now.plus(longest))) {
            throw Cannot.because(
                    "an exemption ends in the future, at most %d days from now; what is to be left alone for good belongs into the settings"
                            .formatted(LONGEST.toDays()));
        }
        return ends;
    }
}
