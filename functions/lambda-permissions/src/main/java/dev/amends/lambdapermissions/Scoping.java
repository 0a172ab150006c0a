package dev.amends.lambdapermissions;

import dev.amends.core.guardrail.Remedy;
import dev.amends.policy.Grant;
import dev.amends.policy.Narrowed;
import dev.amends.policy.Source;
import dev.amends.policy.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the open statements of a policy would be closed: each by one that lets the same service in on
 * behalf of a known source alone. Where one of them cannot be, a person has to do it.
 */
final class Scoping {
    private final FunctionState state;
    private final Statements statements;
    private final boolean ofStack;
    private final List<Permission> open = new ArrayList<>();
    private final List<Permission> scoped = new ArrayList<>();
    private final Set<String> only = new LinkedHashSet<>();
    private final Set<String> risks = new LinkedHashSet<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final List<String> advice = new ArrayList<>();

    private Scoping(FunctionState state) {
        this.state = state;
        this.statements = state.statements();
        this.ofStack = state.ofStack();
    }

    static Scoping of(FunctionState state) {
        Scoping scoping = new Scoping(state);
        state.open().forEach(scoping::close);
        if (scoping.reasons.isEmpty() && !scoping.proven()) {
            scoping.reasons.add("That another statement would be narrower cannot be proven.");
        }
        return scoping;
    }

    /** Whether some statement is one for which API Gateway would have to be asked. */
    static boolean needsCallers(FunctionState state) {
        Statements statements = state.statements();
        return state.open().stream()
                .map(grant -> Permission.of(statements.of(grant)))
                .flatMap(Optional::stream)
                .anyMatch(permission -> apiGateway(permission) && permission.sourceArn() == null);
    }

    /** Why a person has to do it, as sentences; empty when there is a remedy. */
    String why() {
        return String.join(" ", reasons);
    }

    /** What a person could paste; null when nothing is known. */
    @Nullable String advice() {
        return reasons.isEmpty() || advice.isEmpty() ? null : String.join("\n", advice);
    }

    Optional<Remedy> remedy() {
        if (!reasons.isEmpty() || open.isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        Map<String, @Nullable String> after = new LinkedHashMap<>();
        List<String> byHand = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Permission goes = open.get(i);
            Permission comes = scoped.get(i);
            before.put(FunctionState.STATEMENT + goes.sid(), goes.canonical());
            before.put(FunctionState.STATEMENT + comes.sid(), null);
            after.put(FunctionState.STATEMENT + goes.sid(), null);
            after.put(FunctionState.STATEMENT + comes.sid(), comes.canonical());
            byHand.add(commands().add(comes));
            byHand.add(commands().remove(goes.sid()));
        }
        String which =
                open.size() == 1
                        ? "statement \"%s\" by one that lets in".formatted(open.getFirst().sid())
                        : "%d statements by ones that let in".formatted(open.size());
        String whom = String.join(", and ", only);
        return Optional.of(
                new Remedy(
                        "replace %s only %s".formatted(which, whom),
                        "Replaced %s only %s.".formatted(which, whom),
                        before,
                        after,
                        true,
                        String.join(" ", risks),
                        byHand,
                        Commands.cloudFormation(scoped.getFirst()),
                        Commands.terraform(scoped.getFirst())));
    }

    private Commands commands() {
        return new Commands(FunctionName.of(state.target()));
    }

    private void close(Grant grant) {
        Optional<Permission> permission = Permission.of(statements.of(grant));
        if (permission.isEmpty()) {
            byPerson(grant);
            return;
        }
        Permission goes = permission.get();
        Permission narrower = narrower(goes);
        if (narrower == null) {
            return;
        }
        if (ofStack) {
            reasons.add(
                    "Its CloudFormation stack would bring it back: set the property in the template.");
            advice.add(
                    "# AWS::Lambda::Permission, %s\n%s"
                            .formatted(goes.sid(), Commands.cloudFormation(narrower)));
            return;
        }
        Optional<String> name = goes.scopedSid();
        if (name.isEmpty() || taken(name.get(), narrower)) {
            reasons.add("There is no free name for a statement in its place.");
            advice.add(commands().add(narrower.named("another-name")));
            advice.add(commands().remove(goes.sid()));
            return;
        }
        open.add(goes);
        scoped.add(narrower.named(name.get()));
    }

