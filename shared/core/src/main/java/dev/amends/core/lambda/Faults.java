package dev.amends.core.lambda;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Tells a fault that passes from a mistake of ours, whatever it is wrapped in: the same call may go
 * through in a minute, and nobody need look at a stack trace.
 */
final class Faults {
    /** Somebody else was at the item; DynamoDB gives these the status of a wrong request. */
    private static final Set<String> CONFLICTS =
            Set.of("TransactionConflictException", "TransactionInProgressException");

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private Faults() {}

    static boolean passes(@Nullable Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof IOException
                    || each instanceof ApiCallTimeoutException
                    || each instanceof ApiCallAttemptTimeoutException
                    || (each instanceof SdkClientException client && client.retryable())
                    || (each instanceof AwsServiceException service && passes(service))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return e.statusCode() >= SERVER_ERROR
                || e.statusCode() == REQUEST_TIMEOUT
                || e.statusCode() == TOO_MANY_REQUESTS
                || e.isThrottlingException()
                || e.isClockSkewException()
                || (code != null && CONFLICTS.contains(code));
    }
}
