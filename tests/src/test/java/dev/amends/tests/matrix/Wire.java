package dev.amends.tests.matrix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What one function is connected to the world with: every request of it comes through here. */
final class Wire implements SdkHttpClient {
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    /** Who answers. */
    @FunctionalInterface
    interface Other {
        Answer answer(Call call) throws IOException;
    }

    private final String function;
    private final Other other;

    Wire(String function, Other other) {
        this.function = function;
        this.other = other;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                byte[] body = new byte[0];
                if (request.contentStreamProvider().isPresent()) {
                    try (InputStream in = request.contentStreamProvider().get().newStream()) {
                        body = in.readAllBytes();
                    }
                }
                Answer answer =
                        other.answer(
                                Call.of(
                                        function,
                                        request.httpRequest(),
                                        new String(body, StandardCharsets.UTF_8)));
                SdkHttpResponse.Builder response =
                        SdkHttpResponse.builder()
                                .statusCode(answer.status())
                                .putHeader("Content-Type", answer.type());
                answer.headers().forEach(response::putHeader);
                return HttpExecuteResponse.builder()
                        .response(response.build())
                        .responseBody(
                                AbortableInputStream.create(
                                        new ByteArrayInputStream(
                                                answer.body().getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // Nothing is under way: an answer is there at once.
            }
        };
    }

    /** Lets a real server answer. */
    static Answer forward(Call call, URI to, Map<String, String> headers) throws IOException {
        byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest.Builder request =
                call.http().toBuilder()
                        .protocol(to.getScheme())
                        .host(to.getHost())
                        .port(to.getPort());
        headers.forEach(request::putHeader);
        request.putHeader("Host", to.getHost() + ":" + to.getPort());
        HttpExecuteResponse response =
                HTTP.prepareRequest(
                                HttpExecuteRequest.builder()
                                        .request(request.build())
                                        .contentStreamProvider(() -> new ByteArrayInputStream(body))
                                        .build())
                        .call();
        byte[] bytes = new byte[0];
        if (response.responseBody().isPresent()) {
            try (InputStream in = response.responseBody().get()) {
                bytes = in.readAllBytes();
            }
        }
        Map<String, String> kept = new TreeMap<>();
        for (String name : new String[] {"x-amz-crc32", "Retry-After"}) {
            response.httpResponse().firstMatchingHeader(name).ifPresent(v -> kept.put(name, v));
        }
        return new Answer(
                response.httpResponse().statusCode(),
                response.httpResponse().firstMatchingHeader("Content-Type").orElse("text/plain"),
                kept,
                new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