    /** Whether another statement has the name already; one that we put there before is ours. */
    private boolean taken(String name, Permission narrower) {
        return statements.has(name)
                && !narrower.named(name)
                        .canonical()
                        .equals(Statements.canonical(statements.named(name)));
    }

    private void byPerson(Grant grant) {
        reasons.add(
                grant.who() == Who.PUBLIC
                        ? "Whom it is meant for cannot be told."
                        : "A statement like it could not be brought back exactly.");
        if (ofStack) {
            advice.add(
                    "# AWS::Lambda::Permission, %s\nPrincipal: whom it is meant for"
                            .formatted(grant.sid()));
        } else if (grant.who() == Who.PUBLIC && grant.sid() != null) {
            advice.add(commands().remove(grant.sid()));
        } else {
            Narrowed.of(
                            state.policy(),
                            state.setting(),
                            grant.index(),
                            Source.account(state.target().account()))
                    .ifPresent(narrowed -> advice.add(narrowed.text()));
        }
    }

    /** The same on behalf of a known source alone; null, with the reason noted, where none is. */
    private @Nullable Permission narrower(Permission goes) {
        String account = state.target().account();
        String arn = goes.sourceArn();
        if (arn != null) {
            String[] parts = arn.split(":", 6);
            if (parts.length < 6) {
                reasons.add("Its source is no ARN.");
                return null;
            }
            risks.add("callers in other accounts would be cut off.");
            only.add("callers in account " + account);
            if (parts[4].isEmpty()) {
                return goes.from(arn, account);
            }
            parts[4] = account;
            return goes.from(String.join(":", parts), goes.sourceAccount());
        }
        if (apiGateway(goes)) {
            return fromApi(goes);
        }
        if (!goes.service().matches("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?")) {
            reasons.add(
                    "Which %s is meant cannot be told."
                            .formatted(goes.service().startsWith("alexa") ? "skill" : "caller"));
            if (goes.service().startsWith("alexa")) {
                advice.add(
                        commands().add(goes.named("another-name"))
                                + " --event-source-token 'amzn1.ask.skill.…'");
                advice.add(commands().remove(goes.sid()));
            }
            return null;
        }
        risks.add(
                "callers in other accounts would be cut off, and so would %s if it does not tell on whose behalf it calls."
                        .formatted(goes.service()));
        only.add("callers in account " + account);
        return goes.from(null, account);
    }

    private @Nullable Permission fromApi(Permission goes) {
        List<Callers.Api> apis = state.callers().apis();
        if (apis.size() > 1) {
            reasons.add(
                    "%s call it, and a permission can name only one of them."
                            .formatted(state.callers().list()));
            for (Callers.Api api : apis) {
                advice.add(
                        commands()
                                .add(
                                        goes.from(arn(api.id() + "/*"), null)
                                                .named("from-" + api.id())));
            }
            advice.add(commands().remove(goes.sid()));
            return null;
        }
        if (apis.size() == 1) {
            only.add(apis.getFirst().shown());
            risks.add("other APIs, and callers in other accounts or Regions, would be cut off.");
            return goes.from(arn(apis.getFirst().id() + "/*"), null);
        }
        only.add(
                "APIs of account %s in %s"
                        .formatted(state.target().account(), state.target().region()));
        risks.add(
                (state.callers().looked()
                                ? "no API that calls it was found here; "
                                : "which API calls it could not be found out, because %s; "
                                        .formatted(state.callers().why()))
                        + "callers in other accounts or Regions would be cut off.");
        return goes.from(arn("*"), null);
    }

    private String arn(String resource) {
        return "arn:%s:execute-api:%s:%s:%s"
                .formatted(
                        FunctionName.partition(state.target().region()),
                        state.target().region(),
                        state.target().account(),
                        resource);
    }

    private static boolean apiGateway(Permission permission) {
        return permission.service().startsWith("apigateway.");
    }

    private boolean proven() {
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        for (int i = 0; i < open.size(); i++) {
            changes.put(open.get(i).sid(), null);
            changes.put(scoped.get(i).sid(), scoped.get(i).canonical());
        }
        return Proof.narrows(statements, changes, state.setting());
    }
}
