package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation's intrinsic functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">docs.aws.amazon.com,
 *     Intrinsic function reference</a>
 */
final class Functions {
    private static final String ZONES = "which Availability Zones there are differs by account";

    private final Resolver resolver;
    private final Scope scope;
    private final Substitution substitution;

    Functions(Resolver resolver, Scope scope) {
        this.resolver = resolver;
        this.scope = scope;
        this.substitution = new Substitution(resolver, scope);
    }

    @Nullable Value call(Call call, Position at) {
        Raw argument = call.argument();
        List<Raw> arguments =
                argument instanceof Raw.Items items ? items.values() : List.of(argument);
        return switch (call.name()) {
            case "Ref" -> ref(argument, at);
            case "GetAtt" -> attribute(arguments, at);
            case "Sub" -> substitution.of(arguments, at);
            case "Join" -> join(arguments, at);
            case "Split" -> split(arguments, at);
            case "Select" -> select(arguments, at);
            case "If" -> choose(arguments, at);
            case "FindInMap" -> found(arguments, at);
            // Rules look at what is encoded; nothing compares what comes of it.
            case "Base64" -> Values.at(resolver.some(argument), at);
            case "Length" -> length(argument, at);
            case "ImportValue" -> unknown("it is exported by another stack", at);
            case "GetAZs" -> unknown(ZONES, at);
            case "Cidr" -> unknown("its addresses are worked out at deployment", at);
            case "Transform" -> unknown("a macro makes it", at);
            case "ToJsonString" -> unknown("it is made into text at deployment", at);
            // A new one, or one of a macro.
            default ->
                    unknown(
                            "Amends does not know the function " + Growing.shortened(call.name()),
                            at);
        };
    }

    static Value unknown(String why, Position at) {
        return new Value.Unknown(why, at);
    }

    /** What a name stands for in {@code Ref} and {@code Sub}; null for {@code AWS::NoValue}. */
    @Nullable Value named(String name, Position at) {
        if (name.equals("AWS::NoValue")) {
            return null;
        }
        if (scope.resources().contains(name)) {
            return new Value.Reference(name, null, false, at);
        }
        Value parameter = scope.parameters().find(name, at);
        if (parameter != null) {
            if (parameter instanceof Value.Items items) {
                resolver.spend(items.values().size());
            }
            return parameter;
        }
        if (!scope.more()) {
            resolver.problem(
                    "%s is neither a parameter nor a resource.".formatted(Growing.shortened(name)),
                    at);
        }
        return unknown("%s is not in this template".formatted(Growing.shortened(name)), at);
    }

    private @Nullable Value ref(Raw argument, Position at) {
        return argument instanceof Raw.Scalar name
                ? named(name.text(), at)
                : unknown("what is named is worked out at deployment", at);
    }

