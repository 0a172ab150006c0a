package dev.amends.lambdapermissions;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policies of functions as past events show them. */
final class PolicyHistory {
    /** Calls about functions that tell whether one has a policy at all; and all by every name. */
    static final Map<String, List<String>> ALSO =
            Map.of(
                    "lambda.amazonaws.com",
                    Stream.concat(
                                    Stream.of(Events.CREATE_FUNCTION, Events.DELETE_FUNCTION),
                                    Events.DATED.stream())
                            .toList());

    private final Map<String, Statements> policies = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final Set<String> gone = new HashSet<>();

    /** Takes in a change, and tells which function, version or alias it was about. */
    Optional<Target> take(Change change) {
        if (!(FunctionName.suspect(change) instanceof Suspicion.On(Target target))) {
            return Optional.empty();
        }
        String arn = target.arn();
        switch (change.eventName()) {
            case Events.CREATE_FUNCTION, Events.DELETE -> whole(arn, new Statements(List.of()));
            case Events.DELETE_FUNCTION -> {
                policies.remove(arn);
                gone.add(arn);
            }
            case Events.ADD -> {
                Node statement = Statements.parse(change.response().at("statement"));
                String sid = statement.text("Sid");
                if (sid != null) {
                    change(target, Map.of(sid, statement.toString()));
                }
            }
            case Events.REMOVE -> {
                String sid = change.request().text("statementId");
                if (sid != null) {
                    Map<String, @Nullable String> without = new HashMap<>();
                    without.put(sid, null);
                    change(target, without);
                }
            }
            case Events.PUT ->
                    whole(
                            arn,
                            Statements.of(
                                    Statements.parse(change.request().at("policy")).toString()));
            default -> {
                // A URL's calls say nothing of the policy.
            }
        }
        return Optional.of(target);
    }

    private void whole(String arn, Statements statements) {
        policies.put(arn, statements);
        whole.add(arn);
        gone.remove(arn);
    }

    /** Puts statements in or takes them out, by name; null takes one out. */
    void change(Target target, Map<String, @Nullable String> changes) {
        gone.remove(target.arn());
        policies.merge(
                target.arn(),
                new Statements(List.of()).with(new TreeMap<>(changes)),
                (before, added) -> before.with(changes));
    }

    boolean gone(Target target) {
        return gone.contains(target.arn());
    }

    /** The policy's text, as far as it is known; empty when it has no statement. */
    String policy(Target target) {
        Statements statements = policies.get(target.arn());
        return statements == null || statements.all().isEmpty() ? "" : statements.policy();
    }

    /** What no event shows of it, as a noun phrase; empty when all of it is known. */
    String missing(Target target) {
        return whole.contains(target.arn()) ? "" : "statements that were added before";
    }
}
