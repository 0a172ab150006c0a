package dev.amends.policy;

/**
 * Whom an Allow statement lets in, from the narrowest to the most open; the worst of a policy is
 * the last of these that occurs. {@link #UNKNOWN} stands below what surely lets others in, so that
 * what is certain is what gets said.
 */
public enum Who {
    /** Only the account itself, a source that is tied to it, a fixed network, or nobody. */
    FINE,
    /** Other accounts, but only those of one fixed organisation. */
    ORGANISATION,
    /** It cannot be told; {@link Grant#atMost()} says how open it may be. */
    UNKNOWN,
    /** An account other than the owner's, itself or through a service. */
    OTHER_ACCOUNT,
    /**
     * An AWS service on behalf of any account: the confused deputy (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">IAM user
     * guide</a>).
     */
    SERVICE_WITHOUT_SOURCE,
    /**
     * Anyone, through a Lambda function URL without authentication: often meant, so its own kind.
     */
    FUNCTION_URL_PUBLIC,
    /**
     * Anyone on the internet, or anyone with an AWS account (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">S3
     * user guide, "The meaning of public"</a>).
     */
    PUBLIC;

    /** Whether somebody is surely let in from outside the account and its organisation. */
    public boolean open() {
        return compareTo(UNKNOWN) > 0;
    }

    /** The more open of two. */
    Who or(Who other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The narrower of two. */
    Who and(Who other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
