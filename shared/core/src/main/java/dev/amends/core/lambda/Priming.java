package dev.amends.core.lambda;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a function runs on before a checkpoint.
 *
 * @param samples what Lambda would hand in
 * @param answers what AWS would answer, by operation: one after the other, the last one again
 */
record Priming(List<Sample> samples, Map<String, List<String>> answers) {

    private static final Pattern FILE = Pattern.compile("\\$\\{xml:([\\w.-]+)}");

    /**
     * An event.
     *
     * @param answers what is answered to this one alone, beside or in place of the others
     */
    record Sample(String payload, Map<String, List<String>> answers) {}

    /**
     * Reads {@code priming.json} beside a class: an array {@code payloads} and an object {@code
     * answers}, by operation a text or several; a payload may be an object of {@code payload} and
     * its own {@code answers}. In all of it {@code ${account}}, {@code ${region}}, {@code ${time}},
     * {@code ${millis}} and {@code ${seconds}} stand for our own account and Region and for now;
     * {@code ${xml:name}} is the text of a file beside it, as it stands in XML. In answers of
     * DynamoDB {@code ${finding}} is the last finding written that waits ({@link Kept}).
     */
    static Priming beside(Class<?> owner) {
        try (InputStream in = owner.getResourceAsStream("priming.json")) {
            if (in == null) {
                throw new IllegalStateException("no priming.json beside " + owner.getName());
            }
            String role = Environment.orEmpty("AMENDS_ROLE");
            long now = System.currentTimeMillis();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Node node =
                    Node.parse(
                            FILE.matcher(text)
                                    .replaceAll(named -> file(owner, named.group(1)))
                                    .replace(
                                            "${account}",
                                            role.isEmpty() ? "0" : role.split(":", 6)[4])
                                    .replace("${region}", Environment.orEmpty("AWS_REGION"))
                                    .replace("${time}", Instant.ofEpochMilli(now).toString())
                                    .replace("${millis}", Long.toString(now))
                                    .replace("${seconds}", Long.toString(now / 1000)));
            List<Sample> samples = new ArrayList<>();
            for (Node item : node.at("payloads").items()) {
                Node own = item.at("payload");
                samples.add(
                        new Sample(
                                (own.isObject() ? own : item).toString(),
                                answers(item.at("answers"))));
            }
            return new Priming(samples, answers(node.at("answers")));
        } catch (IOException | BadJson e) {
            throw new IllegalStateException("priming.json beside " + owner.getName(), e);
        }
    }

    private static String file(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no %s beside %s".formatted(name, owner.getName()));
            }
            String xml =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("&", "&amp;")
                            .replace("<", "&lt;");
            String quoted = Node.write(xml);
            return Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> answers(Node node) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        node.fields()
                .forEach((operation, answer) ->
                        answers.put(
                                operation,
                                answer.isText()
                                        ? List.of(answer.textOr(""))
                                        : answer.items().stream()
                                                .map(each -> each.textOr(""))
                                                .toList()));
        return answers;
    }
}
