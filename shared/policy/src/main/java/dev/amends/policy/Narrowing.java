package dev.amends.policy;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for the mildest change that closes one grant, and proves it by analysing the result. */
final class Narrowing {
    private final Map<?, ?> policy;
    private final Setting setting;
    private final Analysis before;
    private final Judge judge;
    private final Statement statement;
    private final Map<?, ?> written;

    private Narrowing(
            Map<?, ?> policy,
            Setting setting,
            Analysis before,
            Judge judge,
            Statement statement,
            Map<?, ?> written) {
        this.policy = policy;
        this.setting = setting;
        this.before = before;
        this.judge = judge;
        this.statement = statement;
        this.written = written;
    }

    static Optional<Narrowed> of(String text, Setting setting, int index, @Nullable Source source) {
        Node node;
        try {
            node = Node.parse(text);
        } catch (BadJson e) {
            return Optional.empty();
        }
        List<Statement> statements = PolicyAnalyser.statements(node, setting);
        List<Node> nodes = node.at("Statement").items();
        if (index < 0
                || index >= statements.size()
                || !statements.get(index).allow()
                || !(node.value() instanceof Map<?, ?> policy)
                || !(nodes.get(index).value() instanceof Map<?, ?> written)) {
            return Optional.empty();
        }
        return new Narrowing(
                        policy,
                        setting,
                        PolicyAnalyser.analyse(node, setting),
                        new Judge(statements, setting),
                        statements.get(index),
                        written)
                .find(source);
    }

    private Optional<Narrowed> find(@Nullable Source source) {
        Grant grant = grant(before, statement.index());
        if (grant == null || !closable(grant.who())) {
            return Optional.empty();
        }
        return scoped(source)
                .or(this::withinOrganisation)
                .or(this::withoutPrincipals)
                .or(this::out);
    }

    private static boolean closable(Who who) {
        return who.open() || who == Who.UNKNOWN;
    }

    private Optional<Narrowed> scoped(@Nullable Source source) {
        if (source == null || !onlyServices()) {
            return Optional.empty();
        }
        String arn = source.arn();
        if (arn == null && services("apigateway")) {
            // Whether API Gateway sends aws:SourceAccount is not written anywhere; the ARN it
            // sends.
            arn = "arn:" + setting.partition() + ":execute-api:*:" + source.account() + ":*";
        }
        Arn parsed = arn == null ? null : Arn.parse(arn);
        if (!Text.account(source.account())
                || (arn != null
                        && (parsed == null
                                || !(parsed.account().isEmpty()
                                        || parsed.account().equals(source.account()))))) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> narrower = null;
        List<String> asked = new ArrayList<>();
        if (arn != null) {
            narrower = Edits.asking(written, List.of("ArnLike", "ArnEquals"), "aws:SourceArn", arn);
            asked.add("aws:SourceArn " + Text.quote(arn));
            if (narrower == null) {
                return Optional.empty();
            }
        }
        if (parsed == null || parsed.account().isEmpty()) {
            narrower =
                    Edits.asking(
                            narrower == null ? written : narrower,
                            List.of("StringEquals", "StringLike"),
                            "aws:SourceAccount",
                            source.account());
            asked.add("aws:SourceAccount " + source.account());
        }
        return proven(narrower, name() + " also asks for " + Text.list(asked) + ".");
    }

    private boolean onlyServices() {
        for (Principal principal : statement.principals()) {
            boolean service =
                    principal instanceof Principal.Service
                            || (principal instanceof Principal.Everyone
                                    && judge.verdict(statement, principal)
                                            == Who.SERVICE_WITHOUT_SOURCE);
            if (!service) {
                return false;
            }
        }
        return !statement.exceptPrincipals();
    }

    private boolean services(String name) {
        return statement.principals().stream()
                .allMatch(principal ->
                        principal instanceof Principal.Service service
                                && service.name().startsWith(name + "."));
    }

    private Optional<Narrowed> withinOrganisation() {
        String id = setting.organisation();
        boolean accounts =
                statement.principals().stream().allMatch(Principal.Account.class::isInstance);
        if (id == null || !accounts || statement.exceptPrincipals()) {
            return Optional.empty();
        }
        return proven(
                Edits.asking(
                        written, List.of("StringEquals", "StringLike"), "aws:PrincipalOrgID", id),
                name() + " also asks for aws:PrincipalOrgID " + Text.quote(id) + ".");
    }

    private Optional<Narrowed> withoutPrincipals() {
        if (statement.exceptPrincipals() || statement.trouble() != null) {
            return Optional.empty();
        }
        List<Boolean> keep = new ArrayList<>();
        int taken = 0;
        for (Principal principal : statement.principals()) {
            boolean kept = !closable(judge.verdict(statement, principal));
            keep.add(kept);
            taken += kept ? 0 : 1;
        }
        return proven(
                Edits.keeping(written, keep),
                name()
                        + " no longer names "
                        + (taken == 1 ? "one principal" : taken + " principals")
                        + " that let others in.");
    }

    private Optional<Narrowed> out() {
        // A policy without statements is refused: there is nothing to paste, it is to be deleted.
        return policy.get("Statement") instanceof List<?> list && list.size() > 1
                ? prove(
                        Edits.with(policy, statement.index(), null),
                        name() + " is taken out.",
                        true)
                : Optional.empty();
    }

    private Optional<Narrowed> proven(
            @Nullable Map<String, @Nullable Object> narrower, String change) {
        return narrower == null
                ? Optional.empty()
                : prove(Edits.with(policy, statement.index(), narrower), change, false);
    }

    /** Takes a policy only when its analysis is fine there and the same everywhere else. */
    private Optional<Narrowed> prove(
            Map<String, @Nullable Object> candidate, String change, boolean out) {
        String text = Pretty.write(candidate);
        Analysis after = PolicyAnalyser.analyse(text, setting);
        List<Grant> expected = new ArrayList<>();
        for (Grant grant : before.grants()) {
            if (grant.index() != statement.index()) {
                expected.add(grant);
            }
        }
        List<Grant> others = new ArrayList<>();
        for (Grant grant : after.grants()) {
            if (out || grant.index() != statement.index()) {
                others.add(grant);
            } else if (closable(grant.who())) {
                return Optional.empty();
            }
        }
        boolean same = expected.size() == others.size();
        for (int i = 0; same && i < others.size(); i++) {
            // A whole policy that AWS would refuse cannot be proven to mean anything.
            same = others.get(i).index() >= 0 && alike(expected.get(i), others.get(i));
        }
        return same ? Optional.of(new Narrowed(text, change)) : Optional.empty();
    }

    /** The same verdict; its place may have moved up by one. */
    private static boolean alike(Grant one, Grant other) {
        return one.who() == other.who()
                && one.atMost() == other.atMost()
                && one.risk() == other.risk()
                && one.sentence().equals(other.sentence())
                && one.because().equals(other.because());
    }

    private static @Nullable Grant grant(Analysis analysis, int index) {
        for (Grant grant : analysis.grants()) {
            if (grant.index() == index) {
                return grant;
            }
        }
        return null;
    }

    private String name() {
        String sid = statement.sid();
        return sid == null || sid.isEmpty() ? statement.path() : "Statement " + Text.quote(sid);
    }
}
