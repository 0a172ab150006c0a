package dev.amends.lambdapermissions;

import dev.amends.core.guardrail.Glob;
import dev.amends.core.json.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement that lets a service in and that AddPermission can write: only such a one can be taken
 * out and be brought back exactly.
 *
 * @param sid its name in the policy
 * @param resource the function, version or alias, in full
 * @param sourceArn the resource on whose behalf the service may call; null for any
 * @param sourceAccount the account on whose behalf; null for any
 */
record Permission(
        String sid,
        String action,
        String service,
        String resource,
        @Nullable String sourceArn,
        @Nullable String sourceAccount) {

    /** From the API reference of AddPermission: up to 100 of these. */
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final String SCOPED = "-scoped";

    /** The permission that a statement is, if it is one and nothing besides. */
    static Optional<Permission> of(Node statement) {
        String sid = statement.text("Sid");
        String action = statement.text("Action");
        String service = statement.text("Principal", "Service");
        String resource = statement.text("Resource");
        if (sid == null
                || !SID.matcher(sid).matches()
                || action == null
                || service == null
                || resource == null) {
            return Optional.empty();
        }
        Permission permission =
                new Permission(
                        sid,
                        action,
                        service,
                        resource,
                        condition(statement, "ArnLike", "aws:sourcearn"),
                        condition(statement, "StringEquals", "aws:sourceaccount"));
        return permission.canonical().equals(Statements.canonical(statement))
                ? Optional.of(permission)
                : Optional.empty();
    }

    private static @Nullable String condition(Node statement, String operator, String key) {
        for (Map.Entry<String, Node> entry :
                statement.at("Condition", operator).fields().entrySet()) {
            if (entry.getKey().equalsIgnoreCase(key)) {
                return entry.getValue().text();
            }
        }
        return null;
    }

    /** The statement as Lambda would write it. */
    Node statement() {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", sid);
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("Service", service));
        statement.put("Action", action);
        statement.put("Resource", resource);
        Map<String, Object> conditions = new LinkedHashMap<>();
        if (sourceAccount != null) {
            conditions.put("StringEquals", Map.of("AWS:SourceAccount", sourceAccount));
        }
        if (sourceArn != null) {
            conditions.put("ArnLike", Map.of("AWS:SourceArn", sourceArn));
        }
        if (!conditions.isEmpty()) {
            statement.put("Condition", conditions);
        }
        return Node.of(statement);
    }

    String canonical() {
        return Statements.canonical(statement());
    }

    /** The name of what takes its place; empty when no name is left for it. */
    Optional<String> scopedSid() {
        String name = sid + SCOPED;
        return SID.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    /** What has taken the place of the statement of this name is named so. */
    static String scoped(String sid) {
        return sid + SCOPED;
    }

    /** The name of that whose place a statement of this name took; null for other names. */
    static @Nullable String unscoped(String sid) {
        return sid.endsWith(SCOPED) && sid.length() > SCOPED.length()
                ? sid.substring(0, sid.length() - SCOPED.length())
                : null;
    }

    /** Whether this asks for all that the other asks for, and for more, to grant the same. */
    boolean within(Permission other) {
        return action.equals(other.action)
                && service.equals(other.service)
                && resource.equals(other.resource)
                && (other.sourceAccount == null || other.sourceAccount.equals(sourceAccount))
                && (other.sourceArn == null || covered(other.sourceArn, sourceArn));
    }

    /** Whether an ARN is the pattern itself, or it with a fixed account. */
    private static boolean covered(String pattern, @Nullable String arn) {
        if (arn == null) {
            return false;
        }
        String[] wide = pattern.split(":", 6);
        String[] narrow = arn.split(":", 6);
        if (wide.length == 6 && narrow.length == 6 && Glob.matches(wide[4], narrow[4])) {
            wide[4] = narrow[4];
        }
        return Arrays.equals(wide, narrow);
    }

    Permission named(String name) {
        return new Permission(name, action, service, resource, sourceArn, sourceAccount);
    }

    Permission from(@Nullable String arn, @Nullable String account) {
        return new Permission(sid, action, service, resource, arn, account);
    }
}
