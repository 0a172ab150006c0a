package dev.amends.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a policy lets happen.
 *
 * @param grants one for each Allow statement, in the policy's order, and one for each part that
 *     cannot be read; empty when nothing is allowed
 */
public record Analysis(List<Grant> grants) {

    public Analysis {
        grants = List.copyOf(grants);
    }

    /** The worst of all verdicts; {@link Who#FINE} when nothing is allowed. */
    public Who who() {
        return worst().map(Grant::who).orElse(Who.FINE);
    }

    /** The first of the grants that are worst: most open, then riskiest; empty without any. */
    public Optional<Grant> worst() {
        Comparator<Grant> openness = Comparator.comparing(Grant::who);
        // Of equals max() takes the first, which is where a reader starts.
        return grants.stream()
                .max(openness.thenComparing(Grant::atMost).thenComparing(Grant::risk));
    }

    /** Grants that surely let somebody in from outside, in the policy's order. */
    public List<Grant> open() {
        return grants.stream().filter(grant -> grant.who().open()).toList();
    }

    /** Grants of one kind, in the policy's order. */
    public List<Grant> of(Who who) {
        return grants.stream().filter(grant -> grant.who() == who).toList();
    }

    /**
     * The grants that let others in, once S3 restricts the bucket if its policy is public: those to
     * other accounts are void then, too, those to services are not (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-options">S3
     * user guide, RestrictPublicBuckets</a>).
     */
    public List<Grant> openIfRestricted() {
        return who() == Who.PUBLIC ? of(Who.SERVICE_WITHOUT_SOURCE) : open();
    }
}
