package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How open a grant is at most, seen from one condition or one Deny.
 *
 * @param most the limit
 * @param how what {@code names} stand for
 * @param names accounts, organisations or resources that the sentence names
 * @param because why it does not limit more, or cannot be told; null when there is nothing to say
 * @param meant whether the condition is about who comes in and still does not limit it
 * @param construct why it may limit more than that; null when it is sure
 */
record Cap(
        Who most,
        How how,
        List<String> names,
        @Nullable String because,
        boolean meant,
        @Nullable Construct construct) {

    enum How {
        /** Nothing to name. */
        ANY,
        ACCOUNT,
        ACCOUNT_BY_SERVICE,
        ACCOUNT_BY_NETWORK,
        /** Whomever the account's access points let in. */
        ACCOUNT_BY_ACCESS_POINT,
        ORGANISATION,
        RESOURCE,
        /** A secret that is sent along. */
        TOKEN,
        /** Logs, each under the path of its own account. */
        LOGS,
        /** Anyone, but only with an AWS account. */
        SIGNED,
        NETWORK,
        /** It is taken away altogether. */
        NOBODY
    }

    /** Limits nothing and says nothing. */
    static final Cap NONE = new Cap(Who.PUBLIC, How.ANY, List.of(), null, false, null);

    static Cap at(Who most, How how, String... names) {
        return new Cap(most, how, List.of(names), null, false, null);
    }

    static Cap open(String because, boolean meant) {
        return new Cap(Who.PUBLIC, How.ANY, List.of(), because, meant, null);
    }

    static Cap unsure(Construct construct, String because) {
        return new Cap(Who.PUBLIC, How.ANY, List.of(), because, false, construct);
    }

    Cap because(String sentence) {
        return new Cap(most, how, names, sentence, true, construct);
    }

    boolean unsure() {
        return construct != null;
    }

    /** Either of the two suffices to come in. */
    Cap or(Cap other) {
        if (most != other.most) {
            return most.compareTo(other.most) > 0 ? this : other;
        }
        if (unsure() != other.unsure()) {
            return unsure() ? other : this; // that it is surely as open as that is what counts
        }
        if (how != other.how || names.isEmpty()) {
            return this;
        }
        List<String> both = new ArrayList<>(names);
        for (String name : other.names) {
            if (!both.contains(name)) {
                both.add(name);
            }
        }
        return new Cap(most, how, both, because, meant, construct);
    }
}
