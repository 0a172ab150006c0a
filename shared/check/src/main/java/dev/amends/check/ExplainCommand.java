package dev.amends.check;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a rule's page. */
@Command(
        name = "explain",
        description = "Prints the page of a rule: the mistake, what is found, how it looks right.")
public final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The rule; amends rules lists them.")
    String id = "";

    /** A command that sees these surroundings. */
    public ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Cannot {
        Selection.known(List.of(id));
        String page =
                Pages.of(id)
                        .orElseThrow(
                                () -> Cannot.because("the page of %s is not here".formatted(id)));
        surroundings.out().print(page);
        surroundings.out().flush();
        return Exit.DONE;
    }
}
