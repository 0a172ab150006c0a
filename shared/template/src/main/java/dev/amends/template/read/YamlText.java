package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.UnreadableTemplate;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.1, with the tags of CloudFormation's short functions (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">CloudFormation
 * user guide, template formats</a>). YAML 1.2 is another language in small things that templates
 * have, such as {@code [-, a]}.
 */
final class YamlText {
    private static final LoaderOptions OPTIONS = options();

    private final Growing tree;
    private final Map<String, Raw> anchors = new HashMap<>();

    /** The anchors of lists and maps that are not closed yet, innermost last. */
    private final List<Optional<String>> waiting = new ArrayList<>();

    private YamlText(List<Template.Problem> problems) {
        this.tree = new Growing(problems);
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(5_000_000);
        options.setNestingDepthLimit(Growing.DEPTH * 2); // whose own answer is clearer
        return options;
    }

    static @Nullable Raw read(String text, List<Template.Problem> problems)
            throws UnreadableTemplate {
        YamlText yaml = new YamlText(problems);
        try {
            int documents = 0;
            Parser parser = new ParserImpl(new StreamReader(new StringReader(text)), OPTIONS);
            while (!parser.checkEvent(Event.ID.StreamEnd)) {
                Event event = parser.getEvent();
                if (event instanceof DocumentStartEvent && ++documents > 1) {
                    throw new UnreadableTemplate(
                            "it holds several documents, and a template is one", at(event));
                }
                yaml.take(event);
            }
            return yaml.tree.root();
        } catch (MarkedYAMLException e) {
            throw new UnreadableTemplate(
                    "it is not YAML: " + e.getProblem(), position(e.getProblemMark()));
        } catch (YAMLException e) {
            throw new UnreadableTemplate("it is not YAML: " + e.getMessage(), Position.START);
        }
    }

    private void take(Event event) throws UnreadableTemplate {
        switch (event) {
            case MappingStartEvent start -> {
                tree.open(true, tag(start.getTag()), at(start));
                waiting.add(anchor(start));
            }
            case SequenceStartEvent start -> {
                tree.open(false, tag(start.getTag()), at(start));
                waiting.add(anchor(start));
            }
            case ScalarEvent scalar -> {
                Raw.Scalar value =
                        new Raw.Scalar(
                                scalar.getValue(),
                                scalar.getScalarStyle() == ScalarStyle.PLAIN,
                                tag(scalar.getTag()),
                                at(scalar));
                anchor(scalar).ifPresent(name -> anchors.put(name, value));
                tree.add(value);
            }
            case AliasEvent alias -> tree.add(aliased(alias));
            default -> {
                if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                    Raw closed = tree.close();
                    waiting.removeLast().ifPresent(name -> anchors.put(name, closed));
                }
            }
        }
    }

    private Raw aliased(AliasEvent alias) throws UnreadableTemplate {
        Raw meant = anchors.get(alias.getAnchor());
        if (meant == null) {
            throw new UnreadableTemplate(
                    "*%s means nothing that stands before it".formatted(alias.getAnchor()),
                    at(alias));
        }
        return meant;
    }

    private static Optional<String> anchor(NodeEvent event) {
        return Optional.ofNullable(event.getAnchor());
    }

    private static String tag(@Nullable String tag) {
        return tag != null && tag.length() > 1 && tag.startsWith("!") && !tag.startsWith("!!")
                ? tag.substring(1)
                : "";
    }

    private static Position at(Event event) {
        return position(event.getStartMark());
    }

    private static Position position(@Nullable Mark mark) {
        return mark == null
                ? Position.START
                : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
