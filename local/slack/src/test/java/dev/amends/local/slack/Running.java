package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A stand-in on a port of its own, and someone who calls it over HTTP. */
final class Running implements AutoCloseable {

    static final String TOKEN = "xoxb-test";
    static final String CHANNEL = "C0AMENDS01";

    private final AtomicLong millis = new AtomicLong(1_763_900_000_000L);
    private final Server server;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile long millisPerLook = 1000;

    private Running(String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--port", "0", "--token", TOKEN));
        options.addAll(List.of(more));
        InstantSource clock = () -> Instant.ofEpochMilli(millis.getAndAdd(millisPerLook));
        server = Server.start(Options.of(options.toArray(String[]::new)), clock);
    }

    static Running start(String... options) {
        try {
            return new Running(options);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Running withDocs(Path docs) {
        return start("--docs", docs.toString());
    }

    static Running withStore(Path store) {
        return start("--store", store.toString());
    }

    /** From now on the clock moves only when it is told to: by default each look takes a second. */
    Running stopClock() {
        millisPerLook = 0;
        return this;
    }

    void pass(long seconds) {
        millis.addAndGet(seconds * 1000);
    }

    String url(String path) {
        return server.address().replaceAll("/$", "") + path;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)));
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    HttpResponse<String> call(String method, JsonNode arguments) {
        return send(
                to("/api/" + method)
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString(Json.write(arguments))));
    }

    JsonNode api(String method, JsonNode arguments) {
        return json(call(method, arguments));
    }

    /** A call as the methods that read want it. */
    JsonNode form(String method, ObjectNode arguments) {
        String form =
                arguments.properties().stream()
                        .map(argument ->
                                argument.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                argument.getValue().asText(),
                                                StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return json(
                send(
                        to("/api/" + method)
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))));
    }

    JsonNode post(String text) {
        return api("chat.postMessage", message(text));
    }

    JsonNode post(ArrayNode blocks) {
        return api("chat.postMessage", message("A sentence.").set("blocks", blocks));
    }

    JsonNode update(String ts, String text) {
        return api("chat.update", message(text).put("ts", ts));
    }

    JsonNode control(String method, String path, String body) {
        return json(send(to("/_standin/" + path).method(method, BodyPublishers.ofString(body))));
    }

    /** Posts a message with one button and says which. */
    String button(String actionId) {
        return post(buttons(actionId)).path("ts").asText();
    }

    static ArrayNode buttons(String actionId) {
        return (ArrayNode)
                quoted(
                        "[{'type':'actions','elements':[{'type':'button','action_id':'"
                                + actionId
                                + "','text':{'type':'plain_text','text':'Press'}}]}]");
    }

    JsonNode press(String user, String ts, String actionId) {
        return control(
                "POST",
                "press",
                Json.write(
                        Json.object()
                                .put("user", user)
                                .put("channel", CHANNEL)
                                .put("ts", ts)
                                .put("action_id", actionId)));
    }

    /** Ann uses a slash command. */
    JsonNode command(String command, String text) {
        return control(
                "POST",
                "command",
                Json.write(
                        Json.object()
                                .put("user", "U0ANN00001")
                                .put("channel", CHANNEL)
                                .put("command", command)
                                .put("text", text)));
    }

    JsonNode views() {
        return json(get("/_standin/views")).path("views");
    }

    JsonNode ephemerals() {
        return json(get("/_standin/ephemerals")).path("ephemerals");
    }

    JsonNode messages() {
        return json(get("/_standin/messages")).path("messages");
    }

    static ObjectNode message(String text) {
        return Json.object().put("channel", CHANNEL).put("text", text);
    }

    static JsonNode json(HttpResponse<String> response) {
        return parse(response.body());
    }

    /** JSON with {@code '} for {@code "}, to keep it legible here. */
    static JsonNode quoted(String json) {
        return parse(json.replace('\'', '"'));
    }

    static JsonNode parse(String json) {
        try {
            return Json.parse(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
