package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What can be said of values without knowing where they come from. */
final class Values {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private Values() {}

    /**
     * A scalar by YAML 1.1, which CloudFormation reads: {@code yes} is a boolean. A number that
     * begins with a zero is a text, as an account id is.
     */
    static Value.Scalar scalar(Raw.Scalar raw) {
        String text = raw.text();
        if (!raw.plain()) {
            return new Value.Scalar(text, Value.Kind.TEXT, false, raw.at());
        }
        return switch (text) {
            case "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" ->
                    new Value.Scalar("true", Value.Kind.BOOLEAN, false, raw.at());
            case "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" ->
                    new Value.Scalar("false", Value.Kind.BOOLEAN, false, raw.at());
            case "", "~", "null", "Null", "NULL" ->
                    new Value.Scalar("", Value.Kind.NULL, false, raw.at());
            default ->
                    new Value.Scalar(
                            text,
                            NUMBER.matcher(text).matches() ? Value.Kind.NUMBER : Value.Kind.TEXT,
                            false,
                            raw.at());
        };
    }

    static Value.Fields none(Position at) {
        return new Value.Fields(Map.of(), Map.of(), false, at);
    }

    /** A map of which nothing is known. */
    static Value.Fields unknown(Value.Unknown why) {
        return new Value.Fields(Map.of(), Map.of(), false, why.at(), why);
    }

    /** Whether two values are the same for certain, wherever they stand. */
    static boolean same(Value one, Value other) {
        return switch (one) {
            case Value.Scalar a ->
                    other instanceof Value.Scalar b
                            && a.text().equals(b.text())
                            && (a.kind() == Value.Kind.NULL) == (b.kind() == Value.Kind.NULL);
            case Value.Text a -> other instanceof Value.Text b && a.pieces().equals(b.pieces());
            case Value.Reference a ->
                    other instanceof Value.Reference b
                            && a.logicalId().equals(b.logicalId())
                            && Objects.equals(a.attribute(), b.attribute());
            case Value.Items a -> {
                if (!(other instanceof Value.Items b) || a.values().size() != b.values().size()) {
                    yield false;
                }
                for (int i = 0; i < a.values().size(); i++) {
                    if (!same(a.values().get(i), b.values().get(i))) {
                        yield false;
                    }
                }
                yield true;
            }
            case Value.Fields a ->
                    other instanceof Value.Fields b
                            && a.values().keySet().equals(b.values().keySet())
                            && a.values().entrySet().stream()
                                    .allMatch(entry -> {
                                        Value theirs = b.values().get(entry.getKey());
                                        return theirs != null && same(entry.getValue(), theirs);
                                    });
            case Value.Unknown _ -> false;
        };
    }

    /** The value, marked as resting on a default all the way down. */
    static Value assumed(Value value) {
        return switch (value) {
            case Value.Scalar s -> new Value.Scalar(s.text(), s.kind(), true, s.at());
            case Value.Text t -> new Value.Text(t.pieces(), true, t.at());
            case Value.Reference r ->
                    new Value.Reference(r.logicalId(), r.attribute(), true, r.at());
            case Value.Items items ->
                    new Value.Items(
                            items.values().stream().map(Values::assumed).toList(),
                            true,
                            items.at());
            case Value.Fields fields -> {
                Map<String, Value> marked = new LinkedHashMap<>();
                fields.values().forEach((name, each) -> marked.put(name, assumed(each)));
                yield new Value.Fields(marked, fields.names(), true, fields.at(), fields.rest());
            }
            case Value.Unknown unknown -> unknown;
        };
    }

    /** The value, as it stands somewhere else: where a function stands that it comes from. */
    static Value at(Value value, Position at) {
        return switch (value) {
            case Value.Scalar s -> new Value.Scalar(s.text(), s.kind(), s.assumed(), at);
            case Value.Text t -> new Value.Text(t.pieces(), t.assumed(), at);
            case Value.Reference r ->
                    new Value.Reference(r.logicalId(), r.attribute(), r.assumed(), at);
            case Value.Items items -> new Value.Items(items.values(), items.assumed(), at);
            case Value.Fields f ->
                    new Value.Fields(f.values(), f.names(), f.assumed(), at, f.rest());
            case Value.Unknown unknown -> new Value.Unknown(unknown.why(), at);
        };
    }

    /** Pieces of text put together: a scalar when all of them are known. */
    static Value text(List<Value.Piece> pieces, boolean assumed, Position at) {
        List<Value.Piece> joined = new ArrayList<>();
        StringBuilder known = new StringBuilder();
        for (Value.Piece piece : pieces) {
            if (piece.known()) {
                known.append(piece.text());
                continue;
            }
            if (!known.isEmpty()) {
                joined.add(new Value.Piece(known.toString(), true));
                known.setLength(0);
            }
            joined.add(piece);
        }
        if (!known.isEmpty()) {
            joined.add(new Value.Piece(known.toString(), true));
        }
        if (joined.isEmpty()) {
            return new Value.Scalar("", Value.Kind.TEXT, assumed, at);
        }
        return joined.size() == 1 && joined.getFirst().known()
                ? new Value.Scalar(joined.getFirst().text(), Value.Kind.TEXT, assumed, at)
                : new Value.Text(List.copyOf(joined), assumed, at);
    }

    /**
     * A value as pieces of a text.
     *
     * @param name what it stands for where it is not known
     */
    static List<Value.Piece> pieces(Value value, String name) {
        return switch (value) {
            case Value.Scalar scalar -> List.of(new Value.Piece(scalar.text(), true));
            case Value.Text text -> text.pieces();
            case Value.Reference r ->
                    List.of(
                            new Value.Piece(
                                    r.attribute() == null
                                            ? r.logicalId()
                                            : r.logicalId() + "." + r.attribute(),
                                    false));
            case Value.Items _, Value.Fields _, Value.Unknown _ ->
                    List.of(new Value.Piece(name, false));
        };
    }
}
