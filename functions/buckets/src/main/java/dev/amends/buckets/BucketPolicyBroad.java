package dev.amends.buckets;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import dev.amends.policy.Analysis;
import dev.amends.policy.Grant;
import dev.amends.policy.Narrowed;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Risk;
import dev.amends.policy.Setting;
import dev.amends.policy.Source;
import dev.amends.policy.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket lets in more than its owner meant: everyone, by policy or ACL; another account; or an
 * AWS service no matter on whose behalf.
 *
 * <p>What is public is closed by the bucket's own public access block, which leaves policy and ACL
 * as they are and can be taken back exactly. A policy is never written: it is shown in a narrower
 * form, to paste.
 */
public final class BucketPolicyBroad implements Guardrail<BucketState> {
    private static final String PUT_POLICY = "PutBucketPolicy";
    private static final String PUT_ACL = "PutBucketAcl";
    private static final String PUT_BLOCK = "PutBucketPublicAccessBlock";
    private static final String DELETE_BLOCK = "DeleteBucketPublicAccessBlock";

    private static final About ABOUT =
            new About(
                    "bucket-policy-broad",
                    "Bucket that lets in more than it should",
                    Mode.ASK,
                    true,
                    "s3.amazonaws.com",
                    List.of(PUT_POLICY, PUT_ACL, PUT_BLOCK, DELETE_BLOCK),
                    List.of(
                            "s3:GetAccountPublicAccessBlock",
                            "s3:GetBucketAcl",
                            "s3:GetBucketPolicy",
                            "s3:GetBucketPublicAccessBlock",
                            "s3:GetBucketWebsite"),
                    List.of("s3:PutBucketPublicAccessBlock"),
                    List.of());

    /** As old as S3: names of 2006 may have capitals, underscores and up to 255 characters. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    /** A policy has 20 KB at most; that many statements that let others in do not fit. */
    private static final int STATEMENTS = 200;

    private static final int SID = 60;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Suspicion suspect(Change change) {
        Node request = change.request();
        String name = request.text("bucketName");
        if (name == null || !NAME.matcher(name).matches()) {
            return new Suspicion.Unclear(
                    "CloudTrail recorded %s without a bucket's name (its parameters are missing or cut off)."
                            .formatted(change.eventName()),
                    "Look for public buckets in this account and Region.");
        }
        Setting setting = Setting.bucket(name, change.account(), partition(change.region()));
        Optional<String> innocent =
                switch (change.eventName()) {
                    case PUT_POLICY ->
                            analysed(request, setting).filter(a -> a.who() == Who.FINE).isPresent()
                                    ? Optional.of("the policy that was set lets nobody else in")
                                    : Optional.empty();
                    case PUT_ACL ->
                            PublicGrant.surelyPrivate(request)
                                    ? Optional.of("the ACL that was set has no public grant")
                                    : Optional.empty();
                    case PUT_BLOCK ->
                            block(request).complete()
                                    ? Optional.of("all four flags were turned on")
                                    : Optional.empty();
                    default -> Optional.empty();
                };
        return innocent.isPresent()
                ? new Suspicion.None(innocent.get())
                : new Suspicion.On(
                        new Target(
                                change.account(),
                                change.region(),
                                "arn:" + setting.partition() + ":s3:::" + name,
                                name));
    }

    /** What the policy in a record lets happen; empty where the record does not hold it. */
    private static Optional<Analysis> analysed(Node request, Setting setting) {
        Node policy = request.at("bucketPolicy");
        if (policy.isText()) {
            return Optional.of(PolicyAnalyser.analyse(policy.textOr(""), setting));
        }
        return policy.isObject()
                ? Optional.of(PolicyAnalyser.analyse(policy, setting))
                : Optional.empty();
    }

    /** The text of the policy that a change set; null where its record does not hold it. */
    static @Nullable String policy(Change change) {
        Node policy = change.request().at("bucketPolicy");
        boolean held =
                change.eventName().equals(PUT_POLICY) && (policy.isText() || policy.isObject());
        return !held ? null : policy.isText() ? policy.textOr("") : policy.toString();
    }

    private static PublicAccessBlock block(Node request) {
        return PublicAccessBlock.of(request.at("PublicAccessBlockConfiguration"));
    }

