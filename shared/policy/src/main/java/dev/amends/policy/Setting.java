package dev.amends.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a policy does not say about itself.
 *
 * @param kind what it is attached to
 * @param name the resource's name, for sentences
 * @param account the 12 digits of the account that owns the resource
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 * @param organisation the owner's organisation, {@code o-…}; null when there is none or it is not
 *     known: then every fixed organisation is taken for the owner's
 * @param canonicalUser the owner's canonical user id, which an S3 ACL names; null when not known
 */
public record Setting(
        Kind kind,
        String name,
        String account,
        String partition,
        @Nullable String organisation,
        @Nullable String canonicalUser) {

    /** A bucket of which no more is known. */
    public static Setting bucket(String name, String account, String partition) {
        return new Setting(Kind.S3_BUCKET, name, account, partition, null, null);
    }

    /** A Lambda function, version or alias of which no more is known. */
    public static Setting function(String name, String account, String partition) {
        return new Setting(Kind.LAMBDA_FUNCTION, name, account, partition, null, null);
    }

    /** The same with the owner's organisation. */
    public Setting withOrganisation(@Nullable String id) {
        return new Setting(kind, name, account, partition, id, canonicalUser);
    }

    /** The same with the owner's canonical user id. */
    public Setting withCanonicalUser(@Nullable String id) {
        return new Setting(kind, name, account, partition, organisation, id);
    }
}
