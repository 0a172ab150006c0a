package dev.amends.template.read;

import dev.amends.template.Position;
import dev.amends.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SAM's {@code Globals}, merged into the resources they are for: maps are merged, lists appended,
 * and of single values the resource's own counts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">docs.aws.amazon.com,
 *     Globals section of the AWS SAM template</a>
 */
final class Globals {
    private static final Map<String, String> SECTIONS =
            Map.of(
                    "AWS::Serverless::Function", "Function",
                    "AWS::Serverless::Api", "Api",
                    "AWS::Serverless::HttpApi", "HttpApi",
                    "AWS::Serverless::SimpleTable", "SimpleTable",
                    "AWS::Serverless::StateMachine", "StateMachine",
                    "AWS::Serverless::LayerVersion", "LayerVersion");

    private final @Nullable Value globals;

    Globals(@Nullable Value globals) {
        this.globals = globals;
    }

    Value.Fields into(String type, Value.Fields properties) {
        String section = SECTIONS.get(type);
        if (globals == null || section == null) {
            return properties;
        }
        Value common = globals instanceof Value.Fields fields ? fields.get(section) : globals;
        return switch (common) {
            case Value.Fields fields -> merged(fields, properties);
            case Value.Unknown unknown -> merged(Values.unknown(unknown), properties);
            case null, default -> properties;
        };
    }

    private static Value.Fields merged(Value.Fields common, Value.Fields own) {
        Map<String, Value> values = new LinkedHashMap<>(common.values());
        Map<String, Position> names = new LinkedHashMap<>(common.names());
        own.values()
                .forEach((name, value) -> {
                    Value before = values.get(name);
                    values.put(name, before == null ? value : both(before, value));
                });
        names.putAll(own.names());
        return new Value.Fields(
                values,
                names,
                own.assumed() || common.assumed(),
                own.at(),
                own.rest() == null ? common.rest() : own.rest());
    }

    private static Value both(Value common, Value own) {
        if (common instanceof Value.Fields a && own instanceof Value.Fields b) {
            return merged(a, b);
        }
        if (common instanceof Value.Items a && own instanceof Value.Items b) {
            List<Value> all = new ArrayList<>(a.values());
            all.addAll(b.values());
            return new Value.Items(List.copyOf(all), a.assumed() || b.assumed(), b.at());
        }
        return own;
    }
}
