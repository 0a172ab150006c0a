package dev.amends.buckets;

import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * S3's public access block, of a bucket or of an account. Of the two, S3 applies the stricter one
 * to a bucket, flag by flag (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-options">S3
 * user guide, "Block public access settings"</a>).
 *
 * @param blockPublicAcls refuses new public ACLs; changes nothing about present ones
 * @param ignorePublicAcls makes present public ACLs count for nothing
 * @param blockPublicPolicy refuses new public policies; changes nothing about the present one
 * @param restrictPublicBuckets leaves a bucket with a public policy to AWS services and to the
 *     account's own users, whatever else the policy says
 */
public record PublicAccessBlock(
        boolean blockPublicAcls,
        boolean ignorePublicAcls,
        boolean blockPublicPolicy,
        boolean restrictPublicBuckets) {

    static final String BLOCK_ACLS = "BlockPublicAcls";
    static final String IGNORE_ACLS = "IgnorePublicAcls";
    static final String BLOCK_POLICY = "BlockPublicPolicy";
    static final String RESTRICT = "RestrictPublicBuckets";

    /** The flags' names, in S3's own order. */
    static final List<String> FLAGS = List.of(BLOCK_ACLS, IGNORE_ACLS, BLOCK_POLICY, RESTRICT);

    static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true);
    static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);

    /** As a CloudTrail record gives it; a flag that is left out is off. */
    public static PublicAccessBlock of(Node given) {
        return new PublicAccessBlock(
                on(given.at(BLOCK_ACLS)),
                on(given.at(IGNORE_ACLS)),
                on(given.at(BLOCK_POLICY)),
                on(given.at(RESTRICT)));
    }

    private static boolean on(Node flag) {
        return "true".equalsIgnoreCase(String.valueOf(flag.value()));
    }

    /** Out of the fields of a state or remedy; null where nothing is configured. */
    static @Nullable PublicAccessBlock of(Map<String, @Nullable String> fields) {
        if (FLAGS.stream().allMatch(flag -> fields.get(flag) == null)) {
            return null;
        }
        return new PublicAccessBlock(
                "true".equals(fields.get(BLOCK_ACLS)),
                "true".equals(fields.get(IGNORE_ACLS)),
                "true".equals(fields.get(BLOCK_POLICY)),
                "true".equals(fields.get(RESTRICT)));
    }

    /** The fields of a state or remedy; all null where nothing is configured. */
    static Map<String, @Nullable String> fields(@Nullable PublicAccessBlock block) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (String flag : FLAGS) {
            fields.put(flag, block == null ? null : Boolean.toString(block.has(flag)));
        }
        return fields;
    }

    boolean has(String flag) {
        return switch (flag) {
            case BLOCK_ACLS -> blockPublicAcls;
            case IGNORE_ACLS -> ignorePublicAcls;
            case BLOCK_POLICY -> blockPublicPolicy;
            case RESTRICT -> restrictPublicBuckets;
            default -> throw new IllegalArgumentException("no such flag: " + flag);
        };
    }

    /** The flags that are off. */
    List<String> off() {
        List<String> off = new ArrayList<>(FLAGS);
        off.removeIf(this::has);
        return off;
    }

    boolean complete() {
        return off().isEmpty();
    }

    /** What counts where both apply. */
    PublicAccessBlock or(PublicAccessBlock other) {
        return new PublicAccessBlock(
                blockPublicAcls || other.blockPublicAcls,
                ignorePublicAcls || other.ignorePublicAcls,
                blockPublicPolicy || other.blockPublicPolicy,
                restrictPublicBuckets || other.restrictPublicBuckets);
    }

    /** As the command line of AWS takes it. */
    String shorthand() {
        List<String> flags = new ArrayList<>();
        for (String flag : FLAGS) {
            flags.add(flag + "=" + has(flag));
        }
        return String.join(",", flags);
    }
}
