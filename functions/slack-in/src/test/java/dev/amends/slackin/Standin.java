package dev.amends.slackin;

import dev.amends.core.json.Node;
import dev.amends.testkit.LocalSlack;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The Slack stand-in, one for all tests of a JVM. */
final class Standin {
    static final String TOKEN = LocalSlack.TOKEN;
    static final String WORKSPACE = "T0AMENDS01";
    static final String APP = "A0AMENDS01";
    static final String CHANNEL = "C0AMENDS01";
    static final String ANN = "U0ANN00001";
    static final String BEN = "U0BEN00001";
    static final String CAT = "U0CAT00001";

    private static final Standin INSTANCE = new Standin();

    private final LocalSlack slack;

    private Standin() {
        try {
            slack = LocalSlack.start();
            Runtime.getRuntime().addShutdownHook(new Thread(slack::close));
        } catch (IOException e) {
            throw new IllegalStateException("the stand-in did not start", e);
        }
    }

    static Standin get() {
        return INSTANCE;
    }

    String api() {
        return slack.api();
    }

    /** Empty channels, no ephemerals, modals or faults; requests go to this address. */
    void fresh(String requestUrl, String signingSecret) {
        slack.empty();
        control("app", Map.of("requestUrl", requestUrl, "signingSecret", signingSecret));
    }

    /** Something of the control API, for instance {@code press}. */
    Node control(String what, Map<String, Object> body) {
        return slack.post("/_standin/" + what, body);
    }

    Node api(String method, Map<String, Object> body) {
        return slack.post("/api/" + method, body);
    }

    /** What is told to one person alone, newest last. */
    List<Node> ephemerals() {
        return slack.get("/_standin/ephemerals").at("ephemerals").items();
    }

    List<Node> views() {
        return slack.get("/_standin/views").at("views").items();
    }

    Node message(String ts) {
        return slack.messages().stream()
                .filter(message -> ts.equals(message.text("ts")))
                .findFirst()
                .orElseThrow();
    }
}
