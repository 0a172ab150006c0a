package dev.amends.check;

import dev.amends.check.input.Input;
import dev.amends.check.input.Inputs;
import dev.amends.check.input.ParameterFile;
import dev.amends.check.terminal.Cannot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reviews templates. */
final class CheckCommand {
    static final List<String> ABOUT =
            List.of(
                    "Looks for mistakes in CloudFormation and SAM templates. Needs no AWS account and no network.",
                    "What a template does not say is unknown, and never a finding.",
                    "FILE is a template, YAML or JSON: a file, a folder, a pattern in quotes (\"stacks/**/*.yaml\"), or - for standard input. Otherwise template.yaml, .yml and .json here.",
                    "Exit code: 0 none, 1 findings of --fail-on or worse, 2 wrong use, or a file that cannot be reviewed.");

    private final Surroundings surroundings;
    private final CheckOptions asked;

    CheckCommand(Surroundings surroundings, CheckOptions asked) {
        this.surroundings = surroundings;
        this.asked = asked;
    }

    int run() throws Cannot {
        List<Checked> checked = review();
        Path baseline = asked.baseline();
        Path written = asked.writeBaseline();
        if (written != null) {
            write(written, Baseline.of(checked));
            long count = checked.stream().mapToLong(file -> file.open().size()).sum();
            // What is printed may be read by a program.
            surroundings
                    .err()
                    .println(
                            "%d %s in %s now."
                                    .formatted(
                                            count,
                                            count == 1 ? "finding is" : "findings are",
                                            written));
            baseline = written;
        }
        Report report = report(checked, baseline);
        for (var output : asked.outputs().entrySet()) {
            write(output.getValue(), output.getKey().write(report));
        }
        surroundings.out().print(asked.format().write(report));
        return report.exit();
    }

    private List<Checked> review() throws Cannot {
        List<Input> inputs = Inputs.find(surroundings.folder(), asked.files());
        if (inputs.isEmpty()) {
            throw Cannot.because(
                    "there is no template.yaml, template.yml or template.json here; name a file");
        }
        Reviewer reviewer =
                new Reviewer(
                        surroundings,
                        Repository.around(surroundings.folder()),
                        asked.today() == null ? surroundings.today() : asked.today(),
                        values(),
                        asked.stack(),
                        asked.options(),
                        asked.selection());
        List<Checked> checked = new ArrayList<>();
        inputs.forEach(input -> reviewer.check(input).ifPresent(checked::add));
        if (checked.isEmpty()) {
            throw Cannot.because("there is no template in " + String.join(", ", asked.files()));
        }
        return checked;
    }

    private Map<String, String> values() throws Cannot {
        Map<String, String> values = new LinkedHashMap<>();
        for (String file : asked.parameterFiles()) {
            values.putAll(ParameterFile.read(surroundings.folder().resolve(file), file));
        }
        values.putAll(asked.parameters());
        return values;
    }

    private Report report(List<Checked> checked, @Nullable Path baseline) throws Cannot {
        Baseline.Applied applied =
                baseline == null
                        ? new Baseline.Applied(checked, List.of())
                        : Baseline.read(
                                        surroundings.folder().resolve(baseline),
                                        baseline.toString())
                                .apply(checked, asked.selection());
        return new Report(
                applied.files(),
                applied.gone(),
                asked.failOn(),
                docs(),
                asked.openOnly(),
                asked.colour()
                        && surroundings.terminal()
                        && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(surroundings.environment().get("TERM")));
    }

    private @Nullable String docs() {
        String given =
                asked.docs() == null ? surroundings.environment().get("AMENDS_DOCS") : asked.docs();
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
