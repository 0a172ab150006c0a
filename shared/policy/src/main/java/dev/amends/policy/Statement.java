package dev.amends.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement as read (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">IAM user
 * guide, grammar</a>).
 *
 * @param exceptPrincipals whether it says NotPrincipal
 * @param named the actions as written, for sentences
 * @param actions in lower case: actions are not case-sensitive; {@code *} where it says NotAction
 * @param exceptActions whether it says NotAction
 * @param resources {@code *} where it says NotResource or names none
 * @param exceptResources whether it says NotResource
 * @param exceptedResources those named there
 * @param trouble why it cannot be relied on; null when it can
 */
record Statement(
        int index,
        String path,
        @Nullable String sid,
        boolean allow,
        List<Principal> principals,
        boolean exceptPrincipals,
        List<String> named,
        List<String> actions,
        boolean exceptActions,
        List<String> resources,
        boolean exceptResources,
        List<String> exceptedResources,
        List<Condition> conditions,
        @Nullable Trouble trouble) {

    /** "Statement AllowApi", or where it stands if it has no name. */
    String called() {
        return sid == null || sid.isEmpty() ? path : "Statement " + Text.quote(sid);
    }

    record Trouble(Construct construct, String because) {}
}
