package dev.amends.policy;

import org.jspecify.annotations.Nullable;

/**
 * The six parts of an ARN or of a pattern for ARNs (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">IAM user guide,
 * Amazon Resource Names</a>).
 */
record Arn(String partition, String service, String region, String account, String resource) {

    /** Takes it apart; null when it has fewer than six parts. */
    static @Nullable Arn parse(String text) {
        if (!text.startsWith("arn:")) {
            return null;
        }
        int partition = text.indexOf(':', 4);
        int service = partition < 0 ? -1 : text.indexOf(':', partition + 1);
        int region = service < 0 ? -1 : text.indexOf(':', service + 1);
        int account = region < 0 ? -1 : text.indexOf(':', region + 1);
        return account < 0
                ? null
                : new Arn(
                        text.substring(4, partition),
                        text.substring(partition + 1, service),
                        text.substring(service + 1, region),
                        text.substring(region + 1, account),
                        text.substring(account + 1));
    }

    /**
     * The account to which a bucket's name belongs, as those of account regional namespaces end in
     * it: {@code orders-111122223333-eu-west-1-an}; null for any other name (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html">S3 user
     * guide, namespaces for general purpose buckets</a>).
     */
    @Nullable String ownerByName() {
        int slash = resource.indexOf('/');
        String[] parts = (slash < 0 ? resource : resource.substring(0, slash)).split("-", -1);
        int last = parts.length - 1;
        if (!service.equals("s3") || last < 5 || !parts[last].equals("an")) {
            return null;
        }
        // A Region has three words or more, of which the last is a number.
        if (!isWord(parts[last - 1], "09")) {
            return null;
        }
        for (int i = last - 2; i > 0; i--) {
            if (Text.account(parts[i])) {
                return last - i > 3 ? parts[i] : null;
            }
            if (!isWord(parts[i], "az")) {
                return null;
            }
        }
        return null;
    }

    private static boolean isWord(String text, String ranges) {
        return !text.isEmpty() && Text.only(text, ranges);
    }

    /** Whether a wildcard stands before the account, where it could run on beyond it. */
    boolean looseBeforeAccount() {
        return Wildcard.in(partition) || Wildcard.in(service) || Wildcard.in(region);
    }
}
