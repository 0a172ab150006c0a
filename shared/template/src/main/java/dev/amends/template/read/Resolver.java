package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Template;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what is written to what it is worth, as far as that can be known. */
final class Resolver {
    /** So many values at most: aliases of YAML can make a small text a very large tree. */
    static final int MOST = 500_000;

    /** So much text at most: what is put together of other texts can be far longer than they. */
    static final int MOST_TEXT = 16_000_000;

    private final Scope scope;
    private final Conditions conditions;
    private final Functions functions;
    private int values;
    private long characters;

    Resolver(Scope scope, @Nullable Raw conditions) {
        this.scope = scope;
        this.conditions = new Conditions(conditions, this::value, scope.problems());
        this.functions = new Functions(this, scope);
    }

    /** A template that unfolds into more than anything could look at. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooLarge(String what) {
            super(what);
        }

        static TooLarge values() {
            return new TooLarge("it unfolds into more than %d values".formatted(MOST));
        }

        static TooLarge text() {
            return new TooLarge(
                    "its texts unfold into more than %d characters".formatted(MOST_TEXT));
        }
    }

    /** What a name stands for; null for {@code AWS::NoValue}. */
    @Nullable Value named(String name, Position at) {
        return functions.named(name, at);
    }

    Conditions conditions() {
        return conditions;
    }

    /** What a value is worth; null when it is not there at all, by {@code AWS::NoValue}. */
    @Nullable Value value(Raw raw) {
        spend();
        Call call = Call.of(raw);
        if (call != null && !(call.name().equals("Condition") && raw.tag().isEmpty())) {
            return functions.call(call, raw.at());
        }
        return switch (raw) {
            case Raw.Scalar scalar -> scalar(scalar);
            case Raw.Items items -> items(items);
            case Raw.Fields fields -> fields(fields);
        };
    }

    /** Counts one more part that is looked at. */
    void spend() {
        spend(1);
    }

    /** Counts more parts that are made. */
    void spend(int parts) {
        values += parts;
        if (values > MOST) {
            throw TooLarge.values();
        }
    }

    /** Counts text before it is made. */
    void spendText(int length) {
        characters += length;
        if (characters > MOST_TEXT) {
            throw TooLarge.text();
        }
    }

    /** Pieces put together. */
    Value text(List<Value.Piece> pieces, boolean assumed, Position at) {
        pieces.forEach(piece -> spendText(piece.text().length()));
        return Values.text(pieces, assumed, at);
    }

    /** The same, where something has to be there. */
    Value some(Raw raw) {
        Value value = value(raw);
        return value == null ? new Value.Unknown("it is left out", raw.at()) : value;
    }

    private static Value scalar(Raw.Scalar scalar) {
        return scalar.text().contains("{{resolve:")
                ? new Value.Unknown("it is looked up when the stack is deployed", scalar.at())
                : Values.scalar(scalar);
    }

    private Value items(Raw.Items items) {
        List<Value> resolved = new ArrayList<>();
        for (Raw item : items.values()) {
            Value value = value(item);
            if (value != null) {
                resolved.add(value);
            }
        }
        return new Value.Items(List.copyOf(resolved), false, items.at());
    }

    Value.Fields fields(Raw.Fields fields) {
        Map<String, Value> resolved = new LinkedHashMap<>();
        Map<String, Position> names = new LinkedHashMap<>();
        Value.Unknown rest = null;
        for (Raw.Entry entry : ForEach.expanded(fields, this, scope.problems())) {
            if (entry.name().equals("Fn::Transform")) {
                rest = new Value.Unknown("a macro adds to it", entry.at());
                continue;
            }
            if (ForEach.is(entry)) {
                rest = new Value.Unknown("a loop adds to it", entry.at());
                continue;
            }
            Value value = value(entry.value());
            if (value != null) {
                resolved.put(entry.name(), value);
                names.put(entry.name(), entry.at());
            }
        }
        return new Value.Fields(resolved, names, false, fields.at(), rest);
    }

    /** What a condition chooses between. */
    @Nullable Value either(String name, Raw yes, Raw no, Position at) {
        Conditions.Truth truth = conditions.of(name, at);
        Boolean holds = truth.holds();
        if (holds != null) {
            Value chosen = value(holds ? yes : no);
            if (chosen == null && truth.assumed()) {
                return new Value.Unknown("the condition %s rests on a default".formatted(name), at);
            }
            return chosen == null || !truth.assumed() ? chosen : Values.assumed(chosen);
        }
        Value one = value(yes);
        Value other = value(no);
        if (one == null && other == null) {
            return null;
        }
        return one != null && other != null && Values.same(one, other)
                ? one
                : new Value.Unknown("it depends on the condition " + name, at);
    }

    void problem(String sentence, Position at) {
        scope.problems().add(new Template.Problem(sentence, at));
    }
}
