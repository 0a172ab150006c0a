package dev.amends.policy;

/** What one value of one condition says about who comes in. */
sealed interface Scope {

    /** Whose account or organisation a key names. */
    enum Part {
        /** The caller's. */
        CALLER,
        /** That of the resource on whose behalf a service calls. */
        SOURCE,
        /** That of the VPC endpoint through which the call comes. */
        NETWORK,
        /** That of the access point through which the call comes: its policy says whose. */
        ACCESS_POINT
    }

    /** One fixed account. */
    record Account(Part part, String id) implements Scope {}

    /** One fixed organisation. */
    record Organisation(Part part, String id) implements Scope {}

    /** A fixed VPC, VPC endpoint or range of addresses. */
    record Network() implements Scope {}

    /** A fixed resource that names no account: whoever owns it next is let in too. */
    record Resource(String arn) implements Scope {}

    /** AWS services, whichever resource they act for. */
    record Services() implements Scope {}

    /** A secret that only an Alexa skill sends. */
    record Token() implements Scope {}

    /** A function URL without authentication; {@code twin} for the second of its two statements. */
    record UrlWithoutAuth(boolean twin) implements Scope {}

    /** Whoever signs with an account of their own: anyone, but not without an account. */
    record Signed() implements Scope {}

    /**
     * No limit.
     *
     * @param meant whether the key could have limited it
     */
    record Open(String because, boolean meant) implements Scope {}

    /** It may limit or not. */
    record Unsure(Construct construct, String because) implements Scope {}
}
