package dev.amends.local.slack;

import com.slack.api.SlackConfig;
import com.slack.api.util.json.GsonFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An app that the stand-in calls: it keeps what it got and answers as told. */
final class App implements AutoCloseable {

    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    /** A request as it came, before anybody decoded anything. */
    record Request(String method, Headers headers, String body) {

        String header(String name) {
            return headers.getFirst(name);
        }

        /** The payload of an interaction, undecoded JSON. */
        String payload() {
            if (!body.startsWith("payload=")) {
                throw new IllegalStateException("no interaction: " + body);
            }
            return URLDecoder.decode(body.substring("payload=".length()), StandardCharsets.UTF_8);
        }

        /** The payload as Slack's own model has it, which knows what belongs where. */
        <T> T payload(Class<T> type) {
            SlackConfig strict = new SlackConfig();
            strict.setFailOnUnknownProperties(true);
            return GsonFactory.createSnakeCase(strict).fromJson(payload(), type);
        }
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile Function<Request, String> answer = request -> "";

    /** Starts it and tells the stand-in where it is. */
    App(Running slack) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/slack", this::handle);
        http.start();
        slack.control(
                "POST",
                "app",
                Json.write(Json.object().put("requestUrl", url()).put("signingSecret", SECRET)));
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/slack";
    }

    App answers(String body) {
        answer = request -> body;
        return this;
    }

    App answersQuoted(String body) {
        return answers(body.replace('\'', '"'));
    }

    /** What it does before it acknowledges, as an app that opens a modal does. */
    App does(Function<Request, String> what) {
        answer = what;
        return this;
    }

    App fails(int with) {
        status = with;
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    Request last() {
        return requests.getLast();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request =
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestHeaders(),
                            new String(body, StandardCharsets.UTF_8));
            requests.add(request);
            byte[] bytes = answer.apply(request).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
