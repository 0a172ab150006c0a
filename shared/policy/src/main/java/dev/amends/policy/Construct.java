package dev.amends.policy;

/**
 * What can keep a grant from being told: all there is, each explained in docs/policy-analysis.md
 * and shown by an example there is a test for.
 */
public enum Construct {
    /** The text is not exactly one JSON value, or has a key twice. */
    NOT_JSON,
    /** The policy has no statements, or is no object. */
    NO_STATEMENTS,
    /** An element of the policy that the grammar does not have. */
    POLICY_ELEMENT,
    /** A version other than the two there are. */
    VERSION,
    /** An element of a statement that the grammar does not have. */
    STATEMENT_ELEMENT,
    /** An effect other than Allow and Deny, which are case-sensitive. */
    EFFECT,
    /** Neither or both of Principal and NotPrincipal, or an empty one. */
    PRINCIPAL,
    /** Neither or both of Action and NotAction, or what is no text. */
    ACTION,
    /** Neither or both of Resource and NotResource, or what is no text. */
    RESOURCE,
    /** A condition that is no object of objects of values. */
    CONDITION,
    /** A principal that AWS does not accept: a wildcard inside, another partition, a new kind. */
    PRINCIPAL_FORM,
    /** Everyone but somebody who cannot be told. */
    NOT_PRINCIPAL,
    /** A canonical user id that is not known to be the owner's. */
    CANONICAL_USER,
    /** A CloudFront origin access identity: it does not show whose it is. */
    ORIGIN_ACCESS_IDENTITY,
    /** An OpenID Connect provider: who signs in there is said elsewhere. */
    OIDC_PROVIDER,
    /** A condition operator that is not known. */
    OPERATOR,
    /** A condition key that is not known. */
    KEY,
    /** A value that does not fit its key and operator. */
    VALUE,
    /** A key that AWS does not say services send. */
    KEY_OF_A_SERVICE,
    /** The token of an Alexa skill, for anyone but Alexa. */
    EVENT_SOURCE_TOKEN,
    /** StringLike on an ARN with a wildcard before the account. */
    WILDCARD_ACROSS_COLONS,
    /** The unique id of a user or role: it does not show its account. */
    USER_ID,
    /** A fixed KMS key, whose own policy says who comes in. */
    KMS_KEY,
    /** A Deny that may close it and cannot be followed. */
    DENY,
    /** Address ranges that are each narrow enough and together half of all there are. */
    MANY_RANGES
}
