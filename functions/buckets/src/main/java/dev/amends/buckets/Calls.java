package dev.amends.buckets;

import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Gone;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.lambda.Pace;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
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

    Calls(Pace pace) {
        this.pace = pace;
    }

    /**
     * Reads something that may not be configured.
     *
     * @param action the IAM action it needs
     */
    <T> Optional<T> read(String action, Supplier<T> call) throws Denied, Transient, Gone {
        pace.take(action);
        try {
            return Optional.of(call.get());
        } catch (SdkException e) {
            if (NOT_SET.contains(code(e))) {
                return Optional.empty();
            }
            throw failure(e, action);
        }
    }

    /** Changes something. */
    void write(String action, Runnable call) throws Denied, Transient, Gone {
        pace.take(action);
        try {
            call.run();
        } catch (SdkException e) {
            throw failure(e, action);
        }
    }

    /** A denial and a bucket that is gone are thrown as what they are; all else may pass. */
    private static Transient failure(SdkException e, String action) throws Denied, Gone {
        String code = code(e);
        if (code.equals("NoSuchBucket")) {
            throw new Gone("the bucket is no longer there");
        }
        if (code.startsWith("AccessDenied")) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            throw message.contains("organization") || message.contains("service control policy")
                    ? new Denied(action, "a policy of the organisation does not let it")
                    : new Denied(action);
        }
        return new Transient(action + " failed", e);
    }

    private static String code(SdkException e) {
        return e instanceof AwsServiceException service
                        && service.awsErrorDetails() != null
                        && service.awsErrorDetails().errorCode() != null
                ? service.awsErrorDetails().errorCode()
                : "";
    }
}
