package dev.amends.policy;

/**
 * One entry of a Principal element (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">IAM
 * user guide, Principal</a>), with its path.
 */
sealed interface Principal {
    String path();

    /**
     * Everyone.
     *
     * @param provider where they have to sign in, which anyone can; empty for everyone
     * @param written how: {@link #ALL} alone takes in anonymous callers and services for sure; the
     *     others mean no less when they allow and no more when they deny
     */
    record Everyone(String provider, String written, String path) implements Principal {
        /** A bare {@code *}. */
        static final String ALL = "*";

        /** {@code {"AWS": "*"}}. */
        static final String AWS = "AWS";
    }

    /** An account, or a user, role or session in it. */
    record Account(String id, String written, String path) implements Principal {}

    /** An AWS service; {@code *} for any. */
    record Service(String name, String path) implements Principal {}

    /** A user or role that was deleted: its unique id stays behind and is never reused. */
    record Deleted(String path) implements Principal {}

    /** Somebody, but it cannot be told who. */
    record Unclear(Construct construct, String because, Who atMost, String path)
            implements Principal {}
}
