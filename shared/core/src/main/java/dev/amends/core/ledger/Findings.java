package dev.amends.core.ledger;

import org.jspecify.annotations.Nullable;

/** Where findings are kept, and the one way they move. */
public interface Findings {

    /** The finding as it is now, or null. */
    @Nullable Finding find(String key);

    /**
     * Takes a step.
     *
     * @param known the finding as the caller knows it; null means "there should be none". A wrong
     *     guess costs one more write, never a wrong move
     * @param decision the key of the person's decision that led here: when the step leaves nothing
     *     to be done, the decision is marked as dealt with in the same write. Null when nobody
     *     decided, or when others depend on the decision too
     */
    Answer take(@Nullable Finding known, Move move, @Nullable String decision);

    /** Takes a step that nobody decided on. */
    default Answer take(@Nullable Finding known, Move move) {
        return take(known, move, null);
    }
}
