package dev.amends.template.lifecycle;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Knows what goes wrong with lifecycle rules. Sentences begin in the middle: "…" stands for the
 * rule, whose name the caller knows.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html">S3
 *     user guide, examples of lifecycle configurations</a>
 */
public final class LifecycleJudge {
    /**
     * Dollars for each thousand objects that are moved into a class, us-east-1. Source: infracost's
     * outputs from AWS's price list, July 2024; GLACIER_IR from two price tables of 2026.
     */
    private static final Map<String, Double> PER_THOUSAND =
            Map.of(
                    "INTELLIGENT_TIERING", 0.01,
                    "STANDARD_IA", 0.01,
                    "ONEZONE_IA", 0.01,
                    "GLACIER_IR", 0.02,
                    "GLACIER", 0.03,
                    "DEEP_ARCHIVE", 0.05);

    /** 128 KB, in bytes. */
    private static final long SMALL = 131_072;

    private static final Pattern DATE = Pattern.compile("^\\d{4}[-/]");

    private LifecycleJudge() {}

    /** Why a prefix matches other keys than its author thinks; empty when it may be right. */
    public static Optional<String> prefix(String prefix) {
        if (prefix.contains("*") || prefix.contains("?")) {
            return Optional.of(
                    "matches only keys that begin with %s, letter for letter: S3 knows no wildcards here"
                            .formatted(prefix));
        }
        if (prefix.startsWith("/")) {
            return Optional.of(
                    "matches only keys that begin with a slash, and keys rarely do: %s"
                            .formatted(prefix));
        }
        return DATE.matcher(prefix).find()
                ? Optional.of(
                        "matches only keys that begin with %s. A prefix is fixed, and no later date is ever matched"
                                .formatted(prefix))
                : Optional.empty();
    }

    /**
     * What it costs to move objects into a class, for people; empty when a rule leaves small ones
     * where they are, or the class is not known.
     *
     * @param rule the rule that does it
     * @param varies whether the configuration asks for {@code varies_by_storage_class}. Without it
     *     S3 moves objects below 128 KB only when the rule itself names a smaller size
     */
    public static Optional<String> transition(
            LifecycleRule rule, String storageClass, boolean varies) {
        Double price = PER_THOUSAND.get(storageClass);
        boolean small = rule.above() < SMALL && (varies || rule.above() >= 0);
        return price == null || !small
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "moves every object into %s for $%.2f per 1,000, however small it is: $%,d for a billion of them (us-east-1, list price of July 2024)",
                                storageClass,
                                price,
                                Math.round(price * 1_000_000)));
    }
}
