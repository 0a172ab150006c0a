package dev.amends.policy;

import dev.amends.policy.Operator.Family;
import dev.amends.policy.Scope.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a condition says about who comes in. A value limits only when it is fixed: neither a
 * wildcard where it matters nor a policy variable, under an operator that a request without the key
 * does not pass (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">S3
 * user guide, "The meaning of public"</a>; <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 * user guide, condition operators</a>).
 */
final class Scopes {
    private Scopes() {}

    /**
     * What the values say, ORed.
     *
     * @param present whether another condition keeps out requests without this key
     */
    static List<Scope> of(Condition condition, boolean present) {
        Operator operator = condition.operator();
        if (operator == null) {
            return List.of(
                    new Scope.Unsure(
                            Construct.OPERATOR,
                            Text.quote(condition.operatorName())
                                    + " is no condition operator that Amends knows."));
        }
        Key key = Key.of(condition.key());
        if (key == Key.NOT_WHO
                || key == Key.TIME
                || operator.family() == Family.NULL
                || operator.family() == Family.MEASURE) {
            // Null asks whether a key is there at all; everyone's request has some value.
            return List.of(
                    new Scope.Open(condition.named() + " does not limit who comes in.", false));
        }
        if (key == Key.NOT_KNOWN) {
            return List.of(
                    new Scope.Unsure(
                            Construct.KEY,
                            Text.quote(condition.keyName())
                                    + " is no condition key that Amends knows."));
        }
        if (operator.negated()) {
            return open(condition, " only keeps some out; everyone else comes in.");
        }
        if (operator.passesWithoutKey() && !present) {
            return open(condition, " lets requests without that key pass.");
        }
        if (operator.family() == Family.IP && Ranges.nearlyEverything(condition.values())) {
            return List.of(
                    new Scope.Unsure(
                            Construct.MANY_RANGES,
                            condition.named()
                                    + " lists ranges that together are half the internet."));
        }
        List<Scope> scopes = new ArrayList<>(condition.values().size());
        for (String value : condition.values()) {
            scopes.add(of(condition, key, operator.family(), value));
        }
        return scopes;
    }

    private static Scope of(Condition condition, Key key, Family family, String value) {
        if (Wildcard.variable(value)) {
            return new Scope.Open(
                    condition.named()
                            + " compares with a policy variable, which is not a fixed value.",
                    true);
        }
        return switch (key) {
            case CALLER_ACCOUNT -> account(condition, Part.CALLER, family, value);
            case CALLER_ARN -> arn(condition, Part.CALLER, family, value);
            case ACCESS_POINT_ARN -> arn(condition, Part.ACCESS_POINT, family, value);
            case CALLER_ORGANISATION -> organisation(condition, Part.CALLER, family, value, false);
            case CALLER_ORGANISATION_PATH ->
                    organisation(condition, Part.CALLER, family, value, true);
            case ACCESS_POINT_ACCOUNT -> account(condition, Part.ACCESS_POINT, family, value);
            case SOURCE_ACCOUNT -> account(condition, Part.SOURCE, family, value);
            case SOURCE_ARN -> arn(condition, Part.SOURCE, family, value);
            case SOURCE_ORGANISATION -> organisation(condition, Part.SOURCE, family, value, false);
            case SOURCE_ORGANISATION_PATH ->
                    organisation(condition, Part.SOURCE, family, value, true);
            case NETWORK_ACCOUNT -> account(condition, Part.NETWORK, family, value);
            case NETWORK_ARN -> arn(condition, Part.NETWORK, family, value);
            case NETWORK_ORGANISATION ->
                    organisation(condition, Part.NETWORK, family, value, false);
            case NETWORK_ORGANISATION_PATH ->
                    organisation(condition, Part.NETWORK, family, value, true);
            case CALLER_ID -> callerId(condition, family, value);
            case NETWORK -> network(condition, family, value);
            case ADDRESS -> address(condition, family, value);
            case IS_SERVICE ->
                    family == Family.BOOL && value.equalsIgnoreCase("true")
                            ? new Scope.Services()
                            : family == Family.BOOL && value.equalsIgnoreCase("false")
                                    ? new Scope.Open(
                                            condition.named() + " only keeps AWS services out.",
                                            false)
                                    : unreadable(condition);
            case SERVICE_NAME -> text(family) ? new Scope.Services() : unreadable(condition);
            case EVENT_SOURCE_TOKEN ->
                    !text(family) || value.isEmpty()
                            ? unreadable(condition)
                            : loose(family, value) ? wildcard(condition, value) : new Scope.Token();
            case URL_AUTH ->
                    text(family) && value.equals("NONE")
                            ? new Scope.UrlWithoutAuth(false)
                            : text(family) && value.equals("AWS_IAM")
                                    ? new Scope.Signed()
                                    : unreadable(condition);
            case VIA_URL ->
                    family == Family.BOOL && value.equalsIgnoreCase("true")
                            ? new Scope.UrlWithoutAuth(true)
                            : family == Family.BOOL && value.equalsIgnoreCase("false")
                                    ? new Scope.Open(
                                            condition.named() + " only keeps function URLs out.",
                                            false)
                                    : unreadable(condition);
            case ENCRYPTION_KEY ->
                    loose(family, value)
                            ? wildcard(condition, value)
                            : unsure(
                                    condition,
                                    Construct.KMS_KEY,
                                    "leaves it to a KMS key who comes in");
            case TIME, NOT_WHO, NOT_KNOWN -> unreadable(condition); // answered before
        };
    }

