package dev.amends.policy;

import dev.amends.policy.Operator.Family;
import dev.amends.policy.Operator.Quantifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Deny statements take away from a grant (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM
 * user guide, evaluation logic</a>: an explicit deny wins). Each action on each resource is looked
 * at by itself, as one Deny may close one of them and another the rest. What one leaves are the
 * requests for which one of its conditions is false. Where that cannot be told, the grant is
 * neither closed nor open for sure.
 */
final class Denials {
    /**
     * So many actions times resources of a grant are looked at one by one, those that the same
     * denials meet counting once; of more, only what is denied of all is.
     */
    private static final int MOST_PAIRS = 400;

    /**
     * So many count: more do not fit into the 20,480 characters of the longest policy that AWS
     * takes. One that does not count leaves a grant as wide as it is written.
     */
    private static final int MOST = 300;

    private final List<Statement> denials = new ArrayList<>();
    private final Caps caps;
    private final Setting setting;

    Denials(List<Statement> statements, Caps caps, Setting setting) {
        this.caps = caps;
        this.setting = setting;
        for (Statement statement : statements) {
            if (!statement.allow() && denials.size() < MOST) {
                denials.add(statement);
            }
        }
    }

    /**
     * What is left to one principal of a grant.
     *
     * @param by places of the statements that take something away, or may
     * @param doubt why even that may be taken away; null when it is surely left
     */
    record Left(Cap cap, List<Integer> by, @Nullable Doubt doubt) {}

    /** A Deny of which it cannot be told whether it applies. */
    record Doubt(String because, String path) {}

    /**
     * What is left to one principal of a grant that is as open as this without denials.
     *
     * @param most without denials
     */
    Left of(Statement grant, Principal principal, Doing doing, Who most) {
        List<Effect> effects = new ArrayList<>();
        for (Statement denial : denials) {
            Effect effect = effect(denial, principal, doing);
            if (effect.doubt != null || effect.cap.most().compareTo(most) < 0) {
                effects.add(effect);
            }
        }
        if (effects.isEmpty()) {
            return new Left(Cap.NONE, List.of(), null);
        }
        Set<Met> actions = new HashSet<>();
        for (String action : grant.actions()) {
            actions.add(met(effects, denial -> ofAction(denial, action)));
        }
        Set<Met> resources = new HashSet<>();
        for (String resource : grant.resources()) {
            resources.add(met(effects, denial -> ofResource(denial, resource)));
        }
        Collection<Met> these = actions;
        Collection<Met> those = resources;
        if (actions.size() * resources.size() > MOST_PAIRS) {
            these = List.of(Met.byAll(actions));
            those = List.of(Met.byAll(resources));
        }
        Left widest = null;
        for (Met action : these) {
            for (Met resource : those) {
                Left left = left(effects, action.and(resource), most);
                widest = widest == null || wider(left, widest, most) ? left : widest;
            }
        }
        return widest == null ? new Left(Cap.NONE, List.of(), null) : widest;
    }

    private static boolean wider(Left one, Left other, Who most) {
        int order = one.cap.most().and(most).compareTo(other.cap.most().and(most));
        return order > 0 || (order == 0 && one.doubt == null && other.doubt != null);
    }

