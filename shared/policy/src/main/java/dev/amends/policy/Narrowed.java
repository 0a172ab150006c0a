package dev.amends.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy in which one grant no longer lets others in, to be pasted by a person; the bot writes no
 * policy. All other statements mean what they meant.
 *
 * @param text the policy, two spaces of indentation, keys and statements in their order
 * @param change what was done, as a sentence: "Statement AllowApi also asks for aws:SourceAccount
 *     111122223333."
 */
public record Narrowed(String text, String change) {

    /**
     * Narrows the grant of one statement: a service is tied to the given source, another account to
     * the owner's organisation if that is known; other principals that let others in, or the
     * statement itself, are taken out.
     *
     * @param index the statement's place, as in {@link Grant#index()}
     * @param source on whose behalf a service may act; null takes a service without source out
     * @return empty when the result is not proven by analysis to be fine there and unchanged
     *     elsewhere, or when nothing would be left of the policy
     */
    public static Optional<Narrowed> of(
            String policyText, Setting setting, int index, @Nullable Source source) {
        return Narrowing.of(policyText, setting, index, source);
    }
}
