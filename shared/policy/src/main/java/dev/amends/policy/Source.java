package dev.amends.policy;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a service may act, to narrow a grant to it.
 *
 * @param account the 12 digits of the account
 * @param arn the resource, wildcards allowed behind the account; null when only the account is
 *     known
 */
public record Source(String account, @Nullable String arn) {

    /** Anything in an account. */
    public static Source account(String account) {
        return new Source(account, null);
    }
}