    /** What those denials leave that meet one action on one resource. */
    private static Left left(List<Effect> effects, Met met, Who most) {
        Cap least = Cap.NONE;
        List<Integer> by = new ArrayList<>();
        Effect doubted = null;
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            if (!met.maybe.get(i)) {
                continue;
            }
            if (effect.doubt != null || !met.surely.get(i)) {
                doubted = doubted == null ? effect : doubted;
                continue;
            }
            int order = effect.cap.most().compareTo(least.most());
            if (order < 0) {
                least = effect.cap;
                by.clear();
            }
            if (order <= 0 && least.most().compareTo(most) < 0) {
                by.add(effect.denial.index());
            }
        }
        if (doubted == null) {
            return new Left(least, by, null);
        }
        String why =
                doubted.doubt == null
                        ? "whom it is about depends on a policy variable."
                        : doubted.doubt;
        Statement denial = doubted.denial;
        String because = denial.called() + " may take that away: " + why;
        return new Left(least, by, new Doubt(because, denial.path()));
    }

    // --------------------------------------------------------------------- actions, resources

    /** Which of some denials meet something, and which may. */
    private record Met(BitSet surely, BitSet maybe) {
        Met and(Met other) {
            BitSet both = (BitSet) surely.clone();
            both.and(other.surely);
            BitSet either = (BitSet) maybe.clone();
            either.and(other.maybe);
            return new Met(both, either);
        }

        static Met byAll(Collection<Met> all) {
            Met met = null;
            for (Met one : all) {
                met = met == null ? one : met.and(one);
            }
            return met == null ? new Met(new BitSet(), new BitSet()) : met;
        }
    }

    private enum Meets {
        NO,
        MAYBE,
        YES
    }

    @FunctionalInterface
    private interface Meeting {
        Meets of(Statement denial);
    }

    private static Met met(List<Effect> effects, Meeting meeting) {
        BitSet surely = new BitSet();
        BitSet maybe = new BitSet();
        for (int i = 0; i < effects.size(); i++) {
            Meets meets = meeting.of(effects.get(i).denial);
            surely.set(i, meets == Meets.YES);
            maybe.set(i, meets != Meets.NO);
        }
        return new Met(surely, maybe);
    }

    /** Whether all that an action's pattern matches is denied. */
    private Meets ofAction(Statement denial, String action) {
        String all =
                switch (setting.kind()) {
                    case S3_BUCKET -> "s3:*";
                    case LAMBDA_FUNCTION -> "lambda:*";
                    case OTHER -> "*";
                };
        if (denial.trouble() != null) {
            return Meets.MAYBE;
        }
        if (!denial.exceptActions()) {
            // Nothing but its own service's actions can be done to it.
            return denial.actions().contains(all)
                    ? Meets.YES
                    : ofPatterns(denial.actions(), action);
        }
        return ofExcepted(
                denial.named().stream().map(each -> each.toLowerCase(Locale.ROOT)).toList(),
                action);
    }

    /** The same for a resource's pattern. */
    private static Meets ofResource(Statement denial, String resource) {
        if (denial.trouble() != null) {
            return Meets.MAYBE;
        }
        return denial.exceptResources()
                ? ofExcepted(denial.exceptedResources(), resource)
                : ofPatterns(denial.resources(), resource);
    }

    private static Meets ofExcepted(List<String> excepted, String pattern) {
        Meets meets = Meets.YES;
        for (String except : excepted) {
            if (Wildcard.meet(Wildcard.anyVariable(except), pattern)) {
                if (!Wildcard.variable(except)) {
                    return Meets.NO;
                }
                meets = Meets.MAYBE;
            }
        }
        return meets;
    }

    private static Meets ofPatterns(List<String> wide, String narrow) {
        Meets meets = Meets.NO;
        for (String pattern : wide) {
            if (!Wildcard.variable(pattern)) {
                if (pattern.equals("*") || Wildcard.covers(pattern, narrow)) {
                    return Meets.YES;
                }
                if (Wildcard.variable(narrow)
                        && Wildcard.meet(pattern, Wildcard.anyVariable(narrow))) {
                    meets = Meets.MAYBE;
                }
            } else if (Wildcard.covers(Wildcard.anyVariable(pattern), narrow)) {
                meets = Meets.MAYBE;
            }
        }
        return meets;
    }

    // ------------------------------------------------------------------ principals, conditions

    /**
     * What a Deny does to a principal, whatever the action and resource.
     *
     * @param cap what it leaves
     * @param doubt why it may do more than that; null when it does exactly that
     */
    private record Effect(Statement denial, Cap cap, @Nullable String doubt) {}

    private Effect effect(Statement denial, Principal principal, Doing doing) {
        if (denial.trouble() != null) {
            return new Effect(denial, Cap.NONE, denial.trouble().because());
        }
        Cap left = principals(denial, principal, doing);
        for (Condition condition : denial.conditions()) {
            if (!left.unsure() && left.most() == Who.PUBLIC) {
                break;
            }
            left = either(left, left(condition, principal, doing));
        }
        return new Effect(denial, left, left.unsure() ? left.because() : null);
    }

    /** What is left if either of two is: all, if one of them surely leaves all. */
    private static Cap either(Cap one, Cap other) {
        if (one.equals(NOTHING) || other.equals(NOTHING)) {
            return one.equals(NOTHING) ? other : one;
        }
        if (one.unsure() == other.unsure()) {
            return one.unsure() ? one : one.or(other);
        }
        Cap sure = one.unsure() ? other : one;
        return sure.most() == Who.PUBLIC ? sure : one.unsure() ? one : other;
    }

    private static final Cap NOTHING = Cap.at(Who.FINE, Cap.How.NOBODY);

    private static Cap unsure(String because) {
        return Cap.unsure(Construct.DENY, because);
    }

    /** Who of a principal is not denied whatever the conditions. */
    private Cap principals(Statement denial, Principal principal, Doing doing) {
        if (denial.exceptPrincipals()) {
            Cap left = NOTHING;
            for (Principal spared : denial.principals()) {
                left = either(left, spared(spared, principal, doing));
            }
            return left;
        }
        Cap left = Cap.NONE;
        for (Principal denied : denial.principals()) {
            if (names(denied, principal)) {
                return NOTHING;
            }
            if (denied instanceof Principal.Unclear unclear && mayName(unclear, principal)) {
                left = unsure(unclear.because());
            }
            if (setting.kind() == Kind.S3_BUCKET
                    && written(denied, Principal.Everyone.AWS)
                    && principal instanceof Principal.Everyone granted
                    && granted.provider().isEmpty()) {
                left = Cap.at(Who.SERVICE_WITHOUT_SOURCE, Cap.How.ANY);
            }
        }
        return left;
    }

    private static boolean written(Principal principal, String how) {
        return principal instanceof Principal.Everyone everyone && everyone.written().equals(how);
    }

    /**
     * Whether a denied principal surely takes in a granted one. S3 says that {@code "*"} and {@code
     * {"AWS": "*"}} are the same, IAM that the latter is everyone with an account; neither says
     * that it denies services (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous">IAM
     * user guide, all principals</a>).
     */
    private static boolean names(Principal denied, Principal granted) {
        return switch (denied) {
            case Principal.Everyone everyone ->
                    everyone.written().equals(Principal.Everyone.ALL)
                            || written(granted, everyone.written())
                            || (granted instanceof Principal.Account
                                    && everyone.written().equals(Principal.Everyone.AWS));
            case Principal.Account account ->
                    granted instanceof Principal.Account other && account.takesIn(other);
            case Principal.Service service ->
                    granted instanceof Principal.Service other
                            && (service.name().equals("*") || service.name().equals(other.name()));
            case Principal.Deleted deleted -> false;
            case Principal.Unclear unclear -> false;
        };
    }

    /** A user of CloudFront's or one by a canonical id is one caller, not all there are. */
    private static boolean mayName(Principal.Unclear denied, Principal granted) {
        return switch (denied.construct()) {
            case ORIGIN_ACCESS_IDENTITY, OIDC_PROVIDER -> false;
            case CANONICAL_USER -> granted instanceof Principal.Account;
            default -> true;
        };
    }

    /** Who comes in through a principal because a NotPrincipal spares somebody. */
    private Cap spared(Principal spared, Principal granted, Doing doing) {
        return switch (spared) {
            case Principal.Everyone everyone ->
                    everyone.written().equals(Principal.Everyone.ALL)
                                    || granted instanceof Principal.Everyone
                                    || everyone.provider().isEmpty()
                            ? Cap.NONE
                            : NOTHING;
            case Principal.Account account ->
                    switch (granted) {
                        case Principal.Account other ->
                                !other.id().equals(account.id())
                                        ? NOTHING
                                        : other.written().equals(account.written())
                                                ? Cap.NONE
                                                : unsure("it spares part of that account.");
                        case Principal.Everyone everyone ->
                                caps.of(
                                        everyone,
                                        new Scope.Account(Scope.Part.CALLER, account.id()),
                                        doing);
                        default -> NOTHING;
                    };
            case Principal.Service service ->
                    switch (granted) {
                        case Principal.Service other ->
                                other.name().equals(service.name()) || service.name().equals("*")
                                        ? Cap.NONE
                                        : NOTHING;
                        case Principal.Everyone everyone ->
                                Cap.at(Who.SERVICE_WITHOUT_SOURCE, Cap.How.ANY);
                        default -> NOTHING;
                    };
            case Principal.Deleted deleted -> NOTHING;
            case Principal.Unclear unclear ->
                    granted instanceof Principal.Service ? NOTHING : unsure(unclear.because());
        };
    }

    /** What a Deny leaves to a principal because one of its conditions may be false. */
    private Cap left(Condition written, Principal principal, Doing doing) {
        Condition condition = written.in(setting);
        Operator operator = condition.operator();
        if (operator == null) {
            return unsure(
                    Text.quote(condition.operatorName())
                            + " is no condition operator that Amends knows.");
        }
        Key key = Key.of(condition.key());
        if (key == Key.TIME) {
            return unsure(condition.named() + " depends on the time.");
        }
        if (key == Key.NOT_KNOWN) {
            return unsure(
                    Text.quote(condition.keyName()) + " is no condition key that Amends knows.");
        }
        if (key == Key.NOT_WHO
                || operator.family() == Family.NULL
                || operator.family() == Family.MEASURE) {
            return Cap.NONE; // anyone can see to it that it is false
        }
        if (key.many() && operator.quantifier() == Quantifier.NONE) {
            // A key with many values needs ForAnyValue or ForAllValues:
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
            return unsure(condition.named() + " compares a key of many values as if it had one.");
        }
        if (key == Key.IS_SERVICE) {
            return ofServices(condition, principal);
        }
        Condition complement = condition.complement();
        if (complement == null) {
            return outside(condition, key, operator, principal);
        }
        Cap left = NOTHING;
        for (Scope scope : Scopes.of(complement, true)) {
            left = either(left, left(scope, condition.values(), key, principal, doing));
        }
        return left;
    }

    private Cap left(Scope scope, List<String> values, Key key, Principal principal, Doing doing) {
        if (scope instanceof Scope.Unsure unsure) {
            return unsure(unsure.because());
        }
        if (scope instanceof Scope.Open open && values.stream().anyMatch(Wildcard::variable)) {
            return unsure(open.because());
        }
        if (principal instanceof Principal.Account account
                && key == Key.CALLER_ARN
                && !account.whole()) {
            // A user or role: whether it is one of those that are spared shows in its name.
            boolean spared =
                    values.stream().anyMatch(value -> Wildcard.matches(value, account.written()));
            boolean other = scope instanceof Scope.Account its && !its.id().equals(account.id());
            return spared
                    ? Cap.NONE
                    : other ? NOTHING : unsure("it cannot be told whether it spares that role.");
        }
        Cap cap = caps.of(principal, scope, doing);
        return cap.because() != null && cap.unsure() ? unsure(cap.because()) : cap;
    }

    /**
     * AWS sends {@code aws:PrincipalIsAWSService} with every signed request and not with anonymous
     * ones (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice">IAM
     * user guide</a>).
     */
    private Cap ofServices(Condition condition, Principal principal) {
        Operator operator = condition.operator();
        if (operator == null
                || operator.family() != Family.BOOL
                || condition.values().size() != 1
                || operator.quantifier() != Quantifier.NONE) {
            return unsure(condition.named() + " has a value that Amends cannot place.");
        }
        boolean services = condition.values().get(0).equalsIgnoreCase("true");
        return switch (principal) {
            case Principal.Service service -> services ? NOTHING : Cap.NONE;
            case Principal.Account account -> services ? Cap.NONE : NOTHING;
            case Principal.Everyone everyone ->
                    services
                            ? Cap.NONE
                            : operator.ifExists() || setting.kind() == Kind.LAMBDA_FUNCTION
                                    ? Cap.at(Who.SERVICE_WITHOUT_SOURCE, Cap.How.ANY)
                                    : Cap.NONE;
            default -> Cap.NONE;
        };
    }

    /**
     * What is left outside of what a condition names. That is everyone else; but one who is let in
     * by name may be just the one it names.
     */
    private Cap outside(Condition condition, Key key, Operator operator, Principal principal) {
        if (operator.family() == Family.BOOL) {
            return key == Key.VIA_URL && condition.values().stream().allMatch("true"::equals)
                    ? Cap.NONE
                    : unsure(condition.named() + " may or may not be sent.");
        }
        if (!operator.negated() && condition.values().stream().anyMatch(Denials::anything)) {
            return unsure(condition.named() + " takes in all that send it.");
        }
        return switch (principal) {
            case Principal.Account account when key.ofCaller() ->
                    operator.negated()
                            ? unsure(condition.named() + " may be about that account.")
                            : ofCaller(condition, key, account);
            case Principal.Service service when key == Key.SERVICE_NAME ->
                    condition.values().stream()
                                    .anyMatch(value -> Wildcard.matches(value, service.name()))
                            ? NOTHING
                            : Cap.NONE;
            default -> Cap.NONE;
        };
    }

    private static boolean anything(String value) {
        return value.endsWith("/0") || Wildcard.covers(value, "*");
    }

    private static Cap ofCaller(Condition condition, Key key, Principal.Account account) {
        boolean same = false;
        for (String value : condition.values()) {
            switch (key) {
                case CALLER_ACCOUNT -> {
                    if (Wildcard.matches(value, account.id())) {
                        return NOTHING;
                    }
                }
                case CALLER_ARN -> {
                    Arn arn = Arn.parse(value);
                    same |= arn == null || Wildcard.matches(arn.account(), account.id());
                }
                default -> same = true;
            }
        }
        return same ? unsure(condition.named() + " may be about that account.") : Cap.NONE;
    }
}
