package dev.amends.core.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers from a table instead of the network, so that priming runs the whole path and sends
 * nothing. The table's keys are operation names ({@code GetItem}, {@code Publish}) or, where the
 * request does not name its operation, a query parameter or the last part of the path.
 */
final class CannedHttpClient implements SdkHttpClient {
    private final Map<String, String> answers;

    CannedHttpClient(Map<String, String> answers) {
        this.answers = Map.copyOf(answers);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                String operation = operation(request);
                String answer = answers.get(operation);
                if (answer == null) {
                    throw new IOException("priming has no answer for " + operation);
                }
                boolean xml = answer.startsWith("<");
                return HttpExecuteResponse.builder()
                        .response(
                                SdkHttpResponse.builder()
                                        .statusCode(200)
                                        .putHeader(
                                                "Content-Type",
                                                xml ? "text/xml" : "application/x-amz-json-1.0")
                                        .build())
                        .responseBody(
                                AbortableInputStream.create(
                                        new ByteArrayInputStream(
                                                answer.getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // Nothing is under way.
            }
        };
    }

    private String operation(HttpExecuteRequest request) throws IOException {
        Optional<String> target = request.httpRequest().firstMatchingHeader("X-Amz-Target");
        if (target.isPresent()) {
            return target.get().substring(target.get().lastIndexOf('.') + 1);
        }
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream body = request.contentStreamProvider().get().newStream()) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (text.startsWith("Action=")) {
                    int end = text.indexOf('&');
                    return text.substring(7, end < 0 ? text.length() : end);
                }
            }
        }
        // S3 is asked for a part of a bucket: GET /bucket?policy
        for (String parameter : request.httpRequest().rawQueryParameters().keySet()) {
            if (answers.containsKey(parameter)) {
                return parameter;
            }
        }
        String path = request.httpRequest().encodedPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String clientName() {
        return "Canned";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
