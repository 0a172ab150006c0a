package dev.amends.buckets;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public access blocks of accounts as past events show them. */
public final class AccountTimeline implements Timeline<AccountState> {
    private final AccountPublicAccess guardrail = new AccountPublicAccess();
    private final Map<String, SaidBlock> blocks = new HashMap<>();

    @Override
    public String guardrail() {
        return guardrail.about().id();
    }

    @Override
    public Optional<Target> take(Change change) {
        SaidBlock said = said(change);
        if (said == null) {
            return Optional.empty();
        }
        blocks.put(change.account(), said);
        return guardrail.suspect(change) instanceof Suspicion.On(Target target)
                ? Optional.of(target)
                : Optional.empty();
    }

    /** The account's block that a change sets; null when it is not about its account. */
    static @Nullable SaidBlock said(Change change) {
        String account =
                change.request().at("accountId").texts().stream()
                        .findFirst()
                        .orElse(change.account());
        if (change.request().at("bucketName").exists() || !account.equals(change.account())) {
            return null;
        }
        return change.eventName().startsWith("Put")
                ? new SaidBlock(
                        PublicAccessBlock.of(change.request().at("PublicAccessBlockConfiguration")))
                : SaidBlock.NONE;
    }

    @Override
    public Past<AccountState> at(Target target, @Nullable Change change) {
        SaidBlock said = blocks.get(target.account());
        return said == null
                ? Past.unknown("the account's public access block")
                : Past.of(new AccountState(target.account(), target.region(), said.block()));
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        blocks.put(target.account(), new SaidBlock(PublicAccessBlock.of(fields)));
    }
}
