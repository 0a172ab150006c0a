package dev.amends.check;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Guess;
import dev.amends.check.terminal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three commands about templates, which know nothing of AWS. */
public final class Main {
    private static final List<String> EXPLAIN =
            List.of(
                    "Prints the page of a rule: the mistake, what is found, how it looks right. amends rules lists the rules.");

    private Main() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(Surroundings.live(), args));
    }

    /** The commands, each with what it does in a sentence. */
    public static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("check", CheckCommand.ABOUT.getFirst());
        commands.put("rules", RulesCommand.ABOUT.getFirst());
        commands.put("explain", EXPLAIN.getFirst());
        return commands;
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    public static int run(Surroundings surroundings, String... args) {
        int exit;
        try {
            exit = dispatch(surroundings, List.of(args));
        } catch (Cannot e) {
            exit = complain(surroundings, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            exit =
                    complain(
                            surroundings,
                            "a mistake of ours, please report it: %s (set AMENDS_DEBUG=1 for details)"
                                    .formatted(e));
            if (surroundings.environment().containsKey("AMENDS_DEBUG")) {
                e.printStackTrace(surroundings.err());
            }
        }
        surroundings.out().flush();
        surroundings.err().flush();
        return exit;
    }

    private static int complain(Surroundings surroundings, String what) {
        surroundings.out().flush();
        surroundings.err().println(Text.clean("amends: " + what));
        return Exit.CANNOT;
    }

    private static int dispatch(Surroundings surroundings, List<String> args) throws Cannot {
        String command = args.isEmpty() ? "" : args.getFirst();
        List<String> words = args.isEmpty() ? List.of() : args.subList(1, args.size());
        return switch (command) {
            case "check" -> check(surroundings, words);
            case "rules" -> print(surroundings, rules(words));
            case "explain" -> print(surroundings, explain(words));
            case "--version" -> print(surroundings, "amends " + Version.number() + "\n");
            case "-h", "--help" -> print(surroundings, overview());
            case "" -> {
                surroundings.err().print(overview());
                yield Exit.CANNOT;
            }
            default ->
                    throw Cannot.because(
                            "there is no command %s%s; see 'amends --help'"
                                    .formatted(
                                            command,
                                            Guess.didYouMean(command, commands().keySet())));
        };
    }

    private static int check(Surroundings surroundings, List<String> words) throws Cannot {
        Arguments given = arguments("check", CheckOptions.KNOWN, words);
        return given.has(Arguments.HELP.name())
                ? print(
                        surroundings,
                        Help.of(
                                "check",
                                "[OPTIONS] [FILE...]",
                                CheckCommand.ABOUT,
                                CheckOptions.KNOWN))
                : new CheckCommand(surroundings, CheckOptions.of(given)).run();
    }

    private static String rules(List<String> words) throws Cannot {
        Arguments given = arguments("rules", RulesCommand.KNOWN, words);
        if (given.has(Arguments.HELP.name())) {
            return Help.of("rules", "[OPTIONS]", RulesCommand.ABOUT, RulesCommand.KNOWN);
        }
        if (!given.rest().isEmpty()) {
            throw Cannot.because("amends rules takes no names; see 'amends rules --help'");
        }
        return RulesCommand.list(given.one("--format", RulesCommand.Format.TEXT));
    }

    private static String explain(List<String> words) throws Cannot {
        Arguments given = arguments("explain", List.of(Arguments.HELP), words);
        if (given.has(Arguments.HELP.name())) {
            return Help.of("explain", "ID", EXPLAIN, List.of(Arguments.HELP));
        }
        if (given.rest().size() != 1) {
            throw Cannot.because("name one rule; amends rules lists them");
        }
        String id = given.rest().getFirst();
        Selection.known(List.of(id));
        return Pages.of(id)
                .orElseThrow(() -> Cannot.because("the page of %s is not here".formatted(id)));
    }

    private static int print(Surroundings surroundings, String text) {
        surroundings.out().print(text);
        return Exit.DONE;
    }

    private static Arguments arguments(
            String command, List<Arguments.Option> known, List<String> words) throws Cannot {
        try {
            return Arguments.of(known, words);
        } catch (Cannot e) {
            throw Cannot.because("%s; see 'amends %s --help'".formatted(e.getMessage(), command));
        }
    }

    private static String overview() {
        StringBuilder text = new StringBuilder("Usage: amends COMMAND\n\n");
        commands().forEach((name, about) -> text.append("  %-9s%s\n".formatted(name, about)));
        return text.append("\nEvery command has --help.\n").toString();
    }
}
