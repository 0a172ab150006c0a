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
        return scoped(source, grant)
                .or(() -> withinOrganisation(grant))
                .or(this::withoutPrincipals)
                .or(() -> out(grant));
    }

    /** From whom a change takes access: the subject of the grant's sentence, but for these. */
    private static String taking(Grant grant, String but) {
        int end = grant.sentence().indexOf(" can ");
        if (!grant.who().open() || end < 0) {
            return ".";
        }
        String whom = grant.sentence().substring(0, end);
        return ", which takes access from "
                + Character.toLowerCase(whom.charAt(0))
                + whom.substring(1)
                + but
                + ".";
    }

    private static boolean closable(Who who) {
        return who.open() || who == Who.UNKNOWN;
    }

    private Optional<Narrowed> scoped(@Nullable Source source, Grant grant) {
        if (source == null || !onlyServices() || boundElsewhere(source.account())) {
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
        return proven(
                narrower,
                statement.called()
                        + " also asks for "
                        + Text.list(asked)
                        + taking(grant, " but " + source.account()));
    }

    /** Whether a condition names the sources it lets in, and none of this account. */
    private boolean boundElsewhere(String account) {
        for (Condition condition : statement.conditions()) {
            Operator operator = condition.operator();
            Key key = Key.of(condition.key());
            if (operator != null
                    && !operator.negated()
                    && (key == Key.SOURCE_ACCOUNT || key == Key.SOURCE_ARN)
                    && condition.values().stream().noneMatch(value -> admits(value, account))) {
                return true;
            }
        }
        return false;
    }

    private static boolean admits(String value, String account) {
        Arn arn = Arn.parse(value);
        String owner = arn == null ? value : arn.account();
        return owner.isEmpty() || Wildcard.variable(value) || Wildcard.matches(owner, account);
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

    private Optional<Narrowed> withinOrganisation(Grant grant) {
        String id = setting.organisation();
        boolean accounts =
                statement.principals().stream().allMatch(Principal.Account.class::isInstance);
        if (id == null || !accounts || statement.exceptPrincipals()) {
            return Optional.empty();
        }
        return proven(
                Edits.asking(
                        written, List.of("StringEquals", "StringLike"), "aws:PrincipalOrgID", id),
                statement.called()
                        + " also asks for aws:PrincipalOrgID "
                        + Text.quote(id)
                        + taking(grant, " while it is not of that organisation"));
    }

    private Optional<Narrowed> withoutPrincipals() {
        if (statement.exceptPrincipals() || statement.trouble() != null) {
            return Optional.empty();
        }
        List<Boolean> keep = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (Principal principal : statement.principals()) {
            boolean kept = !closable(judge.verdict(statement, principal));
            keep.add(kept);
            if (!kept) {
                taken.add(Text.quote(called(principal)));
            }
        }
        return proven(
                Edits.keeping(written, keep),
                statement.called() + " no longer names " + Text.list(taken) + ".");
    }

    private static String called(Principal principal) {
        return switch (principal) {
            case Principal.Everyone everyone -> "everyone";
            case Principal.Account account -> account.written();
            case Principal.Service service -> service.name();
            case Principal.Deleted deleted -> "who no longer exists";
            case Principal.Unclear unclear ->
                    unclear.called().isEmpty() ? "who cannot be told" : unclear.called();
        };
    }

    private Optional<Narrowed> out(Grant grant) {
        // A policy without statements is refused: there is nothing to paste, it is to be deleted.
        return policy.get("Statement") instanceof List<?> list && list.size() > 1
                ? prove(
                        Edits.with(policy, statement.index(), null),
                        statement.called() + " is taken out" + taking(grant, ""),
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
        Existing existing = existing(candidate, out);
        if (existing == null) {
            return Optional.empty();
        }
        String text = Pretty.write(existing.policy);
        Analysis after = PolicyAnalyser.analyse(text, setting);
        List<Grant> expected = new ArrayList<>();
        for (Grant grant : before.grants()) {
            if (grant.index() != statement.index() && !existing.gone.contains(grant.index())) {
                expected.add(grant);
            }
        }
        int here = statement.index();
        for (int gone : existing.gone) {
            here -= gone < statement.index() ? 1 : 0;
        }
        List<Grant> others = new ArrayList<>();
        for (Grant grant : after.grants()) {
            if (out || grant.index() != here) {
                others.add(grant);
            } else if (closable(grant.who()) || letsNobodyIn(text, here)) {
                return Optional.empty();
            }
        }
        boolean same = expected.size() == others.size();
        for (int i = 0; same && i < others.size(); i++) {
            // A whole policy that AWS would refuse cannot be proven to mean anything.
            same = others.get(i).index() >= 0 && alike(expected.get(i), others.get(i));
        }
        return same ? Optional.of(new Narrowed(text, change + existing.said())) : Optional.empty();
    }

    /**
     * A policy without principals that no longer exist, which S3 and Lambda refuse to take (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles">IAM
     * user guide, role principals</a>).
     *
     * @param gone which statements named nobody else, by their places in the original policy
     */
    private record Existing(
            Map<String, @Nullable Object> policy, List<Integer> gone, boolean changed) {
        String said() {
            return changed ? " Principals that no longer exist are taken out." : "";
        }
    }

    /** Null where that cannot be done. */
    private @Nullable Existing existing(Map<String, @Nullable Object> candidate, boolean out) {
        List<Statement> statements = statements(Pretty.write(candidate));
        Map<String, @Nullable Object> policy = candidate;
        List<Integer> gone = new ArrayList<>();
        boolean changed = false;
        for (int i = statements.size() - 1; i >= 0; i--) {
            Statement one = statements.get(i);
            List<Boolean> keep =
                    one.principals().stream()
                            .map(principal -> !(principal instanceof Principal.Deleted))
                            .toList();
            if (!keep.contains(false)) {
                continue;
            }
            Object all = policy.get("Statement");
            Object raw = all instanceof List<?> list ? list.get(i) : all;
            if (one.exceptPrincipals() || !(raw instanceof Map<?, ?> map)) {
                return null;
            }
            Map<String, @Nullable Object> kept = Edits.keeping(map, keep);
            if (kept == null) {
                gone.add(out && i >= statement.index() ? i + 1 : i);
            }
            policy = Edits.with(policy, i, kept);
            changed = true;
        }
        return policy.get("Statement") instanceof List<?> list && list.isEmpty()
                ? null
                : new Existing(policy, gone, changed);
    }

    private List<Statement> statements(String text) {
        try {
            return PolicyAnalyser.statements(Node.parse(text), setting);
        } catch (BadJson e) {
            throw new IllegalStateException("we wrote it", e);
        }
    }

    private boolean letsNobodyIn(String text, int index) {
        List<Statement> statements = statements(text);
        return new Judge(statements, setting).letsNobodyIn(statements.get(index));
    }

    /** The same verdict; its place may have moved up by one. */
    private static boolean alike(Grant one, Grant other) {
        return one.who() == other.who()
                && one.atMost() == other.atMost()
                && one.risk() == other.risk()
                && one.construct() == other.construct()
                && one.sentence().equals(other.sentence());
    }

    private static @Nullable Grant grant(Analysis analysis, int index) {
        for (Grant grant : analysis.grants()) {
            if (grant.index() == index) {
                return grant;
            }
        }
        return null;
    }
}
