package dev.amends.core.lambda;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function runs on before a checkpoint.
 *
 * @param payloads what Lambda would hand in
 * @param answers what AWS would answer, by operation
 */
record Priming(List<String> payloads, Map<String, String> answers) {

    /**
     * Reads {@code priming.json} beside a class: an array {@code payloads} and an object {@code
     * answers}, in which {@code ${account}}, {@code ${region}}, {@code ${time}}, {@code ${millis}}
     * and {@code ${seconds}} stand for our own account and Region and for now.
     */
    static Priming beside(Class<?> owner) {
        try (InputStream in = owner.getResourceAsStream("priming.json")) {
            if (in == null) {
                throw new IllegalStateException("no priming.json beside " + owner.getName());
            }
            String role = Environment.orEmpty("AMENDS_ROLE");
            long now = System.currentTimeMillis();
            Node node =
                    Node.parse(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .replace(
                                            "${account}",
                                            role.isEmpty() ? "0" : role.split(":", 6)[4])
                                    .replace("${region}", Environment.orEmpty("AWS_REGION"))
                                    .replace("${time}", Instant.ofEpochMilli(now).toString())
                                    .replace("${millis}", Long.toString(now))
                                    .replace("${seconds}", Long.toString(now / 1000)));
            List<String> payloads = new ArrayList<>();
            node.at("payloads").items().forEach(payload -> payloads.add(payload.toString()));
            Map<String, String> answers = new LinkedHashMap<>();
            node.at("answers")
                    .fields()
                    .forEach((operation, answer) ->
                            answers.put(
                                    operation,
                                    answer.isText() ? answer.textOr("") : answer.toString()));
            return new Priming(payloads, answers);
        } catch (IOException | BadJson e) {
            throw new IllegalStateException("priming.json beside " + owner.getName(), e);
        }
    }
}
