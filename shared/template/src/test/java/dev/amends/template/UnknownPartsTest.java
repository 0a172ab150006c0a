package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each part of each rule's templates in turn is made unknown: that never adds a finding, as what is
 * unknown is not missing.
 */
class UnknownPartsTest {
    private static final Value.Unknown UNKNOWN = new Value.Unknown("of the test", Position.START);

    static Stream<Path> fixtures() throws Exception {
        return RulesTest.fixtures();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void what_is_not_known_is_neither_missing_nor_wrong(Path file) throws Exception {
        String text = Files.readString(file);
        String id = file.getParent().getFileName().toString();
        Template template = RulesTest.template(text);
        List<List<String>> known = keys(RulesTest.check(file, text, id, template), id);
        for (Resource resource : template.resources()) {
            parts(
                    resource.properties(),
                    List.of(),
                    (path, properties) -> {
                        List<List<String>> found =
                                keys(
                                        RulesTest.check(
                                                file,
                                                text,
                                                id,
                                                with(template, resource, properties)),
                                        id);
                        known.forEach(found::remove);
                        assertThat(byDesign(id, path) ? List.of() : found)
                                .as("%s.%s unknown", resource.logicalId(), String.join(".", path))
                                .isEmpty();
                    });
        }
    }

    /**
     * A statement that lets everyone in is told although it is not known what else its policy says,
     * and of which bucket it is.
     */
    private static boolean byDesign(String id, List<String> path) {
        return List.of("bucket-policy-broad", "lambda-permission-open").contains(id)
                && String.join(".", path).matches("Bucket|PolicyDocument\\.Statement\\.\\d+");
    }

    private static List<List<String>> keys(List<Violation> violations, String id) {
        List<List<String>> keys = new ArrayList<>();
        for (Violation violation : violations) {
            if (violation.rule().equals(id)) {
                keys.add(
                        List.of(
                                violation.logicalId(),
                                violation.path().stream().findFirst().orElse("")));
            }
        }
        return keys;
    }

    private static Template with(Template template, Resource one, Value.Fields properties) {
        return new Template(
                template.source(),
                template.format(),
                template.sam(),
                template.metadata(),
                template.resources().stream()
                        .map(each -> each.equals(one) ? each.with(properties) : each)
                        .toList(),
                List.of());
    }

    /** The properties with each part in turn unknown, and each map in turn with more in it. */
    private static void parts(
            Value.Fields properties,
            List<String> path,
            BiConsumer<List<String>, Value.Fields> show) {
        made(properties, path, (where, value) -> show.accept(where, (Value.Fields) value));
    }

    private static void made(Value value, List<String> path, BiConsumer<List<String>, Value> show) {
        switch (value) {
            case Value.Fields fields -> {
                show.accept(
                        path,
                        new Value.Fields(
                                fields.values(), fields.names(), false, fields.at(), UNKNOWN));
                fields.values()
                        .forEach((name, each) ->
                                below(
                                        each,
                                        step(path, name),
                                        (where, other) -> {
                                            Map<String, Value> values =
                                                    new LinkedHashMap<>(fields.values());
                                            values.put(name, other);
                                            show.accept(
                                                    where,
                                                    new Value.Fields(
                                                            values,
                                                            fields.names(),
                                                            false,
                                                            fields.at()));
                                        }));
            }
            case Value.Items items -> {
                for (int i = 0; i < items.values().size(); i++) {
                    int index = i;
                    below(
                            items.values().get(i),
                            step(path, "" + i),
                            (where, other) -> {
                                List<Value> values = new ArrayList<>(items.values());
                                values.set(index, other);
                                show.accept(where, new Value.Items(values, false, items.at()));
                            });
                }
            }
            default -> {}
        }
    }

    private static void below(
            Value value, List<String> path, BiConsumer<List<String>, Value> show) {
        show.accept(path, UNKNOWN);
        made(value, path, show);
    }

    private static List<String> step(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
