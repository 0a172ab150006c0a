package dev.amends.check;

import dev.amends.check.Arguments.Option;
import dev.amends.check.output.Format;
import dev.amends.check.terminal.Cannot;
import dev.amends.core.guardrail.Severity;
import dev.amends.template.Rules;
import dev.amends.template.Stack;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks {@code amends check} for; {@link #KNOWN} says what each option means.
 *
 * @param failOn null means that nothing fails the run
 * @param parameterFiles later ones win; {@code parameters} wins over all
 * @param stack what is said of the stack that will be
 * @param options of rules, by {@code <rule id>.<name>}
 */
record CheckOptions(
        List<String> files,
        Format format,
        Map<Format, Path> outputs,
        @Nullable Severity failOn,
        Selection selection,
        Map<String, String> parameters,
        List<String> parameterFiles,
        Stack stack,
        Map<String, String> options,
        @Nullable Path baseline,
        @Nullable Path writeBaseline,
        boolean openOnly,
        @Nullable String docs,
        @Nullable LocalDate today,
        boolean colour) {

    static final List<Option> KNOWN =
            List.of(
                    new Option(
                            "--fail-on",
                            "SEVERITY",
                            "From which severity on findings make the exit code 1: low (the default), medium, high, or never."),
                    new Option(
                            "--only", "IDS", "Only these rules, by id, with commas between them."),
                    new Option("--skip", "IDS", "Not these rules."),
                    new Option(
                            "--parameter",
                            "NAME=VALUE",
                            "A parameter's value; one that is not given has its default. Repeatable."),
                    new Option(
                            "--parameters",
                            "FILE",
                            "Values of parameters: a file of the AWS CLI, a map in JSON or YAML, or samconfig.toml. Repeatable; later ones win, --parameter wins over all."),
                    new Option(
                            "--stack-name", "NAME", "The stack that it will be, if that is known."),
                    new Option(
                            "--region", "REGION", "Where it will be deployed, if that is known."),
                    new Option(
                            "--account",
                            "ID",
                            "The account it will be deployed to, if that is known: what names it is no stranger."),
                    new Option(
                            "--tag",
                            "KEY=VALUE",
                            "A tag of the stack. Repeatable; once one is given, they are all its tags."),
                    new Option(
                            "--option",
                            "RULE.NAME=VALUE",
                            "A setting of a rule; amends explain RULE says which there are. Repeatable."),
                    new Option(
                            "--format",
                            "FORMAT",
                            "What is printed: text (the default), json, sarif (2.1.0), or junit."),
                    new Option(
                            "--output",
                            "FORMAT=FILE",
                            "Writes a report into a file, beside what is printed. Repeatable."),
                    new Option(
                            "--open-only",
                            "",
                            "Leaves out of JSON, SARIF and JUnit what is left alone or in the baseline; GitHub would show it as open."),
                    new Option(
                            "--docs",
                            "URL",
                            "Where the folder docs is published; SARIF links to it. Otherwise AMENDS_DOCS."),
                    new Option(
                            "--baseline", "FILE", "Findings that are in this file do not count."),
                    new Option(
                            "--write-baseline",
                            "FILE",
                            "Writes all that is found now into this file, and counts none of it."),
                    new Option("--today", "DATE", "Judges as of this day, such as 2027-01-31."),
                    new Option(
                            "--color",
                            "WHEN",
                            "auto (the default), or never; NO_COLOR counts, too."),
                    Arguments.HELP);

    /** From which severity on findings fail the run. */
    private enum FailOn {
        LOW,
        MEDIUM,
        HIGH,
        NEVER
    }

    /** When the text is coloured. */
    private enum Colour {
        AUTO,
        NEVER
    }

    /**
     * What the arguments say.
     *
     * @throws Cannot when they cannot be meant so
     */
    static CheckOptions of(Arguments given) throws Cannot {
        Selection selection =
                new Selection(
                        new LinkedHashSet<>(given.listed("--only")),
                        new LinkedHashSet<>(given.listed("--skip")));
        Selection.known(selection.only());
        Selection.known(selection.skip());
        FailOn failOn = given.one("--fail-on", FailOn.LOW);
        return new CheckOptions(
                given.rest(),
                given.one("--format", Format.TEXT),
                outputs(given),
                failOn == FailOn.NEVER ? null : Severity.valueOf(failOn.name()),
                selection,
                given.pairs("--parameter", "NAME=VALUE"),
                given.all("--parameters"),
                stack(given),
                options(given, selection),
                path(given, "--baseline"),
                path(given, "--write-baseline"),
                given.has("--open-only"),
                given.last("--docs"),
                today(given),
                given.one("--color", Colour.AUTO) == Colour.AUTO);
    }

    private static Map<Format, Path> outputs(Arguments given) throws Cannot {
        Map<Format, Path> outputs = new LinkedHashMap<>();
        for (var pair : given.pairs("--output", "FORMAT=FILE").entrySet()) {
            outputs.put(
                    Arguments.oneOf("--output", pair.getKey(), Format.class),
                    path("--output", pair.getValue()));
        }
        return outputs;
    }

    private static Stack stack(Arguments given) throws Cannot {
        Map<String, String> tags = given.pairs("--tag", "KEY=VALUE");
        return new Stack(
                given.last("--stack-name"),
                given.last("--region"),
                given.last("--account"),
                tags.isEmpty() ? null : tags,
                Set.of());
    }

    private static Map<String, String> options(Arguments given, Selection selection) throws Cannot {
        Map<String, String> options =
                new LinkedHashMap<>(given.pairs("--option", "RULE.NAME=VALUE"));
        for (String option : options.keySet()) {
            int dot = option.indexOf('.');
            if (dot <= 0) {
                throw Cannot.because("--option must be RULE.NAME=VALUE, not " + option);
            }
            Selection.settable(option.substring(0, dot), option.substring(dot + 1));
        }
        Rules.infos().stream()
                .filter(info -> info.isOffByDefault() && selection.only().contains(info.id()))
                .forEach(info -> info.on().forEach(options::putIfAbsent));
        return options;
    }

    private static @Nullable Path path(Arguments given, String name) throws Cannot {
        String value = given.last(name);
        return value == null ? null : path(name, value);
    }

    private static Path path(String name, String value) throws Cannot {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw Cannot.because("%s is no name of a file: %s".formatted(name, value));
        }
    }

    private static @Nullable LocalDate today(Arguments given) throws Cannot {
        String value = given.last("--today");
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw Cannot.because("--today must be a day such as 2027-01-31, not " + value);
        }
    }
}
