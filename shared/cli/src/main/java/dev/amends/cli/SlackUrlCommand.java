package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Text;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "url",
        description = {
            "Prints the Slack app's manifest with the address to which Slack sends presses and commands filled in.",
            "Paste it at api.slack.com/apps: your app, App Manifest."
        })
final class SlackUrlCommand implements Callable<Integer> {
    /** Stands in the manifest wherever Slack asks for a request URL. */
    static final String PLACEHOLDER = "https://REPLACE-ME.example.com/slack";

    private final World world;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "The manifest (default: slack/manifest.yaml beside this command).")
    @Nullable Path manifest;

    @Option(names = "--write", description = "Change the file instead of printing it.")
    boolean write;

    @Mixin StackOptions options = new StackOptions();

    SlackUrlCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Path file = manifest == null ? beside() : manifest;
        String text = Source.read(file);
        Aws aws = options.aws(world);
        String url = Installation.find(aws.cloudFormation(), options.stack).slackRequestUrl();
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw Cannot.because(
                    "stack %s has no output SlackRequestUrl: it was deployed without a secret for Slack (parameter SlackSecretName), or is of another version"
                            .formatted(options.stack));
        }
        if (!text.contains(PLACEHOLDER)) {
            if (!text.contains(url)) {
                throw Cannot.because(
                        "%s has no %s to fill in: another address was filled in before; get the file as it was, for example with git, and run this again"
                                .formatted(file, PLACEHOLDER));
            }
            world.err().println(Text.clean(url + " was filled in before."));
        }
        String filled = text.replace(PLACEHOLDER, url);
        if (!write) {
            filled.lines().forEach(world::say);
            return Exit.DONE;
        }
        try {
            Files.writeString(file, filled, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Cannot.because(file + " cannot be written: " + e.getMessage());
        }
        world.say("%s now names %s".formatted(file, url));
        return Exit.DONE;
    }

    /** The manifest of the folder that this program was built in. */
    private static Path beside() throws Cannot {
        try {
            Path here =
                    Path.of(
                            SlackUrlCommand.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path folder = here; folder != null; folder = folder.getParent()) {
                Path file = folder.resolve("slack").resolve("manifest.yaml");
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        } catch (URISyntaxException e) {
            // Then it is not beside us; said below.
        }
        throw Cannot.because("slack/manifest.yaml was not found; name it with --manifest FILE");
    }
}
