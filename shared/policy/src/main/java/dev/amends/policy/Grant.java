package dev.amends.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one Allow statement grants, or what kept us from reading one.
 *
 * @param index its place in {@code Statement}; -1 when it is about the policy as a whole
 * @param sid its name in the policy, attacker-controlled like all policy text; null without one
 * @param who whom it lets in, after what Deny statements surely take away again
 * @param atMost the most open it can be: more than {@code who} where that is {@link Who#UNKNOWN} or
 *     one of the principals cannot be told
 * @param risk how much that matters
 * @param sentence "Anyone on the internet can read objects of orders-bucket."
 * @param because why conditions do not limit it, or why it cannot be told, as a sentence; empty
 *     when there is nothing to add
 * @param construct what keeps it from being told; null unless {@code who} is {@link Who#UNKNOWN}
 * @param path the offending part: {@code Statement[2].Principal.AWS}; for a grant that is fine its
 *     principal; empty for the whole policy
 * @param limitedBy places of the Deny statements without which it would be more open
 */
public record Grant(
        int index,
        @Nullable String sid,
        Who who,
        Who atMost,
        Risk risk,
        String sentence,
        String because,
        @Nullable Construct construct,
        String path,
        List<Integer> limitedBy) {

    public Grant {
        limitedBy = List.copyOf(limitedBy);
    }
}
