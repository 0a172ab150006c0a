package dev.amends.buckets;

import dev.amends.core.guardrail.ResourceState;
import dev.amends.policy.Analysis;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides who can reach a bucket.
 *
 * @param setting the bucket: its name, account, partition
 * @param own its public access block; null when none is configured
 * @param ofAccount the account's, which counts too; it includes what an organisation's policy sets
 * @param policy the text of its policy; null when it has none
 * @param acl public grants of its ACL; null when it was not read because it cannot matter
 * @param website whether it serves a website; null when that was not read
 * @param hidden whether the bucket does not let us look: then only the policy is known, from the
 *     record of the call that set it
 */
public record BucketState(
        Setting setting,
        @Nullable PublicAccessBlock own,
        PublicAccessBlock ofAccount,
        @Nullable String policy,
        @Nullable Set<PublicGrant> acl,
        @Nullable Boolean website,
        boolean hidden)
        implements ResourceState {

    static final String POLICY = "policy";
    static final String ACL = "acl";
    static final String ACCOUNT = "account's public access block";

    /** A bucket that could be looked at. */
    public BucketState(
            Setting setting,
            @Nullable PublicAccessBlock own,
            PublicAccessBlock ofAccount,
            @Nullable String policy,
            @Nullable Set<PublicGrant> acl,
            @Nullable Boolean website) {
        this(setting, own, ofAccount, policy, acl, website, false);
    }

    /** A bucket of which only the policy is known that was set. */
    static BucketState hidden(Setting setting, PublicAccessBlock ofAccount, String policy) {
        return new BucketState(setting, null, ofAccount, policy, null, null, true);
    }

    /**
     * A bucket's name says all: nobody else can own it while the account does. Its creation date
     * would be no better, as it changes with its policy (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html">API reference of S3,
     * Bucket</a>).
     */
    @Override
    public String incarnation() {
        return "arn:" + setting.partition() + ":s3:::" + setting.name();
    }

    @Override
    public Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = PublicAccessBlock.fields(own);
        fields.put(POLICY, policy == null ? null : Canonical.hash(policy));
        fields.put(ACL, acl == null ? null : PublicGrant.text(acl));
        fields.put(ACCOUNT, ofAccount.shorthand());
        if (hidden) {
            // A look that gets through is another matter.
            fields.put("hidden", "true");
        }
        return fields;
    }

    /** Security guardrails ask the same of what a stack made; its tags would cost a call. */
    @Override
    public Optional<String> stack() {
        return Optional.empty();
    }

    /** Whom the policy lets in, were there no public access block. */
    Analysis analysis() {
        return policy == null ? new Analysis(List.of()) : PolicyAnalyser.analyse(policy, setting);
    }

    boolean policyIsPublic() {
        return policy != null && analysis().who() == Who.PUBLIC;
    }

    /** What counts of bucket's and account's public access block together. */
    PublicAccessBlock effective() {
        return own == null ? ofAccount : ofAccount.or(own);
    }

    /** Whether the policy lets everyone in, and nothing takes that back. */
    boolean openByPolicy() {
        return !effective().restrictPublicBuckets() && policyIsPublic();
    }

    /** Whether the ACL lets everyone in, and nothing takes that back. */
    boolean openByAcl() {
        return acl != null && !acl.isEmpty() && !effective().ignorePublicAcls();
    }

    BucketState with(@Nullable PublicAccessBlock block) {
        return new BucketState(setting, block, ofAccount, policy, acl, website);
    }

    BucketState with(Set<PublicGrant> grants) {
        return new BucketState(setting, own, ofAccount, policy, grants, website);
    }

    BucketState with(boolean serves) {
        return new BucketState(setting, own, ofAccount, policy, acl, serves);
    }
}