    /**
     * A read that shows something open is believed at once. One that shows less than the event said
     * may be older than it: S3 answers about configurations with a delay (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel">S3
     * user guide, "Amazon S3 data consistency model"</a>).
     */
    @Override
    public boolean contradicts(Change change, @Nullable BucketState state) {
        if (state == null) {
            return true;
        }
        if (state.openByPolicy() || state.openByAcl()) {
            return false;
        }
        Node request = change.request();
        return switch (change.eventName()) {
            case PUT_POLICY -> {
                Node given = request.at("bucketPolicy");
                String read = state.policy();
                yield (given.isText() || given.isObject())
                        && (read == null || !Canonical.hash(given).equals(Canonical.hash(read)))
                        && state.analysis().open().isEmpty();
            }
            case PUT_ACL ->
                    state.acl() != null
                            && state.acl().isEmpty()
                            && PublicGrant.surelyPublic(request);
            case PUT_BLOCK -> !block(request).equals(state.own());
            case DELETE_BLOCK -> state.own() != null;
            default -> false;
        };
    }

    @Override
    public Verdict judge(BucketState state, Instant now) {
        String name = state.setting().name();
        Analysis analysis = state.analysis();
        if (state.openByPolicy()) {
            return new Verdict.Violating(
                    joined(
                            sentence(analysis.of(Who.PUBLIC), analysis.open().size()),
                            hidden(state)),
                    Severity.HIGH,
                    null);
        }
        if (state.openByAcl() && state.acl() != null) {
            return new Verdict.Violating(
                    new TreeSet<>(state.acl()).first().sentence(name) + " Its ACL says so.",
                    Severity.HIGH,
                    null);
        }
        List<Grant> open = analysis.openIfRestricted();
        if (!open.isEmpty()) {
            List<String> changes = new ArrayList<>();
            String narrowed = narrowed(state, changes);
            String sentence = joined(sentence(open, open.size()), hidden(state));
            return new Verdict.Violating(
                    narrowed == null
                            ? sentence
                            : joined(
                                    sentence,
                                    "The narrowed policy to paste: " + String.join(" ", changes)),
                    severity(open),
                    null,
                    narrowed);
        }
        List<Grant> unknown = analysis.of(Who.UNKNOWN);
        if (!unknown.isEmpty()) {
            Grant grant = unknown.getFirst();
            return new Verdict.Unknown(
                    joined(grant.sentence(), grant.because()),
                    grant.path().isEmpty()
                            ? "Look at the bucket's policy."
                            : "Look at %s of the bucket's policy.".formatted(grant.path()));
        }
        return state.hidden()
                ? new Verdict.Unknown(
                        "The policy of %s lets nobody in from outside, and does not let Amends look at the rest."
                                .formatted(name),
                        "Look at the bucket's ACL.")
                : new Verdict.Compliant(fine(state, analysis));
    }

    private static String hidden(BucketState state) {
        return state.hidden()
                ? "The policy does not let Amends look at the bucket, so this is judged from the record of the call that set it; a public access block of the bucket's own could make it void."
                : "";
    }

    private static String sentence(List<Grant> grants, int all) {
        Grant worst = new Analysis(grants).worst().orElseThrow();
        String sid = worst.sid();
        String where =
                (sid == null || sid.isEmpty()
                                ? "Its policy says so at "
                                : "Statement %s of its policy says so, at "
                                        .formatted(
                                                sid.length() > SID
                                                        ? sid.substring(0, SID) + "…"
                                                        : sid))
                        + worst.path()
                        + (all == 1
                                ? "."
                                : all == 2
                                        ? "; one more statement lets others in."
                                        : "; %d more statements let others in.".formatted(all - 1));
        return joined(joined(worst.sentence(), where), worst.because());
    }

    private static String joined(String one, String other) {
        return other.isEmpty() ? one : one + " " + other;
    }

    private static Severity severity(List<Grant> grants) {
        Risk worst =
                grants.stream().map(Grant::risk).max(Comparator.naturalOrder()).orElse(Risk.LOW);
        return switch (worst) {
            case NONE, LOW -> Severity.LOW;
            case MEDIUM -> Severity.MEDIUM;
            case HIGH -> Severity.HIGH;
        };
    }

