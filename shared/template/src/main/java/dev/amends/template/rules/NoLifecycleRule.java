package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A bucket whose content grows for ever, because no lifecycle rule says otherwise. */
public final class NoLifecycleRule implements Rule {
    /** Takes nothing from anybody: only what was never finished. */
    private static final String HARMLESS =
            """
            LifecycleConfiguration:
              Rules:
                - Id: unfinished-uploads
                  Status: Enabled
                  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }
                # - Id: by-type
                #   Status: Enabled
                #   Prefix: debug/
                #   ExpirationInDays: 90\
            """;

    private static final String ANY = "*";

    private static final RuleInfo INFO =
            new RuleInfo(
                    "s3-no-lifecycle",
                    "Bucket that grows for ever",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "The lifecycle policy is optional, right?");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Set<String> served = served(review.template());
        List<Violation> violations = new ArrayList<>();
        for (Resource bucket : review.template().ofType("AWS::S3::Bucket")) {
            if (Known.unclear(bucket.get("LifecycleConfiguration"))
                    || Known.unclear(bucket.get("LifecycleConfiguration", "Rules"))
                    || Known.items(bucket, "LifecycleConfiguration", "Rules").stream()
                            .anyMatch(Value.Unknown.class::isInstance)
                    || content(bucket, served)) {
                continue;
            }
            List<Lifecycle.Written> rules = Lifecycle.rules(bucket);
            if (rules.stream().noneMatch(NoLifecycleRule::counts)) {
                violations.add(
                        Violation.of(
                                INFO,
                                bucket,
                                List.of("LifecycleConfiguration"),
                                bucket.at(),
                                rules.isEmpty()
                                        ? "Nothing ever leaves %s: it has no lifecycle rule, so it grows for as long as somebody writes to it, and so does its bill."
                                                .formatted(bucket.logicalId())
                                        : "Nothing ever leaves %s: none of its lifecycle rules is enabled."
                                                .formatted(bucket.logicalId()),
                                rules.isEmpty() ? HARMLESS : "Status: Enabled"));
            } else if (versioned(bucket)
                    && rules.stream().anyMatch(each -> each.rule().expires())
                    && rules.stream().noneMatch(each -> each.rule().expiresNoncurrent())) {
                violations.add(
                        Violation.of(
                                INFO,
                                bucket,
                                List.of("LifecycleConfiguration", "Rules"),
                                bucket.get("LifecycleConfiguration", "Rules")
                                        .map(Value::at)
                                        .orElse(bucket.at()),
                                "%s keeps its versions, so what its lifecycle rules expire stays as an old version, and is paid for, for ever."
                                        .formatted(bucket.logicalId()),
                                "NoncurrentVersionExpiration: { NoncurrentDays: 30 }"));
            }
        }
        return violations;
    }

    /**
     * Whether it holds what is served from it, which grows with a site and not with its use. Where
     * versions are kept, each deployment leaves the former one behind.
     */
    private static boolean content(Resource bucket, Set<String> served) {
        return (bucket.get("WebsiteConfiguration").isPresent()
                        || served.contains(ANY)
                        || served.contains(bucket.logicalId()))
                && bucket.get("VersioningConfiguration").isEmpty();
    }

    /** The buckets from which CloudFront serves. */
    private static Set<String> served(Template template) {
        Set<String> served = new HashSet<>();
        for (Resource distribution : template.ofType("AWS::CloudFront::Distribution")) {
            if (Known.unclear(distribution.get("DistributionConfig", "Origins"))) {
                served.add(ANY);
            }
            for (Value origin : Known.items(distribution, "DistributionConfig", "Origins")) {
                Value domain = Known.field(origin, "DomainName");
                // What is not known may be any bucket's.
                served.add(
                        origin instanceof Value.Unknown || domain instanceof Value.Unknown
                                ? ANY
                                : Known.referred(domain));
            }
        }
        return served;
    }

    /** A status that is not known may be "Enabled". */
    private static boolean counts(Lifecycle.Written written) {
        return written.rule().enabled()
                || !(Known.field(written.value(), "Status") instanceof Value.Scalar);
    }

    private static boolean versioned(Resource bucket) {
        return Known.text(bucket, "VersioningConfiguration", "Status").equals("Enabled");
    }
}
