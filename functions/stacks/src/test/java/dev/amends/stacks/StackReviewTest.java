package dev.amends.stacks;

import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.stacks.StackState.Pending;
import dev.amends.template.Stack.Shortcut;
import dev.amends.testkit.GuardrailContract;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples in {@code src/test/resources/stack-review}. */
class StackReviewTest extends GuardrailContract<StackState> {
    StackReviewTest() {
        super(new StackReview());
    }

    @Override
    protected StackState state(Node json) {
        String name = json.textOr("", "name");
        Node pending = json.at("pending");
        return new StackState(
                new Target(
                        "111122223333",
                        "eu-west-1",
                        "arn:aws:cloudformation:eu-west-1:111122223333:stack/" + name,
                        name),
                json.textOr("", "id"),
                json.textOr("", "status"),
                texts(json.at("tags")),
                json.at("template").exists() ? submitted(json) : null,
                pending.isObject()
                        ? new Pending(
                                pending.textOr("", "name"),
                                pending.at("template").exists() ? submitted(pending) : null,
                                Boolean.TRUE.equals(pending.at("executing").value()))
                        : null,
                json.at("shortcuts").texts().stream().map(Shortcut::valueOf).toList(),
                LocalDate.of(2026, 3, 1),
                null);
    }

    @Override
    protected StackState with(StackState state, Map<String, String> fields) {
        throw new UnsupportedOperationException("nothing changes a template");
    }

    private static Submitted submitted(Node json) {
        Node processed = json.at("processed");
        return new Submitted(
                text(json.at("template")),
                processed.exists() ? processed.toString() : null,
                texts(json.at("parameters")));
    }

    /**
     * A template is a list of lines, so that a sample shows it as it is; or an object, for JSON.
     */
    private static String text(Node template) {
        List<String> lines = template.texts();
        return template.isObject() ? template.toString() : String.join("\n", lines) + "\n";
    }

    private static Map<String, String> texts(Node node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields().forEach((name, value) -> texts.put(name, value.textOr("")));
        return texts;
    }
}
