package dev.amends.slackin;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Slack stand-in, a real process, one for all tests of a JVM. */
final class Standin {
    static final String TOKEN = "xoxb-test";
    static final String WORKSPACE = "T0AMENDS01";
    static final String APP = "A0AMENDS01";
    static final String CHANNEL = "C0AMENDS01";
    static final String ANN = "U0ANN00001";
    static final String BEN = "U0BEN00001";
    static final String CAT = "U0CAT00001";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Standin INSTANCE = new Standin();

    private final String base;

    private Standin() {
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.amends.local.slack.SlackStandin",
                                    "--port",
                                    "0",
                                    "--token",
                                    TOKEN)
                            .redirectErrorStream(true)
                            .start();
            // Surefire halts, so this alone would not do when a test run is killed.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            Matcher url = Pattern.compile("http://[0-9.:]+").matcher(out.readLine());
            if (!url.find()) {
                throw new IllegalStateException("the stand-in did not say where it listens");
            }
            this.base = url.group();
        } catch (IOException e) {
            throw new IllegalStateException("the stand-in did not start", e);
        }
    }

    static Standin get() {
        return INSTANCE;
    }

    String api() {
        return base + "/api";
    }

    /** Empty channels, no ephemerals, modals or faults; requests go to this address. */
    void fresh(String requestUrl, String signingSecret) {
        send("DELETE", "/_standin/messages", "");
        send("DELETE", "/_standin/faults", "");
        control("app", Map.of("requestUrl", requestUrl, "signingSecret", signingSecret));
    }

    /** Something of the control API, for instance {@code press}. */
    Node control(String what, Map<String, Object> body) {
        return send("POST", "/_standin/" + what, Node.write(body));
    }

    Node api(String method, Map<String, Object> body) {
        return send("POST", "/api/" + method, Node.write(body));
    }

    /** What is told to one person alone, newest last. */
    List<Node> ephemerals() {
        return send("GET", "/_standin/ephemerals", "").at("ephemerals").items();
    }

    List<Node> views() {
        return send("GET", "/_standin/views", "").at("views").items();
    }

    Node message(String ts) {
        return send("GET", "/_standin/messages", "").at("messages").items().stream()
                .filter(message -> ts.equals(message.text("ts")))
                .findFirst()
                .orElseThrow();
    }

    private Node send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return answer.isBlank() ? Node.ABSENT : Node.parse(answer);
        } catch (IOException | BadJson e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
