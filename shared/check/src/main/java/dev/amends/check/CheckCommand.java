package dev.amends.check;

import dev.amends.check.input.Input;
import dev.amends.check.input.Inputs;
import dev.amends.check.input.ParameterFile;
import dev.amends.check.output.Format;
import dev.amends.check.terminal.Cannot;
import dev.amends.core.guardrail.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reviews templates. */
@Command(
        name = "check",
        description = {
            "Looks for mistakes in CloudFormation and SAM templates. Needs no AWS account and no network.",
            "What a template does not say is unknown, and never a finding.",
            "Exit code: 0 none, 1 findings of --fail-on or worse, 2 wrong use, or a file that cannot be reviewed."
        })
public final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Templates, YAML or JSON: files, folders, patterns in quotes (\"stacks/**.yaml\"), - for standard input. Otherwise template.yaml, .yml or .json here.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default), json, sarif (2.1.0), or junit.")
    Format format = Format.TEXT;

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Writes a report into a file, beside what is printed. Repeatable.")
    Map<Format, Path> outputs = new LinkedHashMap<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "low (the default), medium, high, or never.")
    FailOn failOn = FailOn.LOW;

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

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description =
                    "Values of parameters: a file of the AWS CLI, a map in JSON or YAML, or samconfig.toml. Repeatable; later ones win, --parameter wins over all.")
    List<String> parameterFiles = new ArrayList<>();

    @Option(
            names = "--option",
            paramLabel = "RULE.NAME=VALUE",
            description = "A setting of a rule; amends explain RULE says which there are.")
    Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that are in this file do not count.")
    @Nullable Path baseline;

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Writes all that is found now into this file, and counts none of it.")
    @Nullable Path writeBaseline;

    @Option(
            names = "--open-only",
            description =
                    "Leaves out of JSON, SARIF and JUnit what is left alone or in the baseline; GitHub shows it as open.")
    boolean openOnly;

    @Option(
            names = "--docs",
            paramLabel = "URL",
            description =
                    "Where the folder docs is published; SARIF links to it. Otherwise AMENDS_DOCS.")
    @Nullable String docs;

    @Option(
            names = "--today",
            paramLabel = "DATE",
            description = "Judges as of this day, such as 2027-01-31.")
    @Nullable LocalDate today;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "auto (the default), or never; NO_COLOR counts, too.")
    Colour color = Colour.AUTO;

    /** From which severity on findings fail the run. */
    enum FailOn {
        LOW,
        MEDIUM,
        HIGH,
        NEVER;

        @Nullable Severity severity() {
            return this == NEVER ? null : Severity.valueOf(name());
        }
    }

    /** When the text is coloured. */
    enum Colour {
        AUTO,
        NEVER
    }

    /** A command that sees these surroundings. */
    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Cannot {
        Selection selection = new Selection(only, skip);
        Selection.known(only);
        Selection.known(skip);
        knownOptions();
        List<Checked> checked = review(selection);
        if (writeBaseline != null) {
            write(writeBaseline, Baseline.of(checked));
            long count = checked.stream().mapToLong(file -> file.open().size()).sum();
            surroundings
                    .out()
                    .println("%d findings are in %s now.".formatted(count, writeBaseline));
            baseline = writeBaseline;
        }
        Report report = report(checked, selection);
        for (var output : outputs.entrySet()) {
            write(output.getValue(), output.getKey().write(report));
        }
        surroundings.out().print(format.write(report));
        surroundings.out().flush();
        return report.exit();
    }

    private void knownOptions() throws Cannot {
        for (String option : options.keySet()) {
            int dot = option.indexOf('.');
            if (dot <= 0) {
                throw Cannot.because("--option must be RULE.NAME=VALUE, not %s".formatted(option));
            }
            Selection.known(Set.of(option.substring(0, dot)));
        }
    }

    private List<Checked> review(Selection selection) throws Cannot {
        List<Input> inputs = Inputs.find(surroundings.folder(), files);
        if (inputs.isEmpty()) {
            throw Cannot.because(
                    "there is no template.yaml, template.yml or template.json here; name a file");
        }
        Reviewer reviewer =
                new Reviewer(
                        surroundings,
                        Repository.around(surroundings.folder()),
                        today == null ? surroundings.today() : today,
                        values(),
                        options,
                        selection);
        List<Checked> checked = new ArrayList<>();
        inputs.forEach(input -> reviewer.check(input).ifPresent(checked::add));
        if (checked.isEmpty()) {
            throw Cannot.because("there is no template in " + String.join(", ", files));
        }
        return checked;
    }

    private Map<String, String> values() throws Cannot {
        Map<String, String> values = new LinkedHashMap<>();
        for (String file : parameterFiles) {
            values.putAll(ParameterFile.read(surroundings.folder().resolve(file), file));
        }
        values.putAll(parameters);
        return values;
    }

    private Report report(List<Checked> checked, Selection selection) throws Cannot {
        Baseline.Applied applied =
                baseline == null
                        ? new Baseline.Applied(checked, List.of())
                        : Baseline.read(
                                        surroundings.folder().resolve(baseline),
                                        baseline.toString())
                                .apply(checked, selection);
        return new Report(
                applied.files(),
                applied.gone(),
                failOn.severity(),
                docs(),
                openOnly,
                color == Colour.AUTO
                        && surroundings.terminal()
                        && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(surroundings.environment().get("TERM")));
    }

    private @Nullable String docs() {
        String given = docs == null ? surroundings.environment().get("AMENDS_DOCS") : docs;
        if (given == null || given.isBlank()) {
            return null;
        }
        return given.endsWith("/") ? given : given + "/";
    }

    private void write(Path file, String text) throws Cannot {
        try {
            Path path = surroundings.folder().resolve(file);
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Cannot.because("%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}
