package dev.amends.buckets;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.policy.Setting;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/**
 * S3, as far as {@link BucketPolicyBroad} needs it. Every call names the account that must own the
 * bucket, so that a bucket of the same name that somebody else made meanwhile is never touched.
 */
final class Buckets implements Resources<BucketState> {
    private static final String GET_BLOCK = "s3:GetBucketPublicAccessBlock";

    /** Deleting it needs the same permission. */
    private static final String PUT_BLOCK = "s3:PutBucketPublicAccessBlock";

    private final S3Client s3;
    private final AccountBlock account;
    private final Calls calls;

    Buckets(S3Client s3, AccountBlock account, Calls calls) {
        this.s3 = s3;
        this.account = account;
        this.calls = calls;
    }

    @Override
    public @Nullable BucketState read(Target target, @Nullable Change change)
            throws Denied, Rejected, Transient {
        PublicAccessBlock ofAccount = account.block(target.account());
        try {
            return read(target, change, ofAccount == null ? PublicAccessBlock.NONE : ofAccount);
        } catch (Gone e) {
            return null;
        }
    }

    private BucketState read(Target target, @Nullable Change change, PublicAccessBlock ofAccount)
            throws Denied, Rejected, Transient, Gone {
        Setting setting =
                Setting.bucket(target.name(), target.account(), target.arn().split(":", 3)[1]);
        try {
            BucketState state =
                    new BucketState(setting, block(target), ofAccount, policy(target), null, null);
            if (!state.openByPolicy() && !state.effective().ignorePublicAcls()) {
                state = state.with(acl(target));
            }
            // It only matters to a person who is about to be asked; the second look at an approval
            // can do without.
            boolean asks = change != null && (state.openByPolicy() || state.openByAcl());
            return asks ? state.with(website(target)) : state;
        } catch (Denied e) {
            String policy = change == null ? null : BucketPolicyBroad.policy(change);
            if (e.byResource() && policy != null) {
                // The record tells what the bucket does not.
                return BucketState.hidden(setting, ofAccount, policy);
            }
            throw e;
        }
    }

    /** One call: of what is read, only the block was written. */
    @Override
    public Map<String, @Nullable String> inForce(
            Target target, Map<String, @Nullable String> written)
            throws Denied, Rejected, Transient, Gone {
        return PublicAccessBlock.fields(block(target));
    }

    private @Nullable PublicAccessBlock block(Target target)
            throws Denied, Rejected, Transient, Gone {
        return calls.read(
                        GET_BLOCK,
                        () ->
                                s3.getPublicAccessBlock(r ->
                                        r.bucket(target.name())
                                                .expectedBucketOwner(target.account())))
                .map(GetPublicAccessBlockResponse::publicAccessBlockConfiguration)
                .map(Buckets::block)
                .orElse(null);
    }

    private static PublicAccessBlock block(PublicAccessBlockConfiguration given) {
        return new PublicAccessBlock(
                Boolean.TRUE.equals(given.blockPublicAcls()),
                Boolean.TRUE.equals(given.ignorePublicAcls()),
                Boolean.TRUE.equals(given.blockPublicPolicy()),
                Boolean.TRUE.equals(given.restrictPublicBuckets()));
    }

    private @Nullable String policy(Target target) throws Denied, Rejected, Transient, Gone {
        return calls.read(
                        "s3:GetBucketPolicy",
                        () ->
                                s3.getBucketPolicy(r ->
                                        r.bucket(target.name())
                                                .expectedBucketOwner(target.account())))
                .map(GetBucketPolicyResponse::policy)
                .orElse(null);
    }

    /**
     * The public grants of the ACL. Where object ownership switches ACLs off, S3 answers with the
     * owner's grant alone (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html">API reference of
     * S3, GetBucketAcl</a>), so ownership need not be read as well.
     */
    private Set<PublicGrant> acl(Target target) throws Denied, Rejected, Transient, Gone {
        Set<PublicGrant> grants = new TreeSet<>();
        for (Grant grant :
                calls.read(
                                "s3:GetBucketAcl",
                                () ->
                                        s3.getBucketAcl(r ->
                                                r.bucket(target.name())
                                                        .expectedBucketOwner(target.account())))
                        .orElseThrow()
                        .grants()) {
            String group = grant.grantee() == null ? null : grant.grantee().uri();
            PublicGrant.add(
                    grants,
                    Objects.requireNonNullElse(group, ""),
                    String.valueOf(grant.permissionAsString()));
        }
        return grants;
    }

    private boolean website(Target target) throws Denied, Rejected, Transient, Gone {
        return calls.read(
                        "s3:GetBucketWebsite",
                        () ->
                                s3.getBucketWebsite(r ->
                                        r.bucket(target.name())
                                                .expectedBucketOwner(target.account())))
                .isPresent();
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields)
            throws Denied, Rejected, Transient, Gone {
        PublicAccessBlock block = PublicAccessBlock.of(fields);
        calls.write(
                PUT_BLOCK,
                () -> {
                    if (block == null) {
                        s3.deletePublicAccessBlock(
                                r -> r.bucket(target.name()).expectedBucketOwner(target.account()));
                    } else {
                        s3.putPublicAccessBlock(r ->
                                r.bucket(target.name())
                                        .expectedBucketOwner(target.account())
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
