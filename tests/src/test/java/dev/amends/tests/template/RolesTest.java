package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every action and ARN in the roles, against AWS's service authorization reference. */
class RolesTest {
    private static final Path NEEDS = Path.of("../local/account/amends_local/needs.json");

    private final Authorization reference = Authorization.read();

    private static List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        for (String powers : List.of("watch", "safe", "full")) {
            Statement.ofRoles(Deployed.sample(Map.of("Powers", powers)))
                    .values()
                    .forEach(all::addAll);
        }
        return all;
    }

    @Test
    void everyActionExists() {
        assertThat(statements()).isNotEmpty();
        for (Statement statement : statements()) {
            assertThat(statement.actions()).as(statement.sid()).allMatch(reference::knows);
        }
    }

    @Test
    void everyActionCanBeGrantedOnEachArnItIsGrantedOn() {
        for (Statement statement : statements()) {
            for (String action : statement.actions()) {
                Set<String> shapes = reference.shapes(action);
                if (shapes.isEmpty()) {
                    // Narrowed to an ARN it might grant nothing.
                    assertThat(statement.resources()).as(action).containsExactly("*");
                    continue;
                }
                for (String resource : statement.resources()) {
                    assertThat(shapes)
                            .as("%s: %s on %s", statement.sid(), action, resource)
                            .anyMatch(s -> ArnShape.fits(s, resource));
                }
            }
        }
    }

    @Test
    void everyConditionIsOneThatTheActionKnows() {
        for (Statement statement : statements()) {
            for (Map<String, List<String>> keys : statement.conditions().values()) {
                for (String action : statement.actions()) {
                    Set<String> own = new TreeSet<>(keys.keySet());
                    own.removeIf(key -> key.startsWith("aws:")); // every action has those
                    assertThat(reference.conditionKeys(action))
                            .as("%s: %s", statement.sid(), action)
                            .containsAll(own);
                }
            }
        }
    }

    /** The one table of what calls need; the local account judges by it. */
    @Test
    void theTableOfCallsSpeaksOfRealActionsAndArns() throws IOException {
        JsonNode table = new ObjectMapper().readTree(NEEDS.toFile());
        assertThat(table).isNotEmpty();
        table.properties()
                .forEach(row -> {
                    String action = row.getValue().path("action").asText();
                    String shape = row.getValue().path("shape").asText();
                    assertThat(reference.knows(action)).as(row.getKey()).isTrue();
                    if (shape.isEmpty()) {
                        assertThat(reference.shapes(action)).as(row.getKey()).isEmpty();
                    } else {
                        assertThat(reference.shapes(action)).as(row.getKey()).contains(shape);
                    }
                });
    }
}
