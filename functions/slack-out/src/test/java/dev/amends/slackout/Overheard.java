package dev.amends.slackout;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The real HTTP client, and what went through it to Slack's methods that take JSON. */
final class Overheard implements SdkHttpClient {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    final List<Node> sent = new ArrayList<>();
    final List<String> methods = new ArrayList<>();

    /** Whether nothing gets through. */
    boolean down;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String path = request.httpRequest().encodedPath();
        methods.add(path.substring(path.lastIndexOf('/') + 1));
        try (var body = request.contentStreamProvider().orElseThrow().newStream()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (text.startsWith("{")) {
                sent.add(Node.parse(text));
            }
        } catch (IOException | BadJson e) {
            throw new IllegalStateException(e);
        }
        return down ? new Unreachable() : http.prepareRequest(request);
    }

    /** Texts of the replies that were to show in the channel as well. */
    List<String> broadcast() {
        return sent.stream()
                .filter(body -> Boolean.TRUE.equals(body.at("reply_broadcast").value()))
                .map(body -> body.textOr("", "text"))
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }

    private static final class Unreachable implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            throw new IOException("nothing gets through");
        }

        @Override
        public void abort() {}
    }
}