    private Value attribute(List<Raw> arguments, Position at) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Raw.Scalar first)) {
            return unknown("it is an attribute of nothing", at);
        }
        String id = first.text();
        String attribute;
        if (arguments.size() == 1) {
            int dot = id.indexOf('.');
            attribute = dot < 0 ? "" : id.substring(dot + 1);
            id = dot < 0 ? id : id.substring(0, dot);
        } else if (resolver.some(arguments.get(1)) instanceof Value.Scalar named) {
            attribute = named.text();
        } else {
            return unknown("which attribute is meant is worked out at deployment", at);
        }
        if (!scope.resources().contains(id)) {
            if (!scope.more()) {
                resolver.problem("There is no resource %s.".formatted(Growing.shortened(id)), at);
            }
            return unknown("%s is not in this template".formatted(Growing.shortened(id)), at);
        }
        return new Value.Reference(id, attribute, false, at);
    }

    private Value join(List<Raw> arguments, Position at) {
        if (arguments.size() != 2
                || !(resolver.some(arguments.getFirst()) instanceof Value.Scalar delimiter)
                || !(resolver.some(arguments.getLast()) instanceof Value.Items items)) {
            return unknown("what is joined is not known", at);
        }
        boolean assumed = items.assumed();
        List<Value.Piece> pieces = new ArrayList<>();
        for (Value item : items.values()) {
            if (!pieces.isEmpty()) {
                pieces.add(new Value.Piece(delimiter.text(), true));
            }
            List<Value.Piece> more = Values.pieces(item, "?");
            resolver.spend(more.size());
            pieces.addAll(more);
            assumed |= item.assumed();
        }
        return resolver.text(pieces, assumed, at);
    }

    private Value split(List<Raw> arguments, Position at) {
        if (arguments.size() != 2
                || !(resolver.some(arguments.getFirst()) instanceof Value.Scalar delimiter)
                || delimiter.text().isEmpty()
                || !(resolver.some(arguments.getLast()) instanceof Value.Scalar text)) {
            return unknown("what is split is not known", at);
        }
        List<Value> items = new ArrayList<>();
        resolver.spendText(text.text().length());
        String quoted = Pattern.quote(delimiter.text());
        for (String part : text.text().split(quoted, -1)) {
            resolver.spend();
            items.add(new Value.Scalar(part, Value.Kind.TEXT, text.assumed(), at));
        }
        return new Value.Items(List.copyOf(items), text.assumed(), at);
    }

    private Value select(List<Raw> arguments, Position at) {
        if (arguments.size() != 2
                || !(resolver.some(arguments.getFirst()) instanceof Value.Scalar index)) {
            return unknown("what is selected from is not known", at);
        }
        Value from = resolver.some(arguments.getLast());
        if (from instanceof Value.Unknown zones && zones.why().equals(ZONES)) {
            // Which one it is nobody knows; that two are the same can be told all the same.
            return unknown(
                    "it is Availability Zone %s of the account's".formatted(index.text()), at);
        }
        if (!(from instanceof Value.Items items)) {
            return unknown("what is selected from is not known", at);
        }
        try {
            Value chosen = items.values().get(Integer.parseInt(index.text()));
            return items.assumed() ? Values.assumed(chosen) : chosen;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            resolver.problem(
                    "There is no item %s to select.".formatted(Growing.shortened(index.text())),
                    at);
            return unknown("there is no such item", at);
        }
    }

    private @Nullable Value choose(List<Raw> arguments, Position at) {
        return arguments.size() == 3 && arguments.getFirst() instanceof Raw.Scalar condition
                ? resolver.either(condition.text(), arguments.get(1), arguments.get(2), at)
                : unknown("If takes a condition and two values", at);
    }

    private Value found(List<Raw> arguments, Position at) {
        if (arguments.size() < 3
                || !(resolver.some(arguments.get(0)) instanceof Value.Scalar map)
                || !(resolver.some(arguments.get(1)) instanceof Value.Scalar top)
                || !(resolver.some(arguments.get(2)) instanceof Value.Scalar second)) {
            return unknown("what is looked up in a mapping is not known", at);
        }
        boolean assumed = map.assumed() || top.assumed() || second.assumed();
        Raw mapping = scope.mappings() == null ? null : scope.mappings().get(map.text());
        Raw names = mapping instanceof Raw.Fields fields ? fields.get(top.text()) : null;
        Raw raw = names instanceof Raw.Fields fields ? fields.get(second.text()) : null;
        if (raw != null) {
            Value value = Values.at(resolver.some(raw), at);
            return assumed ? Values.assumed(value) : value;
        }
        Raw otherwise =
                arguments.size() > 3 && arguments.get(3) instanceof Raw.Fields more
                        ? more.get("DefaultValue")
                        : null;
        if (otherwise != null) {
            return resolver.some(otherwise);
        }
        return unknown("%s is not in the mapping %s".formatted(top.text(), map.text()), at);
    }

    private Value length(Raw argument, Position at) {
        return resolver.some(argument) instanceof Value.Items items
                ? new Value.Scalar(
                        Integer.toString(items.values().size()),
                        Value.Kind.NUMBER,
                        items.assumed(),
                        at)
                : unknown("what is counted is not known", at);
    }
}
