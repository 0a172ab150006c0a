package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a template holds as a text, or keeps in a file beside it: JSON or YAML without
 * functions, with {@code ${Name}} in the place of what is put in when it is deployed. Positions are
 * those in that text.
 */
public final class Document {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^${}]*)}");

    private final Function<String, @Nullable Value> named;
    private int values;

    private Document(Function<String, @Nullable Value> named) {
        this.named = named;
    }

    /**
     * Reads it.
     *
     * @param named what is put in for a name; null when that is not known
     * @throws UnreadableTemplate when it is neither JSON nor YAML, or too large to look at
     */
    public static Value read(String text, Function<String, @Nullable Value> named)
            throws UnreadableTemplate {
        boolean json = text.stripLeading().startsWith("{");
        Raw root =
                json
                        ? JsonText.read(quoted(text), new ArrayList<>())
                        : YamlText.read(text, new ArrayList<>());
        if (root == null) {
            throw new UnreadableTemplate("it is empty", Position.START);
        }
        return new Document(named).value(root);
    }

    /** A hole that stands for a number or a list is no JSON; as a text it is. */
    private static String quoted(String json) {
        StringBuilder all = new StringBuilder(json.length());
        boolean text = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            int end = !text && c == '$' ? hole(json, i) : -1;
            if (end > 0) {
                all.append('"').append(json, i, end).append('"');
                i = end - 1;
                continue;
            }
            all.append(c);
            if (text && c == '\\' && i + 1 < json.length()) {
                all.append(json.charAt(++i));
            } else if (c == '"') {
                text = !text;
            }
        }
        return all.toString();
    }

    /** The end of a hole that begins there; -1 when none does. */
    private static int hole(String json, int start) {
        Matcher hole = HOLE.matcher(json).region(start, json.length());
        return hole.lookingAt() && hole.group(1).indexOf('"') < 0 ? hole.end() : -1;
    }

    private Value value(Raw raw) throws UnreadableTemplate {
        if (++values > Resolver.MOST) {
            throw new UnreadableTemplate(
                    "it unfolds into more than %d values".formatted(Resolver.MOST), raw.at());
        }
        return switch (raw) {
            case Raw.Scalar scalar -> scalar(scalar);
            case Raw.Items items -> {
                List<Value> all = new ArrayList<>();
                for (Raw each : items.values()) {
                    all.add(value(each));
                }
                yield new Value.Items(List.copyOf(all), false, items.at());
            }
            case Raw.Fields fields -> {
                Map<String, Value> all = new LinkedHashMap<>();
                Map<String, Position> names = new LinkedHashMap<>();
                for (Raw.Entry entry : fields.entries()) {
                    all.put(entry.name(), value(entry.value()));
                    names.put(entry.name(), entry.at());
                }
                yield new Value.Fields(all, names, false, fields.at());
            }
        };
    }

    private Value scalar(Raw.Scalar raw) {
        Value.Scalar scalar = Values.scalar(raw);
        Matcher hole = HOLE.matcher(scalar.text());
        if (hole.matches()) {
            Value whole = named.apply(hole.group(1));
            if (whole != null) {
                return Values.at(whole, raw.at());
            }
        }
        List<Value.Piece> pieces = new ArrayList<>();
        boolean assumed = false;
        int end = 0;
        hole.reset();
        while (hole.find()) {
            pieces.add(new Value.Piece(scalar.text().substring(end, hole.start()), true));
            end = hole.end();
            Value value = named.apply(hole.group(1));
            assumed |= value != null && value.assumed();
            pieces.addAll(
                    value == null
                            ? List.of(new Value.Piece(hole.group(1), false))
                            : Values.pieces(value, hole.group(1)));
        }
        if (end == 0) {
            return scalar;
        }
        pieces.add(new Value.Piece(scalar.text().substring(end), true));
        return Values.text(pieces, assumed, raw.at());
    }
}
