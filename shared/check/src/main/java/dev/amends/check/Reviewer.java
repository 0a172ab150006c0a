package dev.amends.check;

import dev.amends.check.input.Input;
import dev.amends.check.input.Texts;
import dev.amends.check.terminal.Cannot;
import dev.amends.template.Given;
import dev.amends.template.Ignored;
import dev.amends.template.Position;
import dev.amends.template.Review;
import dev.amends.template.Reviewed;
import dev.amends.template.Rules;
import dev.amends.template.Stack;
import dev.amends.template.Template;
import dev.amends.template.TemplateReader;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reviews one file after the other. */
final class Reviewer {
    private final Surroundings surroundings;
    private final Repository repository;
    private final LocalDate today;
    private final Map<String, String> parameters;
    private final Stack stack;
    private final Map<String, String> options;
    private final Selection selection;

    Reviewer(
            Surroundings surroundings,
            Repository repository,
            LocalDate today,
            Map<String, String> parameters,
            Stack stack,
            Map<String, String> options,
            Selection selection) {
        this.surroundings = surroundings;
        this.repository = repository;
        this.today = today;
        this.parameters = parameters;
        this.stack = stack;
        this.options = options;
        this.selection = selection;
    }

    /** What is in a file; empty when it merely lay there and is no template. */
    Optional<Checked> check(Input input) {
        String problem = input.problem();
        if (problem != null) {
            return Optional.of(unreadable(input, "", problem, Position.START));
        }
        String source;
        try {
            source = read(input);
        } catch (Cannot e) {
            return Optional.of(
                    unreadable(input, "", String.valueOf(e.getMessage()), Position.START));
        }
        if (!input.chosen() && !looksLikeTemplate(source)) {
            return Optional.empty();
        }
        try {
            return Optional.of(checked(input, source, findings(input, source), null));
        } catch (UnreadableTemplate e) {
            return Optional.of(unreadable(input, source, String.valueOf(e.getMessage()), e.at()));
        } catch (RuntimeException | StackOverflowError e) {
            // A mistake of ours in one rule must neither hide the other files nor pass for "clean".
            return Optional.of(
                    unreadable(
                            input,
                            source,
                            "a mistake of ours, please report it: " + e,
                            Position.START));
        }
    }

    private String read(Input input) throws Cannot {
        Path path = input.path();
        if (path != null) {
            return Texts.of(path);
        }
        InputStream in = surroundings.in();
        return Texts.of(in);
    }

    private static boolean looksLikeTemplate(String source) {
        return source.contains("Resources")
                && (source.contains("AWSTemplateFormatVersion") || source.contains("AWS::"));
    }

    private List<Finding> findings(Input input, String source) throws UnreadableTemplate {
        Template template = TemplateReader.read(source, new Given(parameters, stack.pseudo()));
        Path path = input.path();
        Reviewed reviewed =
                Rules.review(
                        new Review(
                                template,
                                today,
                                stack,
                                name -> beside(path == null ? null : path.getParent(), name),
                                options));
        List<Finding> findings = new ArrayList<>();
        for (Violation violation : reviewed.violations()) {
            findings.add(new Finding(violation, 1, Finding.Standing.OPEN, "", null));
        }
        for (Ignored ignored : reviewed.ignored()) {
            findings.add(
                    new Finding(
                            ignored.violation(),
                            1,
                            Finding.Standing.IGNORED,
                            ignored.reason(),
                            ignored.until()));
        }
        findings.removeIf(finding -> !selection.takes(finding.violation().rule()));
        findings.sort(
                Comparator.comparing((Finding finding) -> finding.violation().at())
                        .thenComparing(finding -> finding.violation().rule()));
        return numbered(findings);
    }

    private static List<Finding> numbered(List<Finding> findings) {
        Map<Finding.Key, Integer> seen = new HashMap<>();
        return findings.stream()
                .map(each ->
                        new Finding(
                                each.violation(),
                                seen.merge(each.key(), 1, Integer::sum),
                                each.standing(),
                                each.reason(),
                                each.until()))
                .toList();
    }

    /** A file that a template names; none outside the repository is read. */
    private Optional<String> beside(@Nullable Path folder, String name) {
        try {
            Path base = folder == null ? surroundings.folder() : folder;
            Path file = surroundings.folder().resolve(base).resolve(name).toRealPath();
            return repository.contains(file) && Files.isRegularFile(file)
                    ? Optional.of(Texts.of(file))
                    : Optional.empty();
        } catch (IOException | InvalidPathException | Cannot e) {
            // Built later, or in another place: not known, and what is not known is no finding.
            return Optional.empty();
        }
    }

    private Checked unreadable(Input input, String source, String why, Position at) {
        return checked(input, source, List.of(), new Checked.Unreadable(why, at));
    }

    private Checked checked(
            Input input,
            String source,
            List<Finding> findings,
            Checked.@Nullable Unreadable unreadable) {
        Path path = input.path();
        Repository.Place place =
                path == null && input.piped()
                        ? new Repository.Place("stdin", false)
                        : repository.place(
                                path == null ? surroundings.folder().resolve(safe(input)) : path);
        return new Checked(input.name(), place.uri(), place.inside(), source, findings, unreadable);
    }

    /** The name of something that is not there, and may be no path. */
    private static String safe(Input input) {
        return input.name().replaceAll("[\\x00\\\\]", "_");
    }
}
