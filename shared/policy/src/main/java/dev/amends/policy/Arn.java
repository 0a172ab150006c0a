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

    /** Whether a wildcard stands before the account, where it could run on beyond it. */
    boolean looseBeforeAccount() {
        return Wildcard.in(partition) || Wildcard.in(service) || Wildcard.in(region);
    }
}
