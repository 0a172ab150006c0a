package dev.amends.buckets;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration;

/** The account's public access block, as far as {@link AccountPublicAccess} needs it. */
final class AccountBlock implements Resources<AccountState> {
    private static final String GET = "s3:GetAccountPublicAccessBlock";

    /** Deleting it needs the same permission. */
    private static final String PUT = "s3:PutAccountPublicAccessBlock";

    private final S3ControlClient control;
    private final Calls calls;

    AccountBlock(S3ControlClient control, Calls calls) {
        this.control = control;
        this.calls = calls;
    }

    @Override
    public AccountState read(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        return new AccountState(target.account(), target.region(), block(target.account()));
    }

    /** What is in force, an organisation's policy included; null when nothing is configured. */
    @Nullable PublicAccessBlock block(String account) throws Denied, Rejected, Transient {
        try {
            return calls.read(GET, () -> control.getPublicAccessBlock(r -> r.accountId(account)))
                    .map(GetPublicAccessBlockResponse::publicAccessBlockConfiguration)
                    .map(AccountBlock::block)
                    .orElse(null);
        } catch (Gone e) {
            throw new Transient("an account was said to be no bucket", e);
        }
    }

    private static PublicAccessBlock block(PublicAccessBlockConfiguration given) {
        return new PublicAccessBlock(
                Boolean.TRUE.equals(given.blockPublicAcls()),
                Boolean.TRUE.equals(given.ignorePublicAcls()),
                Boolean.TRUE.equals(given.blockPublicPolicy()),
                Boolean.TRUE.equals(given.restrictPublicBuckets()));
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields)
            throws Denied, Rejected, Transient, Gone {
        PublicAccessBlock block = PublicAccessBlock.of(fields);
        String account = target.account();
        calls.write(
                PUT,
                () -> {
                    if (block == null) {
                        control.deletePublicAccessBlock(r -> r.accountId(account));
                    } else {
                        control.putPublicAccessBlock(r ->
                                r.accountId(account)
                                        .publicAccessBlockConfiguration(c ->
                                                c.blockPublicAcls(block.blockPublicAcls())
                                                        .ignorePublicAcls(block.ignorePublicAcls())
                                                        .blockPublicPolicy(
                                                                block.blockPublicPolicy())
                                                        .restrictPublicBuckets(
                                                                block.restrictPublicBuckets())));
                    }
                });
    }
}
