package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.guardrail.About;
import dev.amends.core.json.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "show",
        description = {
            "Shows the settings in force, who applied them and when.",
            "What it prints is a settings file again."
        })
final class SettingsShowCommand implements Callable<Integer> {
    private final World world;

    @Mixin StackOptions options = new StackOptions();

    SettingsShowCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Aws aws = options.aws(world);
        String table = Installation.find(aws.cloudFormation(), options.stack).ledgerTable();
        Applied applied = Applied.read(aws.dynamo(), table);
        Node settings = applied.settings();
        if (!applied.stored()) {
            world.say("# No settings were applied yet: every guardrail flags and changes nothing.");
            world.say("# To apply some: amends settings apply settings.yaml");
        } else {
            world.say(
                    "# rev %s, applied %s by %s"
                            .formatted(applied.rev(), applied.at(), applied.by()));
            if (!settings.isObject()) {
                world.say("# They cannot be read: every guardrail flags and changes nothing.");
                world.say("# To put that right: amends settings apply settings.yaml");
            }
        }
        Object value = settings.value();
        if (settings.isObject() && value != null) {
            Yaml.write(value).lines().forEach(world::say);
        }
        for (About about : world.abouts()) {
            if (applied.stored() && !settings.at("guardrails", about.id()).at("mode").exists()) {
                world.say("# %s has no mode here: it flags.".formatted(about.id()));
            }
        }
        return Exit.DONE;
    }
}
