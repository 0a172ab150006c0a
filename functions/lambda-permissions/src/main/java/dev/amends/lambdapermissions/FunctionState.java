package dev.amends.lambdapermissions;

import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.policy.Analysis;
import dev.amends.policy.Grant;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function, version or alias with its policy.
 *
 * @param target the function, version or alias
 * @param policy the policy's text; empty when it has none
 * @param byStack whether CloudFormation made the change that led here
 * @param tags the function's tags; only read when something is wrong
 * @param callers the APIs that call it; only looked for when that would help
 */
record FunctionState(
        Target target, String policy, boolean byStack, Map<String, String> tags, Callers callers)
        implements ResourceState {

    /** Each statement concerned is a field, named by its Sid. */
    static final String STATEMENT = "statement:";

    /** Set by CloudFormation on what it makes; nobody else can set a tag that begins with aws:. */
    private static final String STACK_TAG = "aws:cloudformation:stack-name";

    FunctionState {
        tags = Map.copyOf(tags);
    }

    /** Lambda tells no time of creation: a function's name and what stands in its policy is all. */
    @Override
    public String incarnation() {
        return "";
    }

    Setting setting() {
        return Setting.function(
                target.name(), target.account(), FunctionName.partition(target.region()));
    }

    Statements statements() {
        return Statements.of(policy);
    }

    Analysis analysis() {
        return policy.isEmpty()
                ? new Analysis(List.of())
                : PolicyAnalyser.analyse(policy, setting());
    }

    /** The grants that are this guardrail's mistake. */
    List<Grant> open() {
        return analysis().grants().stream().filter(grant -> open(grant.who())).toList();
    }

    /** Everyone, or a service for anyone. What is named and fixed is meant. */
    static boolean open(Who who) {
        return who == Who.PUBLIC || who == Who.SERVICE_WITHOUT_SOURCE;
    }

    /** Whether it cannot be told that a grant is not the mistake. */
    static boolean unclear(Grant grant) {
        return grant.who() == Who.UNKNOWN && open(grant.atMost());
    }

    @Override
    public Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>(marks());
        Statements statements = statements();
        for (Node statement : statements.all()) {
            String sid = statement.text("Sid");
            if (sid == null) {
                continue;
            }
            if (fields.containsKey(STATEMENT + sid)) {
                fields.putIfAbsent(
                        STATEMENT + Permission.scoped(sid),
                        json(statements, Permission.scoped(sid)));
            }
            String unscoped = Permission.unscoped(sid);
            if (unscoped != null) {
                fields.putIfAbsent(STATEMENT + sid, Statements.canonical(statement));
                fields.putIfAbsent(STATEMENT + unscoped, json(statements, unscoped));
            }
        }
        return fields;
    }

    /** Both are there: the one was added, the other not yet taken out. */
    @Override
    public boolean between(
            Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        Map<String, @Nullable String> here = fields();
        return before.keySet().equals(after.keySet())
                && before.entrySet().stream()
                        .allMatch(field -> {
                            String value =
                                    field.getValue() == null
                                            ? after.get(field.getKey())
                                            : field.getValue();
                            return value != null && value.equals(here.get(field.getKey()));
                        });
    }

    private static @Nullable String json(Statements statements, String sid) {
        Node statement = statements.named(sid);
        return statement.exists() ? Statements.canonical(statement) : null;
    }

    /** The statements that are the mistake. */
    @Override
    public Map<String, @Nullable String> marks() {
        Map<String, @Nullable String> marks = new LinkedHashMap<>();
        Statements statements = statements();
        for (Grant grant : open()) {
            String json = Statements.canonical(statements.of(grant));
            marks.put(
                    STATEMENT
                            + (grant.sid() == null
                                    // Only PutResourcePolicy writes statements without a name.
                                    ? "#" + Integer.toHexString(json.hashCode())
                                    : grant.sid()),
                    json);
        }
        return marks;
    }

    /** Fields as changes of statements. */
    static Map<String, @Nullable String> changes(Map<String, @Nullable String> fields) {
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        fields.forEach((field, json) -> changes.put(field.substring(STATEMENT.length()), json));
        return changes;
    }

    /** Whether a stack made what is open, and would bring it back. */
    boolean ofStack() {
        String stack = tags.get(STACK_TAG);
        // A stack's permissions are named after it. One that a person adds to its function is not.
        return byStack
                || (stack != null
                        && open().stream()
                                .anyMatch(grant ->
                                        grant.sid() != null
                                                && grant.sid().startsWith(stack + "-")));
    }

    @Override
    public Optional<String> stack() {
        return ofStack() ? Optional.ofNullable(tags.get(STACK_TAG)) : Optional.empty();
    }
}
