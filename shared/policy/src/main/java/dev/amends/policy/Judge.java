package dev.amends.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides for one Allow statement whom it lets in. */
final class Judge {
    private final Setting setting;
    private final Caps caps;
    private final Denials denials;
    private final Sentences sentences;

    Judge(List<Statement> statements, Setting setting) {
        this.setting = setting;
        this.caps = new Caps(setting);
        this.denials = new Denials(statements, caps, setting);
        this.sentences = new Sentences(setting);
    }

    Grant judge(Statement statement) {
        Doing doing = Doing.of(statement, setting);
        if (statement.trouble() != null) {
            return unreadable(statement, doing, statement.trouble());
        }
        List<Limits> read = limits(statement.conditions());
        Found worst = null;
        Set<Integer> limitedBy = new TreeSet<>();
        for (Principal principal : who(statement)) {
            Found found = found(statement, principal, read, doing);
            limitedBy.addAll(found.by);
            worst = worst == null ? found : worst.worse(found);
        }
        Found one = Objects.requireNonNull(worst);
        return new Grant(
                statement.index(),
                statement.sid(),
                one.who,
                one.atMost,
                one.risk,
                sentences.of(one, doing),
                one.because,
                one.construct,
                one.path,
                List.copyOf(limitedBy));
    }

    /** What one principal of a statement can do through it. */
    Who verdict(Statement statement, Principal principal) {
        return found(
                        statement,
                        principal,
                        limits(statement.conditions()),
                        Doing.of(statement, setting))
                .who;
    }

    /** Whether its own conditions leave nobody, as where they ask for another than it names. */
    boolean letsNobodyIn(Statement statement) {
        List<Limits> read = limits(statement.conditions());
        Doing doing = Doing.of(statement, setting);
        for (Principal principal : who(statement)) {
            boolean nobody = false;
            for (Limits condition : read) {
                Cap cap = cap(principal, condition, doing);
                nobody |= cap != null && cap.how() == Cap.How.NOBODY;
            }
            if (!nobody) {
                return false;
            }
        }
        return true;
    }

    /** What one condition leaves to a principal: its values are ORed. */
    private @Nullable Cap cap(Principal principal, Limits condition, Doing doing) {
        Cap cap = null;
        for (Scope value : condition.values) {
            Cap one = caps.of(principal, value, doing);
            cap = cap == null ? one : cap.or(one);
        }
        return cap;
    }

    private Grant unreadable(Statement statement, Doing doing, Statement.Trouble trouble) {
        return new Grant(
                statement.index(),
                statement.sid(),
                Who.UNKNOWN,
                Who.PUBLIC,
                Risk.MEDIUM,
                sentences.unknown(doing),
                trouble.because(),
                trouble.construct(),
                statement.path(),
                List.of());
    }

    /** Everyone but the named is everyone, anonymous callers included. */
    private static List<Principal> who(Statement statement) {
        if (!statement.exceptPrincipals()) {
            return statement.principals();
        }
        List<Principal> named = statement.principals();
        for (Principal principal : named) {
            if (principal instanceof Principal.Unclear || principal instanceof Principal.Everyone) {
                return List.of(
                        new Principal.Unclear(
                                Construct.NOT_PRINCIPAL,
                                "It lets in everyone but somebody who cannot be told.",
                                Who.PUBLIC,
                                "",
                                principal.path()));
            }
        }
        return List.of(
                new Principal.Everyone("", "NotPrincipal", statement.path() + ".NotPrincipal"));
    }

    /** One condition of the grant, read once for all its principals. */
    private record Limits(List<Scope> values, Condition condition) {}

    private static List<Limits> limits(List<Condition> conditions) {
        Set<String> present = new HashSet<>();
        for (Condition condition : conditions) {
            Operator operator = condition.operator();
            if (operator != null
                    && operator.family() == Operator.Family.NULL
                    && !operator.passesWithoutKey()
                    && condition.values().stream().allMatch("false"::equalsIgnoreCase)) {
                present.add(condition.key());
            }
        }
        List<Limits> limits = new ArrayList<>(conditions.size());
        for (Condition condition : conditions) {
            limits.add(
                    new Limits(Scopes.of(condition, present.contains(condition.key())), condition));
        }
        return limits;
    }

    private Found found(Statement statement, Principal principal, List<Limits> read, Doing doing) {
        if (principal instanceof Principal.Unclear unclear) {
            return new Found(
                    Who.UNKNOWN,
                    unclear.atMost(),
                    risk(Who.UNKNOWN, unclear.atMost(), unclear, doing),
                    principal,
                    Cap.NONE,
                    unclear.because(),
                    unclear.construct(),
                    unclear.path(),
                    List.of());
        }
        Cap base = base(statement, principal, doing);
        Cap least = base;
        Condition where = null;
        Reason reason = new Reason();
        for (Limits condition : read) {
            Cap cap = cap(principal, condition, doing);
            if (cap == null) {
                continue;
            }
            reason.hear(cap, condition.condition);
            if (cap.most().compareTo(least.most()) < 0
                    || (cap.most() == least.most() && least.how() == Cap.How.ANY)) {
                least = cap;
                where = condition.condition;
            }
        }
        if (least.how() == Cap.How.RESOURCE) {
            reason.meant(least.because(), where);
        }
        List<Integer> by = List.of();
        Denials.Doubt doubt = null;
        if (least.most() != Who.FINE) {
            Denials.Left left = denials.of(statement, principal, doing, least.most());
            if (left.cap().most().compareTo(least.most()) < 0) {
                least = left.cap();
                by = left.by();
            }
            doubt = least.most().open() ? left.doubt() : null;
        }
        // A condition that may limit matters only where nothing else says who it is.
        boolean unsure =
                reason.unsure != null && least.most().compareTo(Who.SERVICE_WITHOUT_SOURCE) >= 0;
        Who who = unsure || doubt != null ? Who.UNKNOWN : least.most();
        if (!unsure && doubt != null) {
            return new Found(
                    who,
                    least.most(),
                    risk(who, least.most(), principal, doing),
                    principal,
                    least,
                    doubt.because(),
                    Construct.DENY,
                    doubt.path(),
                    by);
        }
        boolean say = who.open() || unsure;
        String because = unsure ? reason.unsure : say ? reason.text : null;
        Condition at = unsure ? reason.unsureAt : say && reason.meant ? reason.at : null;
        return new Found(
                who,
                least.most(),
                risk(who, least.most(), principal, doing),
                principal,
                least,
                because == null ? "" : because,
                unsure ? reason.construct : null,
                at == null ? principal.path() : at.path(),
                by);
    }

