package dev.amends.template.read;

import dev.amends.template.Given;
import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What parameters and pseudo parameters are worth. */
final class Parameters {
    private static final Set<String> PSEUDO =
            Set.of(
                    "AWS::AccountId",
                    "AWS::Partition",
                    "AWS::Region",
                    "AWS::StackId",
                    "AWS::StackName",
                    "AWS::URLSuffix");

    private final Raw.@Nullable Fields section;
    private final Given given;

    Parameters(@Nullable Raw section, Given given) {
        this.section = section instanceof Raw.Fields fields ? fields : null;
        this.given = given;
    }

    /** The value of a parameter at a place that names it; null when there is no such parameter. */
    @Nullable Value find(String name, Position at) {
        if (name.equals("AWS::NotificationARNs")) {
            return new Value.Unknown("who is told of the stack is said elsewhere", at);
        }
        if (PSEUDO.contains(name)) {
            String known = given.pseudo().get(name);
            return known == null
                    ? new Value.Text(List.of(new Value.Piece(name, false)), false, at)
                    : new Value.Scalar(known, Value.Kind.TEXT, false, at);
        }
        if (section == null || !(section.get(name) instanceof Raw.Fields declared)) {
            return null;
        }
        String type = text(declared.get("Type"), "String");
        String value = given.parameters().get(name);
        if (value != null) {
            return typed(type, value, false, at);
        }
        if (type.startsWith("AWS::SSM::")) {
            return new Value.Unknown(
                    "the parameter %s is looked up in Parameter Store".formatted(name), at);
        }
        return switch (declared.get("Default")) {
            case null -> new Value.Unknown("the parameter %s has no default".formatted(name), at);
            case Raw.Scalar scalar -> typed(type, Values.scalar(scalar).text(), true, at);
            case Raw.Items _, Raw.Fields _ ->
                    new Value.Unknown("the default of %s is no text".formatted(name), at);
        };
    }

    private static Value typed(String type, String text, boolean assumed, Position at) {
        if (!type.equals("CommaDelimitedList") && !type.startsWith("List<")) {
            return new Value.Scalar(text, Value.Kind.TEXT, assumed, at);
        }
        List<Value> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            items.add(new Value.Scalar(item.strip(), Value.Kind.TEXT, assumed, at));
        }
        return new Value.Items(List.copyOf(items), assumed, at);
    }

    private static String text(@Nullable Raw raw, String otherwise) {
        return raw instanceof Raw.Scalar scalar ? scalar.text() : otherwise;
    }
}
