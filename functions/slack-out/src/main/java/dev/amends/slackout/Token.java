package dev.amends.slackout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The bot's token, from Secrets Manager. Read when first needed, never while a snapshot is taken,
 * and kept for a few minutes so that a rotated token is noticed.
 */
final class Token {
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final SecretsManagerClient secrets;
    private final String name;
    private final Clock clock;

    private @Nullable String token;
    private Instant readAt = Instant.EPOCH;

    /**
     * @param name the secret's name; empty when this installation has no Slack
     */
    Token(SecretsManagerClient secrets, String name, Clock clock) {
        this.secrets = secrets;
        this.name = name;
        this.clock = clock;
    }

    /** Whether there is a secret to read at all. */
    boolean configured() {
        return !name.isEmpty();
    }

    String get() {
        Instant now = clock.instant();
        String known = token;
        if (known == null || readAt.plus(KEPT).isBefore(now)) {
            known = secrets.getSecretValue(r -> r.secretId(name)).secretString().strip();
            token = known;
            readAt = now;
        }
        return known;
    }

    /** Slack did not take it: read it again next time. */
    void refused() {
        token = null;
    }
}
