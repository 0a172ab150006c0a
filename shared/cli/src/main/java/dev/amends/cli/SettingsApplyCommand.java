package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Command(
        name = "apply",
        description = {
            "Puts a settings file into force.",
            "It is checked first, and what will change is shown. The next event is already handled by it."
        })
final class SettingsApplyCommand implements Callable<Integer> {
    /** Seconds from a change until its record comes, as a rule. */
    private static final int DELAY = 120;

    private final World world;

    @Parameters(paramLabel = "FILE", description = "The settings file (YAML).")
    Path file = Path.of("settings.yaml");

    @Option(names = "--yes", description = "Do not ask before applying.")
    boolean yes;

    @Option(
            names = "--rehearse",
            paramLabel = "FILES",
            description =
                    "Plays these records (as 'amends rehearse --files' takes them) with the settings in force and with these, and says what would have been different. As often as needed.")
    List<String> rehearse = new ArrayList<>();

    @Mixin StackOptions options = new StackOptions();

    SettingsApplyCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        SettingsFile.Checked checked = SettingsFile.check(Source.read(file), world.abouts());
        checked.problems().forEach(problem -> world.say(file + ", " + problem));
        if (!checked.problems().isEmpty()) {
            throw Cannot.refused("nothing was applied: put right what is listed above");
        }
        Aws aws = options.aws(world);
        String table = Installation.find(aws.cloudFormation(), options.stack).ledgerTable();
        DynamoDbClient dynamo = aws.dynamo();
        Applied before = Applied.read(dynamo, table);
        List<String> changes = Difference.between(before.settings(), checked.settings());
        if (changes.isEmpty() && before.settings().isObject()) {
            world.say(
                    "Nothing changes: these settings are in force (rev %s)."
                            .formatted(before.rev()));
            return Exit.DONE;
        }
        var caller = aws.sts().getCallerIdentity();
        world.say(
                "Stack %s in account %s, %s:"
                        .formatted(
                                options.stack,
                                caller.account(),
                                dynamo.serviceClientConfiguration().region()));
        changes.forEach(change -> world.say("  " + change));
        rehearse(before, checked);
        if (!world.confirmed(yes, "Apply?")) {
            throw Cannot.refused("nothing was applied");
        }
        String now = world.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        long rev = before.replace(dynamo, table, checked.settings(), caller.arn(), now);
        world.say("Applied as rev %d. The next event is handled by it.".formatted(rev));
        return Exit.DONE;
    }

    private void rehearse(Applied before, SettingsFile.Checked checked) throws Cannot {
        if (rehearse.isEmpty()) {
            return;
        }
        // CloudFormation names a role after its stack. What Amends did itself is left out.
        List<String> own = List.of("*:role/%s-*".formatted(options.stack));
        Rehearsing rehearsing = new Rehearsing(world, Rehearsing.find(rehearse), own, DELAY);
        List<String> differences =
                SettingsRehearsal.lines(
                        rehearsing.play(before.settings()), rehearsing.play(checked.settings()));
        rehearsing.troubles().forEach(trouble -> world.say("  not read: " + trouble));
        world.say(
                differences.isEmpty()
                        ? "With these records nothing would have been different."
                        : "With these records, the new settings would have:");
        differences.forEach(difference -> world.say("  " + difference));
    }
}