    /** How open it is without conditions and Deny statements. */
    private Cap base(Statement statement, Principal principal, Doing doing) {
        boolean logs = Services.loadBalancing(principal, doing);
        if (logs && setting.kind() == Kind.S3_BUCKET) {
            return ofLogs(Services.ownersOfLogs(statement.resources()));
        }
        return switch (principal) {
            case Principal.Everyone everyone -> Cap.NONE;
            case Principal.Account account ->
                    Cap.at(
                            account.id().equals(setting.account()) ? Who.FINE : Who.OTHER_ACCOUNT,
                            Cap.How.ACCOUNT,
                            account.id());
            case Principal.Service service -> Cap.at(Who.SERVICE_WITHOUT_SOURCE, Cap.How.ANY);
            case Principal.Deleted deleted -> Cap.at(Who.FINE, Cap.How.NOBODY);
            case Principal.Unclear unclear -> Cap.NONE;
        };
    }

    /**
     * A load balancer writes under its own account's path alone, so the path says what {@code
     * aws:SourceAccount} says elsewhere, and another account's path is another account's access.
     */
    private Cap ofLogs(List<String> owners) {
        if (owners.isEmpty()) {
            return Cap.at(Who.SERVICE_WITHOUT_SOURCE, Cap.How.ANY);
        }
        List<String> others = new ArrayList<>(owners);
        others.remove(setting.account());
        return others.isEmpty()
                ? Cap.at(Who.FINE, Cap.How.LOGS)
                : Cap.at(Who.OTHER_ACCOUNT, Cap.How.LOGS, others.toArray(String[]::new));
    }

    private static Risk risk(Who who, Who atMost, Principal principal, Doing doing) {
        return switch (who) {
            case FINE -> Risk.NONE;
            case ORGANISATION -> Risk.LOW;
            case UNKNOWN -> atMost.compareTo(Who.OTHER_ACCOUNT) > 0 ? Risk.MEDIUM : Risk.LOW;
            case OTHER_ACCOUNT ->
                    doing.power() ? Risk.HIGH : logs(principal, doing) ? Risk.LOW : Risk.MEDIUM;
            case SERVICE_WITHOUT_SOURCE ->
                    doing.power() ? Risk.HIGH : logs(principal, doing) ? Risk.LOW : Risk.MEDIUM;
            case FUNCTION_URL_PUBLIC -> Risk.MEDIUM;
            case PUBLIC -> Risk.HIGH;
        };
    }

    private static boolean logs(Principal principal, Doing doing) {
        return Services.loadBalancing(principal, doing)
                || (principal instanceof Principal.Service service
                        && Services.logWriter(service.name(), doing));
    }

    /** Why a grant is as open as it is: the most telling of what its conditions say. */
    private static final class Reason {
        @Nullable String unsure;
        @Nullable Condition unsureAt;
        @Nullable Construct construct;
        @Nullable String text;
        @Nullable Condition at;
        boolean meant;

        void hear(Cap cap, Condition where) {
            // That a resource names no account matters only while no other condition does.
            if (cap.because() == null || cap.how() == Cap.How.RESOURCE) {
                return;
            }
            if (cap.unsure()) {
                if (unsure == null) {
                    unsure = cap.because();
                    unsureAt = where;
                    construct = cap.construct();
                }
            } else if (text == null || (cap.meant() && !meant)) {
                text = cap.because();
                at = where;
                meant = cap.meant();
            }
        }

        void meant(@Nullable String because, @Nullable Condition where) {
            text = because;
            at = where;
            meant = true;
        }
    }

    /** The verdict on one principal. */
    record Found(
            Who who,
            Who atMost,
            Risk risk,
            Principal principal,
            Cap cap,
            String because,
            @Nullable Construct construct,
            String path,
            List<Integer> by) {

        Found as(Who other) {
            return new Found(other, atMost, risk, principal, cap, because, construct, path, by);
        }

        /** The worse of two; of equals the first, which then speaks for the accounts of both. */
        Found worse(Found other) {
            int order = who.compareTo(other.who);
            if (order == 0) {
                order = atMost.compareTo(other.atMost);
            }
            if (order == 0) {
                order = risk.compareTo(other.risk);
            }
            if (order != 0) {
                return order > 0 ? this.beside(other) : other.beside(this);
            }
            return new Found(
                    who, atMost, risk, principal, cap.or(other.cap), because, construct, path, by);
        }

        /** What is known is said; that somebody else may come in farther is not kept back. */
        private Found beside(Found other) {
            if (other.atMost.compareTo(atMost) <= 0) {
                return this;
            }
            String more = "It may let in more than that: " + other.because;
            return new Found(
                    who,
                    other.atMost,
                    risk.compareTo(other.risk) >= 0 ? risk : other.risk,
                    principal,
                    cap,
                    because.isEmpty() ? more : because + " " + more,
                    construct,
                    path,
                    by);
        }
    }
}
