package dev.amends.core.aws;

import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Resources.Transient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells errors of AWS apart by what follows from them: whether to ask again, and whom to tell. */
public final class AwsErrors {
    /**
     * How the names of errors begin that pass whatever their status: somebody else, the time or a
     * fault of the service's own is the cause.
     */
    private static final List<String> PASSING =
            List.of(
                    "ConcurrentModification",
                    "Conflict",
                    "ExpiredToken",
                    "Internal",
                    "InvalidClientTokenId",
                    "InvalidSignature",
                    "OperationAborted",
                    "OperationInProgress",
                    "PreconditionFailed",
                    "RequestExpired",
                    "RequestTimeout",
                    "ResourceConflict",
                    "ResourceInUse",
                    "ServiceException",
                    "ServiceUnavailable",
                    "TransactionConflict",
                    "TransactionInProgress",
                    "UnrecognizedClient");

    private static final List<String> DENIALS =
            List.of("AccessDenied", "AuthorizationError", "NotAuthorized", "UnauthorizedOperation");

    /** Request time-out, conflict, precondition failed, too many requests. */
    private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 412, 429);

    private static final int LONGEST = 300;

    /**
     * The resource in the text of a denial, which the reason follows (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">IAM
     * user guide, "Troubleshoot access denied error messages"</a>), or what the SDK appends.
     */
    private static final Pattern RESOURCE =
            Pattern.compile(
                    "on resource: \"?(.+?)\"?(?: because | with an explicit | \\(Service|$)");

    private AwsErrors() {}

    /** The error's code; empty when AWS gave none, or did not answer. */
    public static String code(SdkException e) {
        return e instanceof AwsServiceException service
                        && service.awsErrorDetails() != null
                        && service.awsErrorDetails().errorCode() != null
                ? service.awsErrorDetails().errorCode()
                : "";
    }

    /** Whether the call is not allowed. */
    public static boolean denied(SdkException e) {
        String code = code(e);
        return DENIALS.stream().anyMatch(code::startsWith);
    }

    /**
     * Whether the same call may go through later: everything but a client error of a call as such.
     * An error without a name is no answer of AWS: it broke off, or comes from something between.
     */
    public static boolean passing(SdkException e) {
        if (!(e instanceof AwsServiceException service) || service.statusCode() < 300) {
            return true;
        }
        return service.statusCode() >= 500
                || code(e).isEmpty()
                || service.isThrottlingException()
                || service.isClockSkewException()
                || PASSING_STATUS.contains(service.statusCode())
                || PASSING.stream().anyMatch(code(e)::startsWith);
    }

    /** Whether a fault passes, whatever it is wrapped in; otherwise it is a mistake of ours. */
    public static boolean passes(@Nullable Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            boolean answered = each instanceof AwsServiceException;
            if (each instanceof IOException
                    || each instanceof ApiCallTimeoutException
                    || each instanceof ApiCallAttemptTimeoutException
                    || (each instanceof SdkException e
                            && (answered ? passing(e) : e.retryable()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * An error as guardrails know it.
     *
     * @param action the IAM action of the call
     * @return what may pass, to be thrown
     * @throws Denied when the call is not allowed
     * @throws Rejected when AWS would answer the same again
     */
    public static Transient failure(SdkException e, String action) throws Denied, Rejected {
        if (denied(e)) {
            throw denial(e, action);
        }
        if (passing(e)) {
            return new Transient(action + " failed", e);
        }
        throw new Rejected(action, answer(e), e);
    }

    /**
     * Who denies it. IAM says which kind of policy it was (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">IAM
     * user guide, "Troubleshoot access denied error messages"</a>).
     */
    private static Denied denial(SdkException e, String action) {
        String message = message(e);
        if (message.contains("resource-based policy")) {
            return Denied.byResource(action, "its own policy denies it");
        }
        return new Denied(action, above(message)).on(resource(e));
    }

    /** Which permission a denied call lacks, as half a sentence. */
    public static String missing(SdkException e, String action) {
        String resource = resource(e);
        return "the role may not call " + action + (resource == null ? "" : " on " + resource);
    }

    private static @Nullable String resource(SdkException e) {
        Matcher named = RESOURCE.matcher(String.valueOf(e.getMessage()));
        return named.find() ? named.group(1) : null;
    }

    /** Whether AWS said which policy denies a call. */
    public static boolean explained(SdkException e) {
        String message = message(e);
        return message.contains("policy")
                || message.contains("permissions boundary")
                || message.contains("organization");
    }

    private static String message(SdkException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }

    /** What stands above the role; null when it is the role itself, or not said. */
    private static @Nullable String above(String message) {
        if (message.contains("service control policy")
                || message.contains("resource control policy")
                || message.contains("organization")) {
            return "a policy of the organisation does not let it";
        }
        return message.contains("permissions boundary")
                ? "its permissions boundary does not let it"
                : null;
    }

    private static String answer(SdkException e) {
        String message =
                e instanceof AwsServiceException service
                                && service.awsErrorDetails() != null
                                && service.awsErrorDetails().errorMessage() != null
                        ? service.awsErrorDetails().errorMessage()
                        : String.valueOf(e.getMessage());
        String text = code(e).isEmpty() ? message : code(e) + ": " + message;
        String end = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return end.length() <= LONGEST ? end : end.substring(0, LONGEST - 1) + "…";
    }
}
