package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.ResourcesFactory;
import dev.amends.rehearse.Played;
import dev.amends.rehearse.Proposal;
import dev.amends.rehearse.Reading;
import dev.amends.rehearse.report.HtmlReport;
import dev.amends.rehearse.report.JsonReport;
import dev.amends.rehearse.report.Rehearsed;
import dev.amends.rehearse.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rehearse",
        description = {
            "Plays past CloudTrail records through the guardrails and says what they would have done.",
            "Nothing is installed, read or changed but the records: the account's event history (needs cloudtrail:LookupEvents and sts:GetCallerIdentity), or files."
        })
final class RehearseCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON,
        HTML
    }

    private final World world;

    @Option(
            names = "--files",
            paramLabel = "WHAT",
            description =
                    "Files, folders or patterns of records, gzip or not: a trail's own, lookup-events', EventBridge's, or one a line. Without it the event history is fetched.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "The settings to rehearse (default: settings.yaml).")
    Path settings = Path.of("settings.yaml");

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "How many days of the event history, 1 to 90 (default: 90).")
    int days = EventHistory.DAYS;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description =
                    "Where the fetched history is kept; a fetch that was broken off goes on there (default: in your cache folder).")
    @Nullable Path into;

    @Option(
            names = "--own",
            paramLabel = "ROLE",
            description =
                    "A role ARN, with * for any characters, whose doing is Amends' own and left out. As often as needed.")
    List<String> own = new ArrayList<>();

    @Option(
            names = "--read",
            description = {
                "Read resources as they are now, where events do not tell what came of their last change; only those of the account and Region of your credentials.",
                "Needs the guardrails' read permissions (docs/guardrails)."
            })
    boolean read;

    @Option(
            names = "--delay",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long after a change its record reaches Amends (default: 120; CloudTrail promises nothing).")
    int delay = 120;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How many messages a day the proposed settings may bring at most (default: 10).")
    int messages = 10;

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            defaultValue = "text",
            description = "What is printed (default: text).")
    Format format = Format.TEXT;

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Writes the report to a file, too. As often as needed.")
    List<String> outputs = new ArrayList<>();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "The Region whose event history is fetched (default: as your AWS profile or AWS_REGION says).")
    @Nullable String region;

    RehearseCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        if (days < 1 || days > EventHistory.DAYS || delay < 0 || messages < 0) {
            throw Cannot.because("--days is 1 to 90; --delay and --messages are not below 0");
        }
        List<Target> targets = targets();
        Node asked = asked();
        List<Path> found = new ArrayList<>();
        String source;
        if (files.isEmpty()) {
            EventHistory history = new EventHistory(world, world.aws().apply(region), days, into);
            found.add(history.fetch());
            source = history.source();
        } else {
            found.addAll(Rehearsing.find(files));
            source = String.join(", ", files);
        }
        Rehearsing rehearsing = new Rehearsing(world, found, own, delay);
        Played played = rehearsing.play(asked, reading());
        Rehearsed rehearsed =
                new Rehearsed(
                        source,
                        rehearsing.troubles(),
                        played,
                        Proposal.of(played, world.guardrails(), asked, messages),
                        messages);
        print(format, rehearsed);
        for (Target target : targets) {
            write(target, rehearsed);
        }
        return Exit.DONE;
    }

    private Reading reading() {
        if (!read) {
            return Reading.NOTHING;
        }
        if (region != null) {
            // The guardrails' own clients ask the SDK for it.
            System.setProperty("aws.region", region);
        }
        Aws aws = world.aws().apply(region);
        Clients clients = Clients.live();
        Map<String, Resources<?>> resources = new HashMap<>();
        for (ResourcesFactory<?> each : ServiceLoader.load(ResourcesFactory.class)) {
            resources.put(each.guardrail(), each.resources(clients, world.clock()));
        }
        return new Reading(
                aws.sts().getCallerIdentity().account(),
                String.valueOf(aws.cloudTrail().serviceClientConfiguration().region()),
                resources);
    }

    private Node asked() throws Cannot {
        SettingsFile.Checked checked = SettingsFile.check(Source.read(settings), world.abouts());
        checked.problems().forEach(problem -> world.say(settings + ", " + problem));
        if (!checked.problems().isEmpty()) {
            throw Cannot.because("nothing was rehearsed: put right what is listed above");
        }
        return checked.settings();
    }

    /** A report for a file. */
    private record Target(Format format, Path file) {}

    private List<Target> targets() throws Cannot {
        List<Target> targets = new ArrayList<>();
        for (String output : outputs) {
            String[] pair = output.split("=", 2);
            Format wanted =
                    switch (pair[0]) {
                        case "text" -> Format.TEXT;
                        case "json" -> Format.JSON;
                        case "html" -> Format.HTML;
                        default ->
                                throw Cannot.because(
                                        "--output takes text=FILE, json=FILE or html=FILE, not "
                                                + output);
                    };
            if (pair.length < 2 || pair[1].isEmpty()) {
                throw Cannot.because("--output needs a file: %s=FILE".formatted(pair[0]));
            }
            targets.add(new Target(wanted, Path.of(pair[1])));
        }
        return targets;
    }

    private void print(Format wanted, Rehearsed rehearsed) {
        switch (wanted) {
            case TEXT -> TextReport.of(rehearsed).forEach(world::say);
            case JSON -> world.out().println(JsonReport.of(rehearsed));
            case HTML -> world.out().print(HtmlReport.of(rehearsed));
        }
    }

    private void write(Target target, Rehearsed rehearsed) throws Cannot {
        String text =
                switch (target.format()) {
                    case TEXT -> String.join("\n", TextReport.of(rehearsed)) + "\n";
                    case JSON -> JsonReport.of(rehearsed) + "\n";
                    case HTML -> HtmlReport.of(rehearsed);
                };
        try {
            Files.writeString(target.file(), text);
        } catch (IOException e) {
            throw Cannot.because("%s cannot be written: %s".formatted(target.file(), e));
        }
    }
}
