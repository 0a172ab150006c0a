package dev.amends.local.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.People.Person;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP side: who is let in, and what is where. */
final class Server implements AutoCloseable {

    private static final int MAX_BODY = 1 << 20;
    private static final String JSON = "application/json; charset=utf-8";
    private static final Pattern PERMALINK =
            Pattern.compile("/archives/([A-Z0-9]+)/p(\\d+)(\\d{6})");
    private static final String HTML = "text/html; charset=utf-8";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Workspace workspace;
    private final WebApi api;
    private final Control control;
    private final Delivery delivery;
    private final Page page;
    private final @Nullable Docs docs;

    private Server(Options options, InstantSource clock) throws IOException {
        workspace = Workspace.of(options, clock);
        Faults faults = new Faults();
        delivery = new Delivery(workspace.app(), clock);
        api = new WebApi(options.token(), workspace, faults, this::address);
        control = new Control(workspace, faults, delivery, this::address);
        page = new Page(workspace, ZoneId.systemDefault());
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
        delivery.close();
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
        String method = exchange.getRequestMethod();
        if (path.startsWith("/_standin/")) {
            Optional<ObjectNode> answer =
                    control.answer(method, path.substring("/_standin/".length()), body);
            if (answer.isPresent()) {
                sendJson(exchange, 200, answer.get());
                return;
            }
        }
        if (method.equals("POST") && path.startsWith("/hooks/")) {
            send(exchange, workspace.hooks().use(path.substring("/hooks/".length()), body));
            return;
        }
        switch (method + " " + path) {
            case "GET /" -> send(exchange, 200, HTML, page.page(channel(exchange), me(exchange)));
            case "GET /messages" -> fragment(exchange);
            case "GET /modal" -> send(exchange, 200, HTML, page.modal(me(exchange)));
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
        String revision = Long.toString(workspace.messages().revision());
        if (query(exchange).path("revision").asText().equals(revision)) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        exchange.getResponseHeaders().set("X-Revision", revision);
        send(exchange, 200, HTML, page.list(channel, me(exchange)));
    }

    private void other(HttpExchange exchange, String path) throws IOException {
        Matcher permalink = PERMALINK.matcher(path);
        if (permalink.matches()) {
            redirect(
                    exchange,
                    "/?channel=%s#m%s-%s"
                            .formatted(permalink.group(1), permalink.group(2), permalink.group(3)));
            return;
        }
        boolean document = path.equals("/docs") || path.startsWith("/docs/");
        if (docs != null && document) {
            String name = path.substring("/docs".length());
            if (!path.endsWith("/") && docs.isFolder(name)) {
                redirect(exchange, exchange.getRequestURI().getRawPath() + "/");
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

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private Channel channel(HttpExchange exchange) {
        Channels channels = workspace.channels();
        String wanted = Json.string(query(exchange), "channel");
        return channels.find(wanted).orElse(channels.all().getFirst());
    }

    /** Whom the page is shown to. */
    private Person me(HttpExchange exchange) {
        String wanted = Json.string(query(exchange), "user");
        return workspace.people().withId(wanted).orElse(workspace.people().first());
    }

    private static ObjectNode query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return Call.form(query == null ? "" : query);
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
