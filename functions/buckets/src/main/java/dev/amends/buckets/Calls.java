package dev.amends.buckets;

import dev.amends.core.aws.AwsErrors;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Gone;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.lambda.Pace;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of S3, at a polite pace, with its errors told apart. */
final class Calls {
    /** S3 answers so where nothing is configured. */
    private static final Set<String> NOT_SET =
            Set.of(
                    "NoSuchPublicAccessBlockConfiguration",
                    "NoSuchBucketPolicy",
                    "NoSuchWebsiteConfiguration");

    private final Pace pace;
    private final boolean ofBuckets;

    /**
     * @param ofBuckets whether the calls are about single buckets, whose own policies can deny them
     */
    Calls(Pace pace, boolean ofBuckets) {
        this.pace = pace;
        this.ofBuckets = ofBuckets;
    }

    /**
     * Reads something that may not be configured.
     *
     * @param action the IAM action it needs
     */
    <T> Optional<T> read(String action, Supplier<T> call) throws Denied, Rejected, Transient, Gone {
        pace.take(action);
        try {
            return Optional.of(call.get());
        } catch (SdkException e) {
            if (NOT_SET.contains(AwsErrors.code(e))) {
                return Optional.empty();
            }
            throw failure(e, action);
        }
    }

    /** Changes something. */
    void write(String action, Runnable call) throws Denied, Rejected, Transient, Gone {
        pace.take(action);
        try {
            call.run();
        } catch (SdkException e) {
            throw failure(e, action);
        }
    }

    /**
     * A denial, a bucket that is gone and a call that S3 rejects are thrown as what they are; all
     * else may pass. S3 gives a reason for a denial within an account (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html">S3
     * user guide, "Troubleshoot access denied errors"</a>), and none where the bucket is another
     * account's.
     */
    private Transient failure(SdkException e, String action) throws Denied, Rejected, Gone {
        if (AwsErrors.code(e).equals("NoSuchBucket")) {
            throw new Gone("the bucket is no longer there");
        }
        if (ofBuckets && AwsErrors.denied(e) && !AwsErrors.explained(e)) {
            throw Denied.byResource(
                    action,
                    "S3 denies it without a reason, as it does for another account's bucket");
        }
        return AwsErrors.failure(e, action);
    }
}
