package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code Fn::Sub}. */
final class Substitution {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^${}]*)}");

    /** So is named what a variable of the function stands for: no parameter has such a name. */
    private static final String OWN = "own::";

    private final Resolver resolver;
    private final Scope scope;

    Substitution(Resolver resolver, Scope scope) {
        this.resolver = resolver;
        this.scope = scope;
    }

    /** What the function says a name stands for; unknown where it may say so. */
    private static @Nullable Value own(String name, Value own) {
        return switch (own) {
            case Value.Fields fields -> fields.get(name);
            case Value.Unknown unknown -> name.startsWith("AWS::") ? null : unknown;
            default -> null;
        };
    }

    Value of(List<Raw> arguments, Position at) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Raw.Scalar text)) {
            return Functions.unknown("what is substituted is no text", at);
        }
        if (text.text().contains("{{resolve:")) {
            return Functions.unknown("it is looked up when the stack is deployed", at);
        }
        Raw given = arguments.size() > 1 ? arguments.get(1) : null;
        Value own = given == null ? null : resolver.some(given);
        List<Value.Piece> pieces = new ArrayList<>();
        boolean assumed = false;
        Matcher hole = HOLE.matcher(text.text());
        int end = 0;
        while (hole.find()) {
            pieces.add(new Value.Piece(text.text().substring(end, hole.start()), true));
            end = hole.end();
            String name = hole.group(1).strip();
            if (name.startsWith("!")) {
                pieces.add(new Value.Piece("${" + name.substring(1) + "}", true));
                continue;
            }
            Value value = value(name, own, at);
            assumed |= value != null && value.assumed();
            boolean ours = own != null && own(name, own) != null;
            List<Value.Piece> more =
                    value == null
                            ? List.of(new Value.Piece(name, false))
                            : Values.pieces(value, ours ? OWN + name : name);
            resolver.spend(more.size());
            pieces.addAll(more);
        }
        pieces.add(new Value.Piece(text.text().substring(end), true));
        return resolver.text(pieces, assumed, at);
    }

    private @Nullable Value value(String name, @Nullable Value own, Position at) {
        Value given = own == null ? null : own(name, own);
        if (given != null) {
            return given;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            String id = name.substring(0, dot);
            if (!scope.resources().contains(id) && !scope.more()) {
                resolver.problem("There is no resource %s.".formatted(Growing.shortened(id)), at);
            }
            return new Value.Reference(id, name.substring(dot + 1), false, at);
        }
        return resolver.named(name, at);
    }
}
