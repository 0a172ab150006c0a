package dev.amends.core.lambda;

import org.jspecify.annotations.Nullable;

/** What can go wrong with a call, once each: the ways of failing are primed as well. */
enum Mishap {
    /** The role lacks the permission. */
    DENIED,
    /** Somebody was quicker: DynamoDB refuses a conditional write. */
    REFUSED,
    /** Too many calls; the SDK waits and tries again. */
    THROTTLED,
    /** What is asked about is not there, or no longer. */
    MISSING;

    /** What the service says; null when this does not happen to the operation. */
    @Nullable Canned to(Canned.Call call) {
        return switch (this) {
            case DENIED ->
                    switch (call.protocol()) {
                        case JSON -> error("AccessDeniedException", "");
                        case QUERY -> Canned.xml(403, xml("AuthorizationError"));
                        case REST -> Canned.rest(403, "AccessDenied", "AccessDeniedException");
                        case SLACK ->
                                Canned.json(200, "{\"ok\":false,\"error\":\"not_in_channel\"}");
                    };
            case REFUSED ->
                    switch (call.operation()) {
                        case "PutItem", "UpdateItem" ->
                                error("ConditionalCheckFailedException", ",\"Item\":{}");
                        case "TransactWriteItems" ->
                                error(
                                        "TransactionCanceledException",
                                        ",\"CancellationReasons\":[{\"Code\":\"ConditionalCheckFailed\",\"Item\":{}},{\"Code\":\"None\"}]");
                        default -> null;
                    };
            case THROTTLED ->
                    switch (call.protocol()) {
                        case JSON -> error("ThrottlingException", "");
                        case QUERY -> Canned.xml(400, xml("Throttling"));
                        case REST -> Canned.rest(429, "SlowDown", "TooManyRequestsException");
                        // Without a time to wait: priming waits for nobody.
                        case SLACK -> Canned.json(429, "{}");
                    };
            case MISSING ->
                    call.protocol() == Canned.Protocol.REST
                            ? Canned.rest(404, "NoSuchBucket", "ResourceNotFoundException")
                            : null;
        };
    }

    private static Canned error(String type, String more) {
        return Canned.json(
                400, "{\"__type\":\"primed#%s\",\"message\":\"primed\"%s}".formatted(type, more));
    }

    private static String xml(String code) {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>primed</Message></Error><RequestId>0</RequestId></ErrorResponse>"
                .formatted(code);
    }
}
