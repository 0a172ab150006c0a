package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.amends.local.slack.Channels.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The HTTP side: who is let in, and what is where. */
final class Server implements AutoCloseable {

    private static final int MAX_BODY = 1 << 20;
    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Channels channels;
    private final Messages messages;
    private final Faults faults = new Faults();
    private final Pace pace;
    private final WebApi api;
    private final Page page;
    private final @Nullable Docs docs;

    private Server(Options options, InstantSource clock) throws IOException {
        channels = new Channels(options.channels());
        messages = new Messages(clock, options.store());
        pace = new Pace(clock);
        api = new WebApi(options.token(), channels, messages, faults, pace);
        page = new Page(channels, messages, ZoneId.systemDefault());
        docs = options.docs() == null ? null : new Docs(options.docs());
        // 127.0.0.1 and nothing else: whoever can reach the port can read and empty the channel.
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        http = HttpServer.create(new InetSocketAddress(loopback, options.port()), 0);
    }

    static Server start(Options options, InstantSource clock) throws IOException {
        // Without it every second answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Server server = new Server(options, clock);
        server.http.setExecutor(server.threads);
        server.http.createContext("/", server::handle);
        server.http.start();
        return server;
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                checkCaller(exchange);
                route(exchange);
            } catch (Refused refused) {
                send(exchange, refused.answer());
            } catch (IllegalArgumentException e) {
                send(exchange, 400, JSON, problem(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                e.printStackTrace();
                send(exchange, 500, JSON, problem(e.toString()));
            }
        }
    }

    /** A page of another site, open in the same browser, must neither read nor post here. */
    private void checkCaller(HttpExchange exchange) {
        String port = ":" + http.getAddress().getPort();
        Set<String> hosts = Set.of("127.0.0.1" + port, "localhost" + port);
        String origin = header(exchange, "Origin");
        if (!hosts.contains(header(exchange, "Host"))
                || !(origin.isEmpty() || hosts.contains(origin.replaceFirst("^http://", "")))) {
            throw new Refused(Answer.error("forbidden").withStatus(403));
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = body(exchange);
        if (path.startsWith("/api/")) {
            api(exchange, path.substring("/api/".length()), body);
            return;
        }
        String request = exchange.getRequestMethod() + " " + path;
        switch (request) {
            case "GET /" -> send(exchange, 200, HTML, page.page(channel(exchange)));
            case "GET /messages" -> fragment(exchange);
            case "GET /_standin/health" -> sendJson(exchange, 200, Json.object().put("ok", true));
            case "GET /_standin/messages" -> sendJson(exchange, 200, messages.json());
            case "POST /_standin/messages" -> speak(exchange, body);
            case "DELETE /_standin/messages" -> {
                messages.clear();
                pace.forget();
                sendJson(exchange, 200, Json.object().put("ok", true));
            }
            case "GET /_standin/faults" -> sendFaults(exchange);
            case "POST /_standin/faults" -> {
                faults.add(Faults.Fault.of(parse(body)));
                sendFaults(exchange);
            }
            case "DELETE /_standin/faults" -> {
                faults.clear();
                sendFaults(exchange);
            }
            default -> other(exchange, path);
        }
    }

    private void api(HttpExchange exchange, String method, String body) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        send(
                exchange,
                api.answer(
                        Call.of(
                                method,
                                header(exchange, "Content-Type"),
                                header(exchange, "Authorization"),
                                query == null ? "" : query,
                                body)));
    }

    /** The list for the script, or 204 when it has seen everything. */
    private void fragment(HttpExchange exchange) throws IOException {
        Channel channel = channel(exchange);
        String revision = Long.toString(messages.revision());
        if (query(exchange).path("revision").asText().equals(revision)) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        exchange.getResponseHeaders().set("X-Revision", revision);
        send(exchange, 200, HTML, page.list(channel));
    }

    /** A person says something: to see the bot leave other people's messages alone. */
    private void speak(HttpExchange exchange, String body) throws IOException {
        ObjectNode said = parse(body);
        Channel channel =
                channels.find(Json.string(said, "channel"))
                        .orElseThrow(() -> new Refused("channel_not_found"));
        String text = Json.string(said, "text");
        if (text.isBlank()) {
            throw new Refused("no_text");
        }
        ArrayNode none = Json.array();
        sendJson(exchange, 200, messages.add(channel.id(), "", false, text, none).toStore());
    }

    private void other(HttpExchange exchange, String path) throws IOException {
        boolean document = path.equals("/docs") || path.startsWith("/docs/");
        if (docs != null && document) {
            String name = path.substring("/docs".length());
            if (!path.endsWith("/") && docs.isFolder(name)) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getRawPath() + "/");
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            Optional<String> found = docs.page(name);
            if (found.isPresent()) {
                send(exchange, 200, HTML, found.get());
                return;
            }
        }
        send(
                exchange,
                404,
                HTML,
                Page.document(
                        "Not found", "<h1>Not found</h1><p><a href=\"/\">To the channel</a></p>"));
    }

    private Channel channel(HttpExchange exchange) {
        String wanted = Json.string(query(exchange), "channel");
        return channels.find(wanted).orElse(channels.all().getFirst());
    }

    private static ObjectNode query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return Call.form(query == null ? "" : query);
    }

    private static ObjectNode parse(String body) {
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("a JSON object is expected");
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new Refused(Answer.error("request_too_large").withStatus(413));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static String problem(String message) {
        return Json.write(Json.object().put("ok", false).put("error", message));
    }

    private void sendFaults(HttpExchange exchange) throws IOException {
        ObjectNode all = Json.object().put("ok", true);
        all.set("faults", faults.json());
        sendJson(exchange, 200, all);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.retryAfter() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(answer.retryAfter()));
        }
        sendJson(exchange, answer.status(), answer.body());
    }

    private static void sendJson(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        send(exchange, status, JSON, Json.write(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", Page.POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
