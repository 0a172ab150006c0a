package dev.amends.cli;

import dev.amends.check.Main;
import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.core.exception.SdkException;

/** The command line's top: puts the commands together and says every failure in one line. */
@Command(
        name = "amends",
        description = "Serverless guardrails that make amends.",
        versionProvider = Amends.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "AWS credentials, Region and AWS_ENDPOINT_URL are taken from the environment as every AWS tool does.",
            "Exit code: 0 done, 1 something to look at or refused, 2 wrong use or not possible."
        })
final class Amends {
    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    boolean version;

    private Amends() {}

    public static void main(String[] args) {
        System.exit(run(World.live(), args));
    }

    static int run(World world, String... args) {
        if (args.length > 0 && Main.commands().containsKey(args[0])) {
            return Main.run(world.surroundings(), args);
        }
        CommandLine line = commands(world);
        int exit = line.execute(args);
        world.out().flush();
        world.err().flush();
        return exit;
    }

    static CommandLine commands(World world) {
        CommandLine settings =
                new CommandLine(new SettingsCommand())
                        .addSubcommand(new SettingsCheckCommand(world))
                        .addSubcommand(new SettingsShowCommand(world))
                        .addSubcommand(new SettingsApplyCommand(world));
        CommandLine slack =
                new CommandLine(new SlackCommand()).addSubcommand(new SlackUrlCommand(world));
        CommandLine top =
                new CommandLine(new Amends())
                        .addSubcommand(settings)
                        .addSubcommand(new FindingsCommand(world))
                        .addSubcommand(new ApproveCommand(world))
                        .addSubcommand(new UndoCommand(world))
                        .addSubcommand(new ExemptCommand(world))
                        .addSubcommand(new LookCommand(world))
                        .addSubcommand(new WhyCommand(world))
                        .addSubcommand(new PauseCommand(world))
                        .addSubcommand(new ResumeCommand(world))
                        .addSubcommand(new StatusCommand(world))
                        .addSubcommand(slack)
                        .addSubcommand(new EventCommand(world))
                        .addSubcommand(new RehearseCommand(world))
                        .addSubcommand(new RedriveCommand(world));
        Main.commands().forEach((name, about) -> top.addSubcommand(name, listed(name, about)));
        help(top);
        return top.setOut(world.out())
                .setErr(world.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> misused(world, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(world, e));
    }

    /** A command of the other jar, here for the overview alone. */
    private static CommandSpec listed(String name, String about) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(about);
        return spec;
    }

    /** Every command answers to -h and --help, and one without its subcommand shows its help. */
    private static void help(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(false);
        command.getCommandSpec()
                .addOption(
                        CommandLine.Model.OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this help.")
                                .build());
        command.getSubcommands().values().forEach(Amends::help);
    }

    private static int misused(World world, ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e.getMessage() != null && e.getMessage().equals("Missing required subcommand")) {
            command.usage(world.err());
            return Exit.CANNOT;
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        var guesses =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : java.util.List.<String>of();
        world.err()
                .println(
                        Text.clean(
                                "amends: %s%s; see '%s --help'"
                                        .formatted(
                                                message,
                                                guesses.isEmpty()
                                                        ? ""
                                                        : "; did you mean "
                                                                + guesses.getFirst()
                                                                + "?",
                                                command.getCommandSpec().qualifiedName())));
        return Exit.CANNOT;
    }

    private static int failed(World world, Exception e) {
        world.out().flush();
        if (e instanceof Cannot cannot) {
            world.err().println(Text.clean("amends: " + cannot.getMessage()));
            return cannot.exit();
        }
        if (e instanceof SdkException sdk) {
            world.err().println(Text.clean("amends: " + Failures.explain(sdk)));
            return Exit.CANNOT;
        }
        world.err()
                .println(
                        Text.clean(
                                "amends: a mistake of ours, please report it: %s (set AMENDS_DEBUG=1 for details)"
                                        .formatted(e)));
        if (System.getenv("AMENDS_DEBUG") != null) {
            e.printStackTrace(world.err());
        }
        return Exit.CANNOT;
    }

    /** The version of the build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"amends " + number()};
        }

        static String number() {
            try (InputStream in = Amends.class.getResourceAsStream("version.txt")) {
                return in == null
                        ? "unknown"
                        : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return "unknown";
            }
        }
    }
}
