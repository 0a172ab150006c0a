package dev.amends.policy;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition operator, taken apart (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 * user guide, condition operators</a>).
 *
 * @param negated {@code StringNotEquals} and the like: true when the key is missing
 * @param ifExists true when the key is missing
 */
record Operator(Family family, boolean negated, boolean ifExists, Quantifier quantifier) {

    /** What is compared, and how. ArnEquals and ArnLike behave identically. */
    enum Family {
        EQUALS,
        LIKE,
        ARN,
        IP,
        BOOL,
        NULL,
        /** Numbers, dates: they say how much or when, not who. */
        MEASURE
    }

    /** For keys with many values. FOR_ALL is true when the key is missing. */
    enum Quantifier {
        NONE,
        FOR_ANY,
        FOR_ALL
    }

    private static final Map<String, Operator> NAMES =
            Map.ofEntries(
                    name("stringequals", Family.EQUALS, false),
                    name("stringnotequals", Family.EQUALS, true),
                    name("stringequalsignorecase", Family.EQUALS, false),
                    name("stringnotequalsignorecase", Family.EQUALS, true),
                    name("stringlike", Family.LIKE, false),
                    name("stringnotlike", Family.LIKE, true),
                    name("arnequals", Family.ARN, false),
                    name("arnlike", Family.ARN, false),
                    name("arnnotequals", Family.ARN, true),
                    name("arnnotlike", Family.ARN, true),
                    name("ipaddress", Family.IP, false),
                    name("notipaddress", Family.IP, true),
                    name("bool", Family.BOOL, false),
                    name("null", Family.NULL, false),
                    name("numericequals", Family.MEASURE, false),
                    name("numericnotequals", Family.MEASURE, true),
                    name("numericlessthan", Family.MEASURE, false),
                    name("numericlessthanequals", Family.MEASURE, false),
                    name("numericgreaterthan", Family.MEASURE, false),
                    name("numericgreaterthanequals", Family.MEASURE, false),
                    name("dateequals", Family.MEASURE, false),
                    name("datenotequals", Family.MEASURE, true),
                    name("datelessthan", Family.MEASURE, false),
                    name("datelessthanequals", Family.MEASURE, false),
                    name("dategreaterthan", Family.MEASURE, false),
                    name("dategreaterthanequals", Family.MEASURE, false));

    private static Map.Entry<String, Operator> name(String name, Family family, boolean negated) {
        return Map.entry(name, new Operator(family, negated, false, Quantifier.NONE));
    }

    /** Reads a name in any case; null when it is none that we know. */
    static @Nullable Operator parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        Quantifier quantifier = Quantifier.NONE;
        if (name.startsWith("foranyvalue:")) {
            quantifier = Quantifier.FOR_ANY;
            name = name.substring("foranyvalue:".length());
        } else if (name.startsWith("forallvalues:")) {
            quantifier = Quantifier.FOR_ALL;
            name = name.substring("forallvalues:".length());
        }
        boolean ifExists = name.endsWith("ifexists");
        if (ifExists) {
            name = name.substring(0, name.length() - "ifexists".length());
        }
        Operator plain = NAMES.get(name);
        if (plain == null || (plain.family == Family.NULL && ifExists)) {
            return null;
        }
        return quantifier == Quantifier.NONE && !ifExists
                ? plain
                : new Operator(plain.family, plain.negated, ifExists, quantifier);
    }

    /** Whether a request without the key passes. */
    boolean passesWithoutKey() {
        return ifExists || quantifier == Quantifier.FOR_ALL;
    }

    /**
     * What must hold for a request that a Deny with this operator leaves alone, as an operator on
     * the same key and values; null when that is nothing that limits who comes in. A request
     * without the key is only kept out by an operator that is true without it.
     */
    @Nullable Operator complement() {
        if (family == Family.NULL || family == Family.MEASURE) {
            return null;
        }
        if (family == Family.BOOL) {
            // Of both values the caller asks for the other one.
            return passesWithoutKey() && quantifier == Quantifier.NONE
                    ? new Operator(family, false, false, Quantifier.NONE)
                    : null;
        }
        return negated && quantifier != Quantifier.FOR_ANY
                ? new Operator(family, false, false, Quantifier.NONE)
                : null;
    }
}
