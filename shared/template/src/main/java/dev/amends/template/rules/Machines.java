package dev.amends.template.rules;

import dev.amends.template.Position;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Template;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Value;
import dev.amends.template.machine.StateMachine;
import dev.amends.template.read.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state machines of a template: defined in it, as a text in it, or in a file beside it. A
 * definition that lies in S3 is not known.
 */
final class Machines {
    /** A YAML text of which each line stands on a line of the template. */
    private static final Pattern BLOCK = Pattern.compile(".*\\|[-+0-9]*\\s*(#.*)?");

    private final Template template;
    private final Resource resource;

    /** Those of the template; none of JSON. */
    private final List<String> lines;

    private Machines(Template template, Resource resource, List<String> lines) {
        this.template = template;
        this.resource = resource;
        this.lines = lines;
    }

    /**
     * A state machine and its place.
     *
     * @param property what its definition stands under
     * @param file the file it stands in; empty when that is the template
     * @param start where the definition stands in the template
     * @param lines how many lines of the template are above the definition's first; -1 when the
     *     lines of the definition are not those of the template
     */
    record Written(
            Resource resource,
            StateMachine machine,
            String property,
            String file,
            Position start,
            int lines) {

        /** Where something of the definition stands in the template. */
        Position at(Position inside) {
            return lines < 0 ? start : new Position(inside.line() + lines, inside.column());
        }

        /** For a sentence: the machine, and where in a file something of it is. */
        String named(Position inside) {
            return file.isEmpty()
                    ? resource.logicalId()
                    : "%s (%s, line %d)".formatted(resource.logicalId(), file, inside.line());
        }
    }

    /** Those that can be read. */
    static List<Written> of(Review review) {
        Template template = review.template();
        List<Resource> resources =
                template.ofType(
                        "AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine");
        if (resources.isEmpty()) {
            return List.of();
        }
        List<String> lines =
                template.format() == Template.Format.YAML
                        ? template.source().lines().toList()
                        : List.of();
        List<Written> machines = new ArrayList<>();
        for (Resource resource : resources) {
            new Machines(template, resource, lines).read(review).ifPresent(machines::add);
        }
        return machines;
    }

    private Optional<Written> read(Review review) {
        Value inline = resource.get("Definition").orElse(null);
        if (inline != null) {
            return Optional.of(
                    new Written(
                            resource,
                            StateMachine.of(inline),
                            "Definition",
                            "",
                            inline.at(),
                            inline instanceof Value.Fields ? 0 : -1));
        }
        Value text = resource.get("DefinitionString").orElse(null);
        if (text != null) {
            return source(text)
                    .flatMap(this::parsed)
                    .map(definition ->
                            new Written(
                                    resource,
                                    StateMachine.of(definition),
                                    "DefinitionString",
                                    "",
                                    text.at(),
                                    above(text.at())));
        }
        Value.Scalar file = Known.scalar(resource, "DefinitionUri");
        return file == null
                ? Optional.empty()
                : review.files()
                        .apply(file.text())
                        .flatMap(this::parsed)
                        .map(definition ->
                                new Written(
                                        resource,
                                        StateMachine.of(definition),
                                        "DefinitionUri",
                                        file.text(),
                                        file.at(),
                                        -1));
    }

    private static Optional<String> source(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> Optional.of(scalar.text());
            case Value.Text text -> Optional.of(Walk.text(text));
            default -> Optional.empty();
        };
    }

    /** What cannot be read is left to Step Functions to refuse. */
    private Optional<Value> parsed(String text) {
        try {
            return Optional.of(Document.read(text, this::named));
        } catch (UnreadableTemplate e) {
            return Optional.empty();
        }
    }

    private @Nullable Value named(String name) {
        Value given = resource.get("DefinitionSubstitutions", name).orElse(null);
        if (given != null) {
            return given;
        }
        String[] parts = name.split("\\.", 2);
        return template.resource(parts[0]).isEmpty()
                ? null
                : new Value.Reference(
                        parts[0], parts.length == 1 ? null : parts[1], false, Position.START);
    }

    private int above(Position at) {
        return at.line() <= lines.size() && BLOCK.matcher(lines.get(at.line() - 1)).matches()
                ? at.line()
                : -1;
    }

    /** Whether a logical id is that of a Lambda function. */
    static boolean isFunction(Template template, String logicalId) {
        return template.resource(logicalId)
                .filter(each ->
                        each.type().startsWith("AWS::Lambda::")
                                || each.type().equals("AWS::Serverless::Function"))
                .isPresent();
    }
}
