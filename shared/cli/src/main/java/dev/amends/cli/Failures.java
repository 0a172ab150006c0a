package dev.amends.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in one line what went wrong with AWS and what to do next. */
final class Failures {
    private Failures() {}

    static String explain(SdkException e) {
        String message = line(e);
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = String.valueOf(service.awsErrorDetails().errorCode());
            return "AWS answered %s: %s%s"
                    .formatted(
                            code,
                            String.valueOf(service.awsErrorDetails().errorMessage()),
                            next(code));
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("unable to load region")) {
            return "no Region is set: give --region, or set AWS_REGION or a profile that has one";
        }
        if (lower.contains("unable to load credentials")) {
            return "no AWS credentials were found: sign in (aws sso login, aws login), set AWS_PROFILE, or run: eval \"$(aws configure export-credentials --format env)\"";
        }
        if (lower.contains("token") && lower.contains("expired")) {
            return "the AWS sign-in has expired: sign in again (aws sso login)";
        }
        return "AWS could not be reached or did not answer: %s; is the network there, and AWS_ENDPOINT_URL right if it is set?"
                .formatted(message);
    }

    private static String next(String code) {
        if (code.contains("AccessDenied") || code.contains("UnauthorizedOperation")) {
            return "; sign in as somebody who may do this";
        }
        if (code.contains("Expired") || code.contains("InvalidClientTokenId")) {
            return "; sign in again (aws sso login) or set AWS_PROFILE";
        }
        return "";
    }

    /** The first line of what was said, with the cause under it. */
    private static String line(Throwable e) {
        String text = first(e.getMessage());
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String root = first(cause.getMessage());
        return root.isEmpty() || text.contains(root) ? text : text + " (" + root + ")";
    }

    private static String first(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
