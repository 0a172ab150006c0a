package dev.amends.template.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.UnreadableTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON. YAML's parser would, too, but not its tabs, and it places errors less well. */
final class JsonText {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Growing.DEPTH + 1)
                                    .maxStringLength(5_000_000)
                                    .maxNameLength(5_000_000)
                                    .build())
                    .build();

    private JsonText() {}

    static @Nullable Raw read(String text, List<Template.Problem> problems)
            throws UnreadableTemplate {
        Growing tree = new Growing(problems);
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (tree.root() != null) {
                    throw new UnreadableTemplate("something follows its end", at(parser));
                }
                take(parser, token, tree);
            }
            return tree.root();
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw new UnreadableTemplate(
                    "it is not JSON: " + e.getOriginalMessage(),
                    where == null
                            ? Position.START
                            : new Position(
                                    Math.max(1, where.getLineNr()),
                                    Math.max(1, where.getColumnNr())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void take(JsonParser parser, JsonToken token, Growing tree)
            throws IOException, UnreadableTemplate {
        switch (token) {
            case START_OBJECT -> tree.open(true, "", at(parser));
            case START_ARRAY -> tree.open(false, "", at(parser));
            case END_OBJECT, END_ARRAY -> tree.close();
            case FIELD_NAME ->
                    tree.add(new Raw.Scalar(parser.currentName(), false, "", at(parser)));
            case VALUE_STRING -> tree.add(new Raw.Scalar(parser.getText(), false, "", at(parser)));
            // Numbers, booleans and null look the same as in YAML.
            default -> tree.add(new Raw.Scalar(parser.getText(), true, "", at(parser)));
        }
    }

    private static Position at(JsonParser parser) {
        JsonLocation where = parser.currentTokenLocation();
        return new Position(where.getLineNr(), where.getColumnNr());
    }
}
