package dev.amends.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Which errors of AWS are asked about again, and which are final. */
class AwsErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, passes",
        "400, RequestLimitExceeded, passes",
        "429, TooManyRequestsException, passes",
        "500, InternalServerError, passes",
        "503, SlowDown, passes",
        "400, ServiceUnavailableException, passes",
        "400, InternalFailure, passes",
        "408, RequestTimeout, passes",
        "409, ResourceConflictException, passes",
        "400, OperationAbortedException, passes",
        "400, OperationInProgress, passes",
        "400, ConcurrentModificationException, passes",
        "400, ResourceInUseException, passes",
        "412, PreconditionFailedException, passes",
        "403, ExpiredTokenException, passes",
        "403, RequestTimeTooSkewed, passes",
        "400, UnrecognizedClientException, passes",
        "400, AccessDeniedException, denied",
        "403, AccessDenied, denied",
        "403, UnauthorizedOperation, denied",
        "400, ValidationException, rejected",
        "400, InvalidParameterValueException, rejected",
        "404, ResourceNotFoundException, rejected",
        "413, RequestTooLargeException, rejected",
        "301, PermanentRedirect, rejected",
        "404, '', passes",
        "400, AnErrorOfTheFuture, rejected",
    })
    void a_client_error_is_final_unless_somebody_else_or_time_is_its_cause(
            int status, String code, String ends) {
        SdkException e =
                AwsServiceException.builder()
                        .statusCode(status)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode(code)
                                        .errorMessage("because.")
                                        .build())
                        .build();
        assertThat(ended(e)).isEqualTo(ends);
    }

    @Test
    void what_was_not_answered_may_pass() {
        assertThat(ended(SdkClientException.create("time-out"))).isEqualTo("passes");
    }

    /** How IAM words it, and S3, which puts the resource into quotes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: x:Do on resource: arn:aws:x:::a/b c because no identity-based policy allows the x:Do action | arn:aws:x:::a/b c",
                "User: a is not authorized to perform: s3:Get on resource: \"arn:aws:s3:::b\" because no identity-based policy allows the s3:Get action | arn:aws:s3:::b",
                "User: a is not authorized to perform: x:Do on resource: arn:aws:x:::a with an explicit deny in an identity-based policy | arn:aws:x:::a",
                "User: a is not authorized to perform: x:Do on resource: arn:aws:x:::a (Service: X, Status Code: 400) | arn:aws:x:::a",
                "Access Denied | ",
            })
    void a_denial_names_the_resource_that_aws_names(String message, String resource) {
        SdkException e =
                AwsServiceException.builder()
                        .statusCode(403)
                        .awsErrorDetails(
                                AwsErrorDetails.builder().errorCode("AccessDenied").build())
                        .message(message)
                        .build();
        assertThatThrownBy(() -> AwsErrors.failure(e, "x:Do"))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.resource().orElse(null)).isEqualTo(resource));
        assertThat(AwsErrors.missing(e, "x:Do"))
                .isEqualTo(
                        "the role may not call x:Do" + (resource == null ? "" : " on " + resource));
    }

    private static String ended(SdkException e) {
        try {
            assertThat(AwsErrors.failure(e, "x:Do")).isNotNull();
            return "passes";
        } catch (Denied denied) {
            assertThat(denied.action()).isEqualTo("x:Do");
            return "denied";
        } catch (Rejected rejected) {
            assertThat(rejected.answer()).endsWith("because");
            return "rejected";
        }
    }
}
