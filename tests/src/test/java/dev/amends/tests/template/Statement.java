package dev.amends.tests.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement of a role's policy, everything resolved.
 *
 * @param conditions operator → key → values
 */
public record Statement(
        String sid,
        boolean allows,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, List<String>>> conditions) {

    /** All statements of each role of a deployed template, by the role's ARN. */
    public static Map<String, List<Statement>> ofRoles(Deployed deployed) {
        Map<String, List<Statement>> roles = new LinkedHashMap<>();
        for (String role : deployed.template().ofType("AWS::IAM::Role").keySet()) {
            Map<String, Object> properties = deployed.properties(role);
            if (properties != null) {
                String arn = String.valueOf(deployed.resolved(Map.of("Fn::GetAtt", role + ".Arn")));
                roles.put(arn, ofRole(properties));
            }
        }
        return roles;
    }

    static List<Statement> ofRole(Map<String, Object> properties) {
        List<Statement> statements = new ArrayList<>();
        for (Object policy : Template.list(properties.getOrDefault("Policies", List.of()))) {
            Map<String, Object> document =
                    Template.map(Template.map(policy).getOrDefault("PolicyDocument", Map.of()));
            for (Object statement : Template.list(document.getOrDefault("Statement", List.of()))) {
                statements.add(of(Template.map(statement)));
            }
        }
        return statements;
    }

    static Statement of(Map<String, Object> statement) {
        Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
        Template.map(statement.getOrDefault("Condition", Map.of()))
                .forEach((operator, keys) -> {
                    Map<String, List<String>> values = new LinkedHashMap<>();
                    Template.map(keys)
                            .forEach((key, value) -> {
                                values.put(key, Template.strings(value));
                            });
                    conditions.put(operator, values);
                });
        return new Statement(
                String.valueOf(statement.getOrDefault("Sid", "")),
                "Allow".equals(statement.get("Effect")),
                Template.strings(statement.getOrDefault("Action", List.of())),
                Template.strings(statement.getOrDefault("Resource", List.of())),
                conditions);
    }
}
