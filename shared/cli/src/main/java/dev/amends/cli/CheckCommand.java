package dev.amends.cli;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Given;
import dev.amends.template.Review;
import dev.amends.template.Rules;
import dev.amends.template.Template;
import dev.amends.template.TemplateReader;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import dev.amends.template.ignore.Ignores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Looks for mistakes in CloudFormation and SAM templates. Needs no AWS account and no network.",
            "What a template does not say is unknown, and never a finding.",
            "Exit code: 0 none, 1 findings of --fail-on or worse, 2 a file that cannot be read."
        })
final class CheckCommand implements Callable<Integer> {
    private final World world;

    @Parameters(
            paramLabel = "FILE",
            description = "Templates, YAML or JSON; - for standard input. Otherwise template.yaml.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "low (the default), medium or high.")
    Severity failOn = Severity.LOW;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default), json, or sarif (2.1.0) for code scanning.")
    CheckFormat format = CheckFormat.TEXT;

    @Option(
            names = "--only",
            paramLabel = "IDS",
            split = ",",
            description = "Only these rules, by id.")
    Set<String> only = new LinkedHashSet<>();

    @Option(names = "--skip", paramLabel = "IDS", split = ",", description = "Not these rules.")
    Set<String> skip = new LinkedHashSet<>();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A parameter's value; one that is not given has its default.")
    Map<String, String> parameters = new LinkedHashMap<>();

    CheckCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        checkIds();
        if (files.isEmpty()) {
            files = List.of("template.yaml");
        }
        List<Checked> checked = new ArrayList<>();
        for (String file : files) {
            checked.add(check(file));
        }
        world.out().print(format.write(checked));
        return checked.stream().anyMatch(each -> each.unreadable() != null)
                ? Exit.CANNOT
                : checked.stream().anyMatch(each -> each.atLeast(failOn))
                        ? Exit.REFUSED
                        : Exit.DONE;
    }

    private Checked check(String file) throws Cannot {
        String source = read(file);
        try {
            return new Checked(file, source, violations(source), null);
        } catch (UnreadableTemplate e) {
            return new Checked(file, source, List.of(), e);
        }
    }

    private void checkIds() throws Cannot {
        Set<String> known = new LinkedHashSet<>();
        Rules.all().forEach(rule -> known.add(rule.info().id()));
        known.add(Ignores.ID);
        known.add(Rules.TEMPLATE);
        Set<String> named = new LinkedHashSet<>(only);
        named.addAll(skip);
        for (String id : named) {
            if (!known.contains(id)) {
                throw Cannot.because(
                        "there is no rule %s; there are %s"
                                .formatted(id, String.join(", ", known)));
            }
        }
    }

    private String read(String file) throws Cannot {
        try {
            return file.equals("-")
                    ? new String(world.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Cannot.because("%s cannot be read".formatted(file));
        }
    }

    private List<Violation> violations(String source) throws UnreadableTemplate {
        Template template = TemplateReader.read(source, new Given(parameters, Map.of()));
        Review review =
                new Review(
                        template,
                        LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC),
                        Map.of(),
                        path -> Optional.empty(),
                        Map.of());
        return Rules.check(review).stream()
                .filter(violation -> only.isEmpty() || only.contains(violation.rule()))
                .filter(violation -> !skip.contains(violation.rule()))
                .toList();
    }
}
