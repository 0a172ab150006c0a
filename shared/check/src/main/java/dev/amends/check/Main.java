package dev.amends.check;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The three commands in a jar of their own, which knows nothing of AWS. */
@Command(
        name = "amends",
        description = "Looks for serverless mistakes in CloudFormation and SAM templates.",
        versionProvider = Main.OfTheBuild.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit code: 0 done, 1 something to look at, 2 wrong use or not possible."})
public final class Main {
    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    boolean version;

    private Main() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(Surroundings.live(), args));
    }

    static int run(Surroundings surroundings, String... args) {
        int exit = commands(surroundings).execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        return exit;
    }

    private static CommandLine commands(Surroundings surroundings) {
        CommandLine top = new CommandLine(new Main());
        subcommands(surroundings).forEach(top::addSubcommand);
        top.getSubcommands().values().forEach(Main::help);
        help(top);
        return top.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> misused(surroundings, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(surroundings, e));
    }

    /** The commands about templates. */
    public static List<CommandLine> subcommands(Surroundings surroundings) {
        return new ArrayList<>(
                List.of(
                        new CommandLine(new CheckCommand(surroundings)),
                        new CommandLine(new RulesCommand(surroundings)),
                        new CommandLine(new ExplainCommand(surroundings))));
    }

    private static void help(CommandLine command) {
        command.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this help.")
                                .build());
    }

    private static int misused(Surroundings surroundings, ParameterException e) {
        CommandLine command = e.getCommandLine();
        if ("Missing required subcommand".equals(e.getMessage())) {
            command.usage(surroundings.err());
            return Exit.CANNOT;
        }
        List<String> guesses =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        surroundings
                .err()
                .println(
                        Text.clean(
                                "amends: %s%s; see '%s --help'"
                                        .formatted(
                                                String.valueOf(e.getMessage())
                                                        .lines()
                                                        .findFirst()
                                                        .orElse(""),
                                                guesses.isEmpty()
                                                        ? ""
                                                        : "; did you mean "
                                                                + guesses.getFirst()
                                                                + "?",
                                                command.getCommandSpec().qualifiedName())));
        return Exit.CANNOT;
    }

    private static int failed(Surroundings surroundings, Exception e) {
        surroundings.out().flush();
        String what =
                e instanceof Cannot
                        ? e.getMessage()
                        : "a mistake of ours, please report it: %s (set AMENDS_DEBUG=1 for details)"
                                .formatted(e);
        surroundings.err().println(Text.clean("amends: " + what));
        if (!(e instanceof Cannot) && surroundings.environment().containsKey("AMENDS_DEBUG")) {
            e.printStackTrace(surroundings.err());
        }
        return e instanceof Cannot cannot ? cannot.exit() : Exit.CANNOT;
    }

    /** The version of the build. */
    static final class OfTheBuild implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"amends " + Version.number()};
        }
    }
}
