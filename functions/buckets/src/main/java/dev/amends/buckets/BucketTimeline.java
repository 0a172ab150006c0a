package dev.amends.buckets;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Timeline;
import dev.amends.core.json.Node;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Buckets as past events show them. S3 takes a public policy or ACL only where no public access
 * block refuses it: so where one was taken and no event tells of a block, there was none. (A block
 * that takes public policies and then restricts the bucket would be missed; hardly anybody has it.)
 */
public final class BucketTimeline implements Timeline<BucketState> {
    private final BucketPolicyBroad guardrail = new BucketPolicyBroad();
    private final Map<String, Facts> buckets = new HashMap<>();
    private final Map<String, SaidBlock> accounts = new HashMap<>();

    /** What is known of a bucket; null stands for what no event shows. */
    private static final class Facts {
        final Setting setting;
        @Nullable SaidBlock own;
        boolean policyKnown;
        @Nullable String policy;
        @Nullable Set<PublicGrant> acl;
        @Nullable Boolean website;

        Facts(Setting setting) {
            this.setting = setting;
        }
    }

    @Override
    public String guardrail() {
        return guardrail.about().id();
    }

    @Override
    public Map<String, List<String>> alsoTells() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "CreateBucket",
                                "DeleteBucket",
                                "DeleteBucketPolicy",
                                "PutBucketWebsite",
                                "DeleteBucketWebsite"));
        names.addAll(new AccountPublicAccess().about().events());
        return Map.of(guardrail.about().eventSource(), names);
    }

    @Override
    public Optional<Target> take(Change change) {
        Node request = change.request();
        String name = request.textOr("", "bucketName");
        if (name.isEmpty()) {
            SaidBlock block = AccountTimeline.said(change);
            if (block != null
                    && new AccountPublicAccess().about().events().contains(change.eventName())) {
                accounts.put(change.account(), block);
            }
            return Optional.empty();
        }
        String partition = BucketPolicyBroad.partition(change.region());
        String arn = "arn:" + partition + ":s3:::" + name;
        if (change.eventName().equals("DeleteBucket")) {
            buckets.remove(arn);
        } else {
            Facts facts =
                    buckets.computeIfAbsent(
                            arn,
                            key -> new Facts(Setting.bucket(name, change.account(), partition)));
            learn(facts, change);
        }
        return Optional.of(new Target(change.account(), change.region(), arn, name));
    }

    private void learn(Facts facts, Change change) {
        Node request = change.request();
        switch (change.eventName()) {
            case "CreateBucket" -> {
                // Since April 2023 every new bucket gets all four flags, and no ACLs.
                facts.own = new SaidBlock(PublicAccessBlock.ALL);
                facts.policy = null;
                facts.policyKnown = true;
                facts.acl = Set.of();
                facts.website = false;
            }
            case "PutBucketPolicy" -> {
                Node given = request.at("bucketPolicy");
                String policy = given.isText() ? given.textOr("") : given.toString();
                facts.policy = policy;
                facts.policyKnown = given.exists();
                if (given.exists() && isPublic(policy, facts.setting)) {
                    nothingRefused(facts, change.account(), PublicAccessBlock::blockPublicPolicy);
                }
            }
            case "DeleteBucketPolicy" -> {
                facts.policy = null;
                facts.policyKnown = true;
            }
            case "PutBucketAcl" -> {
                facts.acl = PublicGrant.given(request).orElse(null);
                if (PublicGrant.surelyPublic(request)) {
                    nothingRefused(facts, change.account(), PublicAccessBlock::blockPublicAcls);
                }
            }
            case "PutBucketPublicAccessBlock" ->
                    facts.own =
                            new SaidBlock(
                                    PublicAccessBlock.of(
                                            request.at("PublicAccessBlockConfiguration")));
            case "DeleteBucketPublicAccessBlock" -> facts.own = SaidBlock.NONE;
            case "PutBucketWebsite" -> facts.website = true;
            case "DeleteBucketWebsite" -> facts.website = false;
            default -> {}
        }
    }

    private static boolean isPublic(String policy, Setting setting) {
        return PolicyAnalyser.analyse(policy, setting).who() == Who.PUBLIC;
    }

    /** What S3 took says more than what was known before: some record is missing. */
    private void nothingRefused(Facts facts, String account, Predicate<PublicAccessBlock> refuses) {
        if (facts.own == null || facts.own.has(refuses)) {
            facts.own = SaidBlock.NONE;
        }
        SaidBlock known = accounts.get(account);
        if (known == null || known.has(refuses)) {
            accounts.put(account, SaidBlock.NONE);
        }
    }

    @Override
    public Past<BucketState> at(Target target, @Nullable Change change) {
        Facts facts = buckets.get(target.arn());
        if (facts == null) {
            return Past.gone();
        }
        List<BucketState> states = new ArrayList<>();
        for (SaidBlock own : may(facts.own)) {
            for (SaidBlock account : may(accounts.get(target.account()))) {
                PublicAccessBlock ofAccount = account.block();
                states.add(
                        new BucketState(
                                facts.setting,
                                own.block(),
                                ofAccount == null ? PublicAccessBlock.NONE : ofAccount,
                                facts.policy,
                                facts.acl,
                                facts.website));
            }
        }
        List<String> missing = new ArrayList<>();
        if (!facts.policyKnown) {
            missing.add("the bucket's policy");
        }
        if (facts.acl == null) {
            missing.add("the bucket's ACL");
        }
        if (facts.own == null || !accounts.containsKey(target.account())) {
            missing.addFirst("a public access block");
        }
        return new Past<>(
                states, facts.policyKnown && facts.acl != null, String.join(" and ", missing));
    }

    /** What a block may be when no event shows it: one that stops everything, or none. */
    private static List<SaidBlock> may(@Nullable SaidBlock known) {
        return known == null
                ? List.of(new SaidBlock(PublicAccessBlock.ALL), SaidBlock.NONE)
                : List.of(known);
    }

    @Override
    public void set(Target target, Map<String, @Nullable String> fields) {
        Facts facts = buckets.get(target.arn());
        if (facts != null) {
            facts.own = new SaidBlock(PublicAccessBlock.of(fields));
        }
    }
}
