package dev.amends.slack;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The bot's token and the app's signing secret, from one secret in Secrets Manager whose string is
 * {@code {"botToken":"xoxb-…","signingSecret":"…"}}. Read when first needed, never while a snapshot
 * is taken, and kept for a few minutes so that a rotated one is noticed.
 */
public final class SlackSecret {
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final SecretsManagerClient secrets;
    private final String name;
    private final Clock clock;

    private Node known = Node.ABSENT;
    private Instant readAt = Instant.EPOCH;

    /**
     * @param name the secret's name; empty when this installation has no Slack
     */
    public SlackSecret(SecretsManagerClient secrets, String name, Clock clock) {
        this.secrets = secrets;
        this.name = name;
        this.clock = clock;
    }

    /** Whether there is a secret to read at all. */
    public boolean configured() {
        return !name.isEmpty();
    }

    /**
     * The bot's token.
     *
     * @throws IllegalStateException when the secret holds none
     */
    public String botToken() {
        return need("botToken");
    }

    /**
     * What Slack signs its requests with.
     *
     * @throws IllegalStateException when the secret holds none
     */
    public String signingSecret() {
        return need("signingSecret");
    }

    /** Whether requests of Slack can be told from others: without it no button could work. */
    public boolean signs() {
        String value = read().text("signingSecret");
        return value != null && !value.isBlank();
    }

    /** Slack did not take it, or a signature did not fit: read it again next time. */
    public void refused() {
        known = Node.ABSENT;
    }

    private String need(String field) {
        String value = read().text(field);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "the secret %s holds no %s: its string must be {\"botToken\":\"xoxb-…\",\"signingSecret\":\"…\"}"
                            .formatted(name, field));
        }
        return value.strip();
    }

    private Node read() {
        Instant now = clock.instant();
        if (!known.exists() || readAt.plus(KEPT).isBefore(now)) {
            @Nullable String text = secrets.getSecretValue(r -> r.secretId(name)).secretString();
            try {
                known = Node.parse(text == null ? "" : text);
            } catch (BadJson e) {
                // Not quoted: the text may be a bare token.
                throw new IllegalStateException(
                        "the secret %s is not JSON: its string must be {\"botToken\":\"xoxb-…\",\"signingSecret\":\"…\"}"
                                .formatted(name));
            }
            readAt = now;
        }
        return known;
    }
}
