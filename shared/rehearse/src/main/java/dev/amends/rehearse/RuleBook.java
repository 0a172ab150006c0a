package dev.amends.rehearse;

import dev.amends.core.json.Node;
import dev.amends.template.Given;
import dev.amends.template.Resource;
import dev.amends.template.Template;
import dev.amends.template.TemplateReader;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/** The rules of template.yaml, as EventBridge would apply them. */
public final class RuleBook {
    private final Machine machine;
    private final List<String> names;

    private RuleBook(Machine machine, List<String> names) {
        this.machine = machine;
        this.names = List.copyOf(names);
    }

    /** Those of the template of this version. */
    public static RuleBook shipped() {
        try (InputStream in = RuleBook.class.getResourceAsStream("template.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the build left template.yaml out");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableTemplate e) {
            throw new IllegalStateException("our own template", e);
        }
    }

    static RuleBook of(String source) throws UnreadableTemplate, IOException {
        Template template = TemplateReader.read(source, Given.NOTHING);
        Machine machine = Machine.builder().build();
        List<String> names = new ArrayList<>();
        for (Resource rule : template.ofType("AWS::Events::Rule")) {
            Value pattern = rule.get("EventPattern").orElse(null);
            if (pattern != null) {
                machine.addRule(rule.logicalId(), Node.write(plain(pattern)));
                names.add(rule.logicalId());
            }
        }
        return new RuleBook(machine, names);
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Value.Scalar scalar ->
                    scalar.kind() == Value.Kind.BOOLEAN
                            ? (Object) Boolean.valueOf(scalar.text())
                            : scalar.text();
            case Value.Items items -> items.values().stream().map(RuleBook::plain).toList();
            case Value.Fields fields -> {
                Map<String, Object> map = new LinkedHashMap<>();
                fields.values().forEach((name, each) -> map.put(name, plain(each)));
                yield map;
            }
            // Our own roles, which the rules leave out: nobody's yet, before there is a stack.
            case Value.Reference reference -> "the later " + reference.logicalId();
            case Value.Text _, Value.Unknown _ ->
                    throw new IllegalStateException(
                            "a pattern that is not known before it is deployed: " + value);
        };
    }

    /** The rules' logical ids. */
    public List<String> names() {
        return names;
    }

    /** Whether a rule takes an event, given as EventBridge would deliver it. */
    boolean takes(Node event) {
        try {
            return !machine.rulesForJSONEvent(event.toString()).isEmpty();
        } catch (Exception e) {
            // The matcher declares no less. What it cannot read, it does not match.
            return false;
        }
    }
}