    private static Scope account(Condition condition, Part part, Family family, String value) {
        if (!text(family)) {
            return unreadable(condition);
        }
        if (Text.account(value)) {
            return new Scope.Account(part, value);
        }
        return Wildcard.in(value) ? wildcard(condition, value) : unreadable(condition);
    }

    private static Scope organisation(
            Condition condition, Part part, Family family, String value, boolean path) {
        if (!text(family)) {
            return unreadable(condition);
        }
        int slash = value.indexOf('/');
        if (path != slash >= 0) {
            // A path is o-…/r-…/ou-…/; a bare id there and a path elsewhere never match.
            return Wildcard.in(value) ? wildcard(condition, value) : unreadable(condition);
        }
        String id = path ? value.substring(0, slash) : value;
        if (Text.organisation(id)) {
            return new Scope.Organisation(part, id);
        }
        return Wildcard.in(value) ? wildcard(condition, value) : unreadable(condition);
    }

    private static Scope arn(Condition condition, Part part, Family family, String value) {
        if (!text(family) && family != Family.ARN) {
            return unreadable(condition);
        }
        Arn arn = Arn.parse(value);
        if (arn == null) {
            return Wildcard.in(value) ? wildcard(condition, value) : unreadable(condition);
        }
        boolean crossing = family == Family.LIKE && arn.looseBeforeAccount();
        if (Text.account(arn.account())) {
            return crossing
                    ? unsure(
                            condition,
                            Construct.WILDCARD_ACROSS_COLONS,
                            "has a wildcard before the account that may run across colons; ArnLike"
                                    + " would not")
                    : new Scope.Account(part, arn.account());
        }
        if (Wildcard.in(arn.account()) || crossing) {
            return wildcard(condition, value);
        }
        if (!arn.account().isEmpty()) {
            return unreadable(condition);
        }
        String owner = arn.ownerByName();
        if (owner != null) {
            return new Scope.Account(part, owner);
        }
        // Buckets have no account in their ARN, REST APIs of API Gateway neither.
        return part == Part.SOURCE && !namesAnything(arn.resource())
                ? new Scope.Resource(value)
                : Wildcard.in(value) ? wildcard(condition, value) : unreadable(condition);
    }

    private static boolean namesAnything(String resource) {
        return resource.isEmpty() || resource.charAt(0) == '*' || resource.charAt(0) == '?';
    }

    /** The root user's id is its account's; a user's or role's unique id shows no account. */
    private static Scope callerId(Condition condition, Family family, String value) {
        if (!text(family)) {
            return unreadable(condition);
        }
        if (Text.account(value)) {
            return new Scope.Account(Part.CALLER, value);
        }
        int colon = value.indexOf(':');
        String id = colon < 0 ? value : value.substring(0, colon);
        return Wildcard.in(id)
                ? wildcard(condition, value)
                : unsure(
                        condition,
                        Construct.USER_ID,
                        "names a user or role whose account cannot be seen");
    }

    private static Scope network(Condition condition, Family family, String value) {
        if (!text(family)) {
            return unreadable(condition);
        }
        if (Wildcard.in(value)) {
            return wildcard(condition, value);
        }
        return (value.startsWith("vpc-") && value.length() > 4)
                        || (value.startsWith("vpce-") && value.length() > 5)
                ? new Scope.Network()
                : unreadable(condition);
    }

    private static Scope address(Condition condition, Family family, String value) {
        if (family != Family.IP && !text(family)) {
            return unreadable(condition);
        }
        if (Wildcard.in(value)) {
            return wildcard(condition, value);
        }
        // Compared as text, a range equals no address.
        if (family != Family.IP && value.indexOf('/') >= 0) {
            return unreadable(condition);
        }
        return switch (Ranges.of(value)) {
            case FIXED -> new Scope.Network();
            case BROAD ->
                    new Scope.Open(
                            condition.named()
                                    + " allows "
                                    + Text.quote(value)
                                    + ", which AWS counts as everyone.",
                            true);
            case UNREADABLE -> unreadable(condition);
        };
    }

    private static boolean text(Family family) {
        return family == Family.EQUALS || family == Family.LIKE;
    }

    /** Whether a wildcard in it is one; under StringEquals it stands for itself. */
    private static boolean loose(Family family, String value) {
        return family != Family.EQUALS && Wildcard.in(value);
    }

    private static List<Scope> open(Condition condition, String why) {
        return List.of(new Scope.Open(condition.named() + why, true));
    }

    private static Scope wildcard(Condition condition, String value) {
        return new Scope.Open(
                condition.named()
                        + " allows "
                        + Text.quote(value)
                        + ", which is not a fixed value.",
                true);
    }

    private static Scope unsure(Condition condition, Construct construct, String why) {
        return new Scope.Unsure(construct, condition.named() + " " + why + ".");
    }

    private static Scope unreadable(Condition condition) {
        return new Scope.Unsure(
                Construct.VALUE, condition.named() + " has a value that Amends cannot place.");
    }
}
