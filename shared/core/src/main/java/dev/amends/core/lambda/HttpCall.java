package dev.amends.core.lambda;

import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request as API Gateway hands it to a function (REST API, proxy integration).
 *
 * @param id the invocation's id
 * @param headers by name in lower case: HTTP's header names have no case, and API Gateway keeps
 *     what the client wrote
 * @param body as it came
 * @param base64 whether {@code body} is the Base64 of the raw bytes
 * @param receivedAt when API Gateway received it; the function may have had to be started since
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda
 *     proxy integrations</a>
 */
public record HttpCall(
        String id, Map<String, String> headers, String body, boolean base64, Instant receivedAt) {

    /** A header's value; empty when there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    static HttpCall of(String id, Node event) {
        Map<String, String> headers = new LinkedHashMap<>();
        event.at("multiValueHeaders")
                .fields()
                .forEach((name, values) ->
                        values.texts().stream()
                                .findFirst()
                                .ifPresent(value -> headers.put(lower(name), value)));
        event.at("headers")
                .fields()
                .forEach((name, value) -> {
                    if (value.isText()) {
                        headers.put(lower(name), value.textOr(""));
                    }
                });
        // Milliseconds; https://docs.aws.amazon.com/apigateway/latest/developerguide/
        // api-gateway-mapping-template-reference.html ($context.requestTimeEpoch).
        Long received = event.number("requestContext", "requestTimeEpoch");
        return new HttpCall(
                id,
                Map.copyOf(headers),
                event.textOr("", "body"),
                Boolean.TRUE.equals(event.at("isBase64Encoded").value()),
                received == null ? Instant.now() : Instant.ofEpochMilli(received));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
