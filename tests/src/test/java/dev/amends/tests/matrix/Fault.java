package dev.amends.tests.matrix;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;

/** What can go wrong with a call. */
enum Fault {
    THROTTLED,
    ERROR_500,
    TIME_OUT,
    RESET_BEFORE_EFFECT,
    RESET_AFTER_EFFECT,
    SLOW,
    TRUNCATED,
    EMPTY,
    HTML,
    CONFLICT,
    DENIED_BY_ROLE,
    DENIED_BY_RESOURCE,
    NOT_FOUND,
    VALIDATION;

    /** Whether it can be another answer the next time. The others are AWS's last word. */
    boolean passes() {
        return switch (this) {
            case DENIED_BY_ROLE, DENIED_BY_RESOURCE, NOT_FOUND, VALIDATION -> false;
            default -> true;
        };
    }

    /** Whether the call has its effect and the function does not hear of it. */
    boolean losesTheAnswer() {
        return this == RESET_AFTER_EFFECT || this == TRUNCATED || this == EMPTY;
    }

    /** Goes through to the one who answers. */
    @FunctionalInterface
    interface Effect {
        Answer happens() throws IOException;
    }

    /** What the function gets instead. */
    Answer of(Call call, Effect effect, Time time) throws IOException {
        return switch (this) {
            case THROTTLED -> throttled(call);
            case ERROR_500 ->
                    error(call, 500, "InternalFailure", "InternalError", "internal error");
            case TIME_OUT -> throw new SocketTimeoutException("Read timed out");
            case RESET_BEFORE_EFFECT -> throw new SocketException("Connection reset");
            case RESET_AFTER_EFFECT -> {
                effect.happens();
                throw new SocketException("Connection reset");
            }
            case SLOW -> {
                time.pass(java.time.Duration.ofSeconds(3));
                yield effect.happens();
            }
            case TRUNCATED -> {
                Answer whole = effect.happens();
                yield whole.saying(whole.body().substring(0, whole.body().length() / 2));
            }
            case EMPTY -> effect.happens().saying("");
            case HTML -> Answer.of(200, "text/html", "<html><body>Please log in.</body></html>");
            case CONFLICT -> conflict(call);
            case DENIED_BY_ROLE ->
                    denied(
                            call,
                            "invalid_auth",
                            " because no identity-based policy allows the action");
            case DENIED_BY_RESOURCE ->
                    denied(
                            call,
                            "not_in_channel",
                            " with an explicit deny in a resource-based policy");
            case NOT_FOUND -> notFound(call);
            case VALIDATION ->
                    call.service().equals("slack")
                            ? slack("invalid_blocks")
                            : error(
                                    call,
                                    400,
                                    "ValidationException",
                                    "InvalidRequest",
                                    "that is not a valid request");
        };
    }

    /**
     * A denial.
     *
     * @param slack what Slack calls it
     * @param why as IAM ends its sentence
     */
    private static Answer denied(Call call, String slack, String why) {
        if (call.service().equals("slack")) {
            return slack(slack);
        }
        return error(
                call,
                call.service().equals("dynamodb") ? 400 : 403,
                "AccessDeniedException",
                "AccessDenied",
                "User: arn:aws:sts::111122223333:assumed-role/amends-function/f is not authorized"
                        + " to perform: "
                        + call.name()
                        + " on resource: arn:aws:x"
                        + why);
    }

    private static Answer throttled(Call call) {
        return switch (call.service()) {
            case "slack" -> Answer.of(429, "text/plain", "slow down").with("Retry-After", "1");
            case "lambda", "apigateway" ->
                    error(call, 429, "TooManyRequestsException", "", "Rate exceeded");
            case "s3" -> error(call, 503, "", "SlowDown", "Please reduce your request rate.");
            default -> error(call, 400, "ThrottlingException", "Throttling", "Rate exceeded");
        };
    }

    private static Answer conflict(Call call) {
        return switch (call.service()) {
            case "slack" -> slack("internal_error");
            case "dynamodb" ->
                    error(
                            call,
                            400,
                            "TransactionConflictException",
                            "",
                            "Transaction is ongoing for the item");
            case "lambda" ->
                    error(
                            call,
                            409,
                            "ResourceConflictException",
                            "",
                            "An update is in progress for resource");
            case "s3" ->
                    error(
                            call,
                            409,
                            "",
                            "OperationAborted",
                            "A conflicting conditional operation is currently in progress");
            default ->
                    error(
                            call,
                            400,
                            "OperationAbortedException",
                            "OperationInProgress",
                            "Multiple concurrent requests to update the same resource");
        };
    }

    private static Answer notFound(Call call) {
        return switch (call.service()) {
            case "slack" ->
                    slack(
                            call.operation().startsWith("chat.update")
                                    ? "message_not_found"
                                    : "channel_not_found");
            case "s3" ->
                    error(call, 404, "", "NoSuchBucket", "The specified bucket does not exist");
            case "cloudformation" ->
                    error(call, 400, "", "ValidationError", "Stack with id x does not exist");
            case "sqs" ->
                    error(
                            call,
                            400,
                            "com.amazonaws.sqs#QueueDoesNotExist",
                            "",
                            "The specified queue does not exist.");
            case "sns" -> error(call, 404, "", "NotFound", "Topic does not exist");
            case "lambda" ->
                    error(
                            call,
                            404,
                            "ResourceNotFoundException",
                            "",
                            "Function not found: " + call.path());
            case "apigateway" ->
                    error(call, 404, "NotFoundException", "", "Invalid API identifier specified");
            default ->
                    error(
                            call,
                            400,
                            "ResourceNotFoundException",
                            "",
                            "The specified resource does not exist.");
        };
    }

    private static Answer slack(String error) {
        return Answer.json("{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    /**
     * An error as the service writes it.
     *
     * @param json its name in JSON
     * @param xml its name in XML; empty where the other is used
     */
    private static Answer error(Call call, int status, String json, String xml, String message) {
        if (call.service().equals("slack")) {
            return Answer.of(status, "text/html", message);
        }
        boolean speaksXml =
                switch (call.service()) {
                    case "s3", "sns", "cloudformation" -> true;
                    default -> false;
                };
        if (!speaksXml) {
            String name = json.isEmpty() ? xml : json;
            return new Answer(
                    status,
                    "application/x-amz-json-1.0",
                    Map.of("x-amzn-ErrorType", name),
                    "{\"__type\":\"%s\",\"message\":\"%s\",\"Type\":\"User\"}"
                            .formatted(name, message));
        }
        String error =
                "<Error><Code>%s</Code><Message>%s</Message></Error>"
                        .formatted(xml.isEmpty() ? json : xml, message);
        return Answer.of(
                status,
                "application/xml",
                call.service().equals("s3")
                        ? error
                        : "<ErrorResponse>" + error + "<RequestId>r</RequestId></ErrorResponse>");
    }
}
