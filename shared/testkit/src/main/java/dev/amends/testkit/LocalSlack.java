package dev.amends.testkit;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack's stand-in as a process of its own: it shares no code with what is tested. The module that
 * tests needs {@code amends-slack-standin} on its test class path.
 */
public final class LocalSlack implements AutoCloseable {
    /** The token that it takes. */
    public static final String TOKEN = "xoxb-test";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final String base;

    private LocalSlack(Process process, String base) {
        this.process = process;
        this.base = base;
    }

    /** Starts one on a free port. */
    public static LocalSlack start(String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.amends.local.slack.SlackStandin",
                                "--port",
                                "0",
                                "--token",
                                TOKEN));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(out.readLine());
        Matcher url = Pattern.compile("http://[0-9.:]+").matcher(line);
        if (!url.find()) {
            process.destroy();
            throw new IllegalStateException("the stand-in did not start: " + line);
        }
        return new LocalSlack(process, url.group());
    }

    /** Where the Web API is. */
    public String api() {
        return base + "/api";
    }

    /** Where the page is, without a slash at its end. */
    public String address() {
        return base;
    }

    /** All messages of all channels, as the stand-in keeps them. */
    public List<Node> messages() {
        return get("/_standin/messages").at("messages").items();
    }

    /** Lets calls fail; see the stand-in's README. */
    public void fault(Map<String, Object> fault) {
        send("POST", "/_standin/faults", Node.write(fault));
    }

    /** Forgets messages, modals and faults. */
    public void empty() {
        send("DELETE", "/_standin/messages", "");
        send("DELETE", "/_standin/faults", "");
    }

    /** What a control route answers. */
    public Node get(String path) {
        return send("GET", path, "");
    }

    /** What a control route answers to a body. */
    public Node post(String path, Map<String, Object> body) {
        return send("POST", path, Node.write(body));
    }

    private Node send(String method, String path, String body) {
        try {
            HttpResponse<String> response =
                    HTTP.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .header("Content-Type", "application/json; charset=utf-8")
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return Node.parse(response.body());
        } catch (IOException | BadJson e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