    private static String fine(BucketState state, Analysis analysis) {
        String name = state.setting().name();
        boolean byPolicy = analysis.who() == Who.PUBLIC;
        boolean byAcl = state.acl() != null && !state.acl().isEmpty();
        if (!byPolicy && !byAcl) {
            return "%s lets in nobody from outside.".formatted(name);
        }
        PublicAccessBlock own = state.own();
        boolean bucket =
                own != null && (byPolicy ? own.restrictPublicBuckets() : own.ignorePublicAcls());
        return "The %s of %s is public, but the %s public access block makes that void (%s)."
                .formatted(
                        byPolicy ? "policy" : "ACL",
                        name,
                        bucket ? "bucket's own" : "account's",
                        byPolicy ? PublicAccessBlock.RESTRICT : PublicAccessBlock.IGNORE_ACLS);
    }

    /**
     * The policy with everything open narrowed; null when that cannot be proven.
     *
     * @param changes takes a sentence for each thing that is changed in it
     */
    private static @Nullable String narrowed(BucketState state, List<String> changes) {
        String text = state.policy();
        for (int i = 0; text != null && i < STATEMENTS; i++) {
            List<Grant> open = PolicyAnalyser.analyse(text, state.setting()).open();
            if (open.isEmpty()) {
                return text;
            }
            Narrowed narrowed =
                    Narrowed.of(
                                    text,
                                    state.setting(),
                                    open.getFirst().index(),
                                    Source.account(state.setting().account()))
                            .orElse(null);
            if (narrowed != null) {
                changes.add(narrowed.change());
            }
            text = narrowed == null ? null : narrowed.text();
        }
        return null;
    }

    @Override
    public Optional<String> spared(BucketState state, Options options) {
        return Optional.empty();
    }

    @Override
    public List<Remedy> remedies(BucketState state, Options options, Instant now) {
        if (state.hidden() || (!state.openByPolicy() && !state.openByAcl())) {
            return List.of();
        }
        String name = state.setting().name();
        return List.of(
                new Remedy(
                        "turn on all four flags of its public access block",
                        "Turned on all four flags of its public access block.",
                        PublicAccessBlock.fields(state.own()),
                        PublicAccessBlock.fields(PublicAccessBlock.ALL),
                        true,
                        risk(state),
                        List.of(
                                "aws s3api put-public-access-block --bucket %s --expected-bucket-owner %s --public-access-block-configuration %s"
                                        .formatted(
                                                name,
                                                state.setting().account(),
                                                PublicAccessBlock.ALL.shorthand())),
                        "PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true }",
                        "an aws_s3_bucket_public_access_block with block_public_acls, ignore_public_acls, block_public_policy and restrict_public_buckets = true"));
    }

    /** What it would cut: more than what it is for. */
    private static String risk(BucketState state) {
        StringBuilder risk =
                new StringBuilder(
                        state.openByPolicy()
                                ? "nobody but account %s and AWS services would get in any more"
                                        .formatted(state.setting().account())
                                : "downloads and uploads that rely on a public ACL, of the bucket or of an object in it, would be refused");
        List<String> others = delegations(state);
        if (!others.isEmpty()) {
            risk.append("; what the policy grants to other accounts would stop, too (")
                    .append(String.join(", ", others))
                    .append(')');
        }
        Boolean website = state.website();
        if (website == null) {
            risk.append("; if it serves a website, that would stop");
        } else if (website) {
            risk.append("; the website that it serves would stop");
        }
        return risk.append('.').toString();
    }

    /** Where a public policy also lets named others in, which the restriction cuts as well. */
    private static List<String> delegations(BucketState state) {
        List<String> paths = new ArrayList<>();
        if (state.openByPolicy()) {
            for (Grant grant : state.analysis().grants()) {
                if (grant.who() == Who.OTHER_ACCOUNT || grant.who() == Who.ORGANISATION) {
                    paths.add(grant.path());
                }
            }
        }
        return paths;
    }

    /** Never softened by what somebody chose: a security guardrail. */
    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        return Map.of();
    }

    static String partition(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
