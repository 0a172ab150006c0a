package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.policy.Analysis;
import dev.amends.policy.Grant;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bucket policy that lets in more than it should. */
public final class BucketPolicyRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "bucket-policy-broad",
                    "Bucket that lets in more than it should",
                    Severity.HIGH,
                    true,
                    "0.1.0",
                    "Even if you don't have stars in policy, sometimes permissions can be overly broad.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Template template = review.template();
        List<Violation> violations = new ArrayList<>();
        for (Resource policy : template.ofType("AWS::S3::BucketPolicy")) {
            Optional<Resource> bucket = bucket(policy, template);
            String name =
                    bucket.map(Resource::logicalId).orElse("the bucket of " + policy.logicalId());
            boolean restricted = bucket.isPresent() && mayBeRestricted(bucket.get());
            policy.get("PolicyDocument")
                    .flatMap(document -> PolicyJson.of(document, review))
                    .ifPresent(written -> {
                        Analysis analysis =
                                PolicyAnalyser.analyse(
                                        written.json(),
                                        Setting.bucket(
                                                name, PolicyJson.ACCOUNT, written.partition()));
                        (restricted ? analysis.openIfRestricted() : analysis.open())
                                .stream()
                                        .filter(Grants::matters)
                                        .forEach(grant ->
                                                violations.add(violation(policy, written, grant)));
                    });
        }
        return violations;
    }

    private static Optional<Resource> bucket(Resource policy, Template template) {
        return policy.get("Bucket").orElse(null) instanceof Value.Reference reference
                ? template.resource(reference.logicalId())
                : Optional.empty();
    }

    /** Whether its public access block may close what is public: also where that is not known. */
    private static boolean mayBeRestricted(Resource bucket) {
        return bucket.get("PublicAccessBlockConfiguration", "RestrictPublicBuckets")
                .map(value -> !(value instanceof Value.Scalar set) || set.text().equals("true"))
                .orElse(false);
    }

    private static Violation violation(Resource policy, PolicyJson.Written written, Grant grant) {
        return new Violation(
                INFO.id(),
                policy.logicalId(),
                List.of("PolicyDocument", "Statement"),
                written.at(grant),
                Grants.severity(grant),
                "%s: %s".formatted(policy.logicalId(), Grants.sentence(grant)),
                null);
    }
}
