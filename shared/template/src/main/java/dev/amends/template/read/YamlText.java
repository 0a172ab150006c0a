package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.UnreadableTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML, with the tags of CloudFormation's short functions. */
final class YamlText {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setLabel("template")
                    .setCodePointLimit(5_000_000)
                    // What is left of a buffer is copied into the next one, and while a text lasts
                    // all of it is left: with 1,024 characters a long text takes its length
                    // squared.
                    .setBufferSize(65_536)
                    .build();

    private final Growing tree;
    private final Map<String, Raw> anchors = new HashMap<>();

    /** The anchors of lists and maps that are not closed yet, innermost last. */
    private final List<Optional<String>> waiting = new ArrayList<>();

    private YamlText(List<Template.Problem> problems) {
        this.tree = new Growing(problems);
    }

    static @Nullable Raw read(String text, List<Template.Problem> problems)
            throws UnreadableTemplate {
        YamlText yaml = new YamlText(problems);
        try {
            int documents = 0;
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                if (event instanceof DocumentStartEvent && ++documents > 1) {
                    throw new UnreadableTemplate(
                            "it holds several documents, and a template is one", at(event));
                }
                yaml.take(event);
            }
            return yaml.tree.root();
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(YamlText::position).orElse(Position.START);
            throw new UnreadableTemplate("it is not YAML: " + e.getProblem(), at);
        } catch (YamlEngineException e) {
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
                if (event.getEventId() == Event.ID.MappingEnd
                        || event.getEventId() == Event.ID.SequenceEnd) {
                    Raw closed = tree.close();
                    waiting.removeLast().ifPresent(name -> anchors.put(name, closed));
                }
            }
        }
    }

    private Raw aliased(AliasEvent alias) throws UnreadableTemplate {
        Raw meant = anchors.get(alias.getAlias().getValue());
        if (meant == null) {
            throw new UnreadableTemplate(
                    "*%s means nothing that stands before it".formatted(alias.getAlias()),
                    at(alias));
        }
        return meant;
    }

    private static Optional<String> anchor(NodeEvent event) {
        return event.getAnchor().map(Anchor::getValue);
    }

    private static String tag(Optional<String> tag) {
        return tag.filter(
                        name -> name.length() > 1 && name.startsWith("!") && !name.startsWith("!!"))
                .map(name -> name.substring(1))
                .orElse("");
    }

    private static Position at(Event event) {
        return event.getStartMark().map(YamlText::position).orElse(Position.START);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
