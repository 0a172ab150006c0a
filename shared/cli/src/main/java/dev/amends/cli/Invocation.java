package dev.amends.cli;

import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * One message that a person hands to a function. Not through its inbox: only rules and roles of
 * Amends may send there.
 *
 * @param payload what the function answered
 * @param failure why the message was not dealt with; empty when it was
 */
record Invocation(String payload, String failure) {

    /** Calls a function and waits for its answer. */
    static Invocation of(LambdaClient lambda, String function, String message) {
        InvokeResponse response =
                lambda.invoke(r ->
                        r.functionName(function)
                                .logType(LogType.TAIL)
                                .payload(SdkBytes.fromUtf8String(message)));
        String payload = Objects.requireNonNull(response.payload()).asUtf8String();
        return new Invocation(
                payload,
                response.functionError() == null
                        ? ""
                        : FunctionLog.reason(response.logResult(), payload));
    }
}
