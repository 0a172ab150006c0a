package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Text;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.FindingCodec;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "findings",
        description = {
            "Lists what the guardrails found, newest first; without options what is open.",
            "CAN names what can be decided: amends approve, undo, exempt, look. UNTIL is when an approval, an exemption or a pause ends.",
            "STATE is approved, undoing, exempted or rechecking while what somebody decided is being applied.",
            "Exit code 1 when something listed is open."
        })
final class FindingsCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    private final World world;

    @ArgGroup Which which = new Which();

    @Option(names = "--json", description = "Print the findings as a JSON list.")
    boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many of each state (default: 100).")
    int limit = 100;

    @Mixin StackOptions options = new StackOptions();

    FindingsCommand(World world) {
        this.world = world;
    }

    /** Either some states or all. */
    static final class Which {
        @Option(
                names = "--state",
                split = ",",
                paramLabel = "STATE",
                description = "Only these, separated by commas: ${COMPLETION-CANDIDATES}.")
        List<State> states = new ArrayList<>();

        @Option(names = "--all", description = "Settled ones too.")
        boolean all;

        List<State> wanted() {
            return states.isEmpty()
                    ? Arrays.stream(State.values()).filter(s -> all || s.open()).toList()
                    : states.stream().distinct().toList();
        }
    }

    @Override
    public Integer call() throws Cannot {
        if (limit < 1 || limit > MOST) {
            throw Cannot.because("--limit must be from 1 to " + MOST);
        }
        Aws aws = options.aws(world);
        String table = Installation.find(aws.cloudFormation(), options.stack).ledgerTable();
        FindingBook book = new FindingBook(world, aws.dynamo(), table);
        List<Finding> found = new ArrayList<>();
        List<String> cutOff = new ArrayList<>();
        for (State state : which.wanted()) {
            List<Finding> some = book.inState(state, Instant.EPOCH, limit + 1);
            if (some.size() > limit) {
                cutOff.add(FindingTable.word(state));
            }
            found.addAll(some.subList(0, Math.min(limit, some.size())));
        }
        found.sort(Comparator.comparing(Finding::updatedAt).reversed());
        print(found, book);
        if (!cutOff.isEmpty()) {
            world.err()
                    .println(
                            "There are more: "
                                    + String.join(", ", cutOff)
                                    + "; raise --limit to see them.");
        }
        return found.stream().anyMatch(f -> f.state().open()) ? Exit.REFUSED : Exit.DONE;
    }

    private void print(List<Finding> found, FindingBook book) {
        if (json) {
            world.out()
                    .println(
                            found.stream()
                                    .map(f -> Text.cleanJson(Node.write(FindingCodec.toMap(f))))
                                    .collect(Collectors.joining(",\n", "[", "]")));
        } else if (found.isEmpty()) {
            world.say(
                    which.states.isEmpty()
                            ? which.all ? "Nothing was found so far." : "Nothing open."
                            : "Nothing in this state.");
        } else {
            FindingTable.lines(found, book.pending(), world.clock().instant()).forEach(world::say);
        }
    }
}
