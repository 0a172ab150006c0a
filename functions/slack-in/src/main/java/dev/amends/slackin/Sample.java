package dev.amends.slackin;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.nio.charset.StandardCharsets;

/** Signs the samples that run before a checkpoint, with the secret that priming.json answers. */
final class Sample {
    /** Known to everybody; no real request is checked against it. */
    private static final String SECRET = "priming";

    private Sample() {}

    static String signed(String event) {
        try {
            Node node = Node.parse(event);
            byte[] signature =
                    Verification.sign(
                            SECRET,
                            node.textOr("", "headers", "X-Slack-Request-Timestamp"),
                            node.textOr("", "body").getBytes(StandardCharsets.UTF_8));
            return event.replace("${signature}", new String(signature, StandardCharsets.US_ASCII));
        } catch (BadJson e) {
            throw new IllegalStateException("a sample that is not JSON", e);
        }
    }
}
