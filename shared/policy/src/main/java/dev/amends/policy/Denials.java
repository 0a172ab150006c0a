package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Deny statements surely take away from a grant. One counts only where it covers the grant's
 * principal, all its actions and all its resources; what it leaves are the requests for which one
 * of its conditions is false (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM
 * user guide, evaluation logic</a>: an explicit deny wins).
 */
final class Denials {

    /**
     * @param left what each of its conditions leaves, ORed values for ORed conditions; empty when
     *     it has none
     */
    private record Denial(Statement statement, List<List<Scope>> left) {}

    /**
     * So many count: more do not fit into the 20,480 characters of the longest policy that AWS
     * takes. One that does not count leaves a grant as wide as it is written, which is never less
     * than the truth.
     */
    private static final int MOST = 300;

    private final List<Denial> denials = new ArrayList<>();
    private final Caps caps;
    private final Setting setting;

    Denials(List<Statement> statements, Caps caps, Setting setting) {
        this.caps = caps;
        this.setting = setting;
        for (Statement statement : statements) {
            Denial denial = denials.size() < MOST ? denial(statement) : null;
            if (denial != null) {
                denials.add(denial);
            }
        }
    }

    /** What is left to one principal of a grant. */
    record Left(Cap cap, List<Integer> by) {}

    Left of(Statement grant, Principal principal, Doing doing) {
        Cap least = Cap.NONE;
        List<Integer> by = List.of();
        for (Denial denial : denials) {
            Cap missed = missed(denial.statement, grant, principal);
            if (missed.most() == Who.PUBLIC) {
                continue;
            }
            Cap cap = cap(denial, principal, doing).or(missed);
            int order = cap.most().compareTo(least.most());
            if (order < 0) {
                least = cap;
                by = new ArrayList<>(List.of(denial.statement.index()));
            } else if (order == 0 && !by.isEmpty()) {
                by.add(denial.statement.index());
            }
        }
        return new Left(least, by);
    }

    private Cap cap(Denial denial, Principal principal, Doing doing) {
        if (denial.left.isEmpty()) {
            return Cap.at(Who.FINE, Cap.How.NOBODY);
        }
        Cap widest = null;
        for (List<Scope> condition : denial.left) {
            for (Scope value : condition) {
                Cap cap = caps.of(principal, value, doing);
                // Only what is sure: anything else leaves the grant as it is.
                if (cap.unsure() || cap.most() == Who.PUBLIC) {
                    return Cap.NONE;
                }
                widest = widest == null ? cap : widest.or(cap);
            }
        }
        return widest == null ? Cap.NONE : widest;
    }

    /** Reads a Deny; null when it cannot take anything away for sure. */
    private static @Nullable Denial denial(Statement statement) {
        if (statement.allow()
                || statement.trouble() != null
                || statement.exceptActions()
                || statement.exceptResources()) {
            return null;
        }
        List<List<Scope>> left = new ArrayList<>();
        if (statement.exceptPrincipals()) {
            // Everyone but these is denied, so these are who is left; with conditions it is not
            // worth following.
            List<Scope> accounts = new ArrayList<>();
            for (Principal principal : statement.principals()) {
                if (!(principal instanceof Principal.Account account)) {
                    return null;
                }
                accounts.add(new Scope.Account(Scope.Part.CALLER, account.id()));
            }
            if (!statement.conditions().isEmpty()) {
                return null;
            }
            left.add(accounts);
            return new Denial(statement, left);
        }
        for (Condition condition : statement.conditions()) {
            Condition complement = condition.complement();
            if (complement == null) {
                return null; // it may be false for anyone
            }
            List<Scope> scopes = Scopes.of(complement, true);
            for (Scope scope : scopes) {
                if (scope instanceof Scope.Open || scope instanceof Scope.Unsure) {
                    return null;
                }
            }
            left.add(scopes);
        }
        return new Denial(statement, left);
    }

    /** Who of the grant is not denied whatever the conditions; everyone when that is not sure. */
    private Cap missed(Statement deny, Statement grant, Principal principal) {
        if (!actions(deny.actions(), grant.actions())
                || !resources(deny.resources(), grant.resources())) {
            return Cap.NONE;
        }
        Cap nobody = Cap.at(Who.FINE, Cap.How.NOBODY);
        if (deny.exceptPrincipals()) {
            return nobody;
        }
        Cap missed = Cap.NONE;
        for (Principal one : deny.principals()) {
            if (names(one, principal)) {
                return nobody;
            }
            if (setting.kind() == Kind.S3_BUCKET
                    && one instanceof Principal.Everyone everyone
                    && everyone.written().equals(Principal.Everyone.AWS)
                    && principal instanceof Principal.Everyone granted
                    && granted.provider().isEmpty()) {
                missed = Cap.at(Who.SERVICE_WITHOUT_SOURCE, Cap.How.ANY);
            }
        }
        return missed;
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
                            || (granted instanceof Principal.Everyone other
                                    && other.written().equals(everyone.written()))
                            || (granted instanceof Principal.Account
                                    && everyone.written().equals(Principal.Everyone.AWS));
            case Principal.Account account ->
                    granted instanceof Principal.Account other
                            && other.written().equals(account.written());
            case Principal.Service service ->
                    granted instanceof Principal.Service other
                            && service.name().equals(other.name());
            case Principal.Deleted deleted -> false;
            case Principal.Unclear unclear -> false;
        };
    }

    private boolean actions(List<String> wide, List<String> narrow) {
        String all =
                switch (setting.kind()) {
                    case S3_BUCKET -> "s3:*";
                    case LAMBDA_FUNCTION -> "lambda:*";
                    case OTHER -> "*";
                };
        // Nothing but its own service's actions can be done to it.
        return wide.contains(all) || resources(wide, narrow);
    }

    private static boolean resources(List<String> wide, List<String> narrow) {
        for (String one : narrow) {
            boolean covered = false;
            for (String pattern : wide) {
                if (!Wildcard.variable(pattern)
                        && (pattern.equals("*") || Wildcard.covers(pattern, one))) {
                    covered = true;
                    break;
                }
            }
            if (!covered) {
                return false;
            }
        }
        return true;
    }
}
