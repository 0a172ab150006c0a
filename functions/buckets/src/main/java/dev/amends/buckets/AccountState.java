package dev.amends.buckets;

import dev.amends.core.guardrail.ResourceState;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public access block of an account.
 *
 * @param account its 12 digits
 * @param region where we look from
 * @param block what is in force; null when none is configured
 */
public record AccountState(String account, String region, @Nullable PublicAccessBlock block)
        implements ResourceState {

    /** There is only ever one. */
    @Override
    public String incarnation() {
        return account;
    }

    @Override
    public Map<String, @Nullable String> fields() {
        return PublicAccessBlock.fields(block);
    }

    @Override
    public Optional<String> stack() {
        return Optional.empty();
    }

    PublicAccessBlock inForce() {
        return block == null ? PublicAccessBlock.NONE : block;
    }
}
