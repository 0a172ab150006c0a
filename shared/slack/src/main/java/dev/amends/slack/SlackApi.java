package dev.amends.slack;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Slack's Web API, as far as Amends needs it. Uses the SDK's HTTP client, which is loaded anyway:
 * Slack's own library would triple the package.
 */
public final class SlackApi {
    private final SdkHttpClient http;
    private final String base;

    public SlackApi(SdkHttpClient http, String base) {
        this.http = http;
        this.base = base;
    }

    /** What Slack said. */
    public sealed interface Reply {
        /** Done; the whole answer. */
        record Ok(Node answer) implements Reply {
            /** The channel's id, where the answer names one. */
            public String channel() {
                return answer.textOr("", "channel");
            }

            /** The message's time stamp, where the answer names one. */
            public String ts() {
                return answer.textOr("", "ts");
            }
        }

        /** Slack refuses this request and would refuse it again. */
        record Refused(String error) implements Reply {}

        /** Slack wants us to wait, or did not answer. */
        record Later(int seconds, String why) implements Reply {}
    }

    /** A method that takes JSON, as those that write do. */
    public Reply call(String method, String token, Map<String, Object> body) {
        return send(method, token, "application/json; charset=utf-8", Node.write(body));
    }

    /** A method that takes a form only, as those that read do (docs.slack.dev, "Web API"). */
    public Reply read(String method, String token, Map<String, String> arguments) {
        StringBuilder form = new StringBuilder();
        arguments.forEach((name, value) ->
                form.append(form.isEmpty() ? "" : "&")
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(method, token, "application/x-www-form-urlencoded", form.toString());
    }

    private Reply send(String method, String token, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpFullRequest request =
                SdkHttpFullRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create(base + "/" + method))
                        .putHeader("Content-Type", type)
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .putHeader("Authorization", "Bearer " + token)
                        .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
                        .build();
        try {
            HttpExecuteResponse response =
                    http.prepareRequest(
                                    HttpExecuteRequest.builder()
                                            .request(request)
                                            .contentStreamProvider(
                                                    request.contentStreamProvider().orElseThrow())
                                            .build())
                            .call();
            return reply(response);
        } catch (IOException e) {
            return new Reply.Later(0, "Slack did not answer: " + e.getMessage());
        }
    }

    private static Reply reply(HttpExecuteResponse response) throws IOException {
        int status = response.httpResponse().statusCode();
        String text = "";
        if (response.responseBody().isPresent()) {
            try (InputStream in = response.responseBody().get()) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (status == 429) {
            return new Reply.Later(retryAfter(response), "Slack asks us to slow down (429)");
        }
        if (status != 200) {
            return new Reply.Later(0, "Slack answered " + status);
        }
        try {
            Node node = Node.parse(text);
            if (Boolean.TRUE.equals(node.at("ok").value())) {
                return new Reply.Ok(node);
            }
            String details = String.join("; ", node.at("response_metadata", "messages").texts());
            String error = node.textOr("unknown", "error");
            return error.equals("ratelimited")
                    ? new Reply.Later(1, "Slack asks us to slow down")
                    : new Reply.Refused(details.isEmpty() ? error : error + ": " + details);
        } catch (BadJson e) {
            return new Reply.Later(0, "Slack's answer is not JSON");
        }
    }

    private static int retryAfter(HttpExecuteResponse response) {
        try {
            return Integer.parseInt(
                    response.httpResponse().firstMatchingHeader("Retry-After").orElse("1"));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
