package dev.amends.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every action and ARN in the roles, against AWS's service authorization reference. */
class RolesTest {
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

    @Test
    void theTableOfCallsSpeaksOfRealActionsAndArns() {
        RecordedCalls.NEEDS.forEach((call, need) -> {
            assertThat(reference.knows(need.action())).as(call).isTrue();
            if (need.shape().isEmpty()) {
                assertThat(reference.shapes(need.action())).as(call).isEmpty();
            } else {
                assertThat(reference.shapes(need.action())).as(call).contains(need.shape());
            }
        });
    }
}
