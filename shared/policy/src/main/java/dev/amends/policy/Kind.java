package dev.amends.policy;

/** What a policy is attached to: it decides which verbs a sentence uses. */
public enum Kind {
    S3_BUCKET,
    LAMBDA_FUNCTION,
    OTHER
}
