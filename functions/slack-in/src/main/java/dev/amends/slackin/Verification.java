package dev.amends.slackin;

import dev.amends.core.lambda.HttpCall;
import dev.amends.slack.SlackSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether Slack sent a request, decided over the raw bytes of its body before anything reads them.
 *
 * @see <a
 *     href="https://docs.slack.dev/authentication/verifying-requests-from-slack">docs.slack.dev,
 *     Verifying requests from Slack</a>
 */
final class Verification {
    /** The body's size in bytes at most; Slack's own are far below. */
    static final int MOST = 256 * 1024;

    /** How far the time of signing may be from ours, in either direction. */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** A wrong signature may mean a new secret, but junk must not read the secret each time. */
    private static final Duration REREAD = Duration.ofMinutes(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SIGNATURE = Pattern.compile("v0=[0-9a-f]{64}");

    private final SlackSecret secret;
    private final Clock clock;
    private Instant reread = Instant.EPOCH;

    Verification(SlackSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * Slack sent it.
         *
         * @param body the form
         * @param at when it was signed, in whole seconds
         */
        record Genuine(String body, Instant at) implements Result {}

        /** It is not to be read; the caller is told the status and nothing else. */
        record Refused(int status, String why) implements Result {}
    }

    Result check(HttpCall call) {
        // Base64 takes four characters for three bytes.
        if (call.body().length() > (call.base64() ? MOST / 3 * 4 + 4 : MOST)) {
            return new Result.Refused(413, "the body is larger than 256 KiB");
        }
        byte[] raw;
        try {
            raw =
                    call.base64()
                            ? Base64.getDecoder().decode(call.body())
                            : call.body().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new Result.Refused(401, "the body is not Base64");
        }
        if (raw.length > MOST) {
            return new Result.Refused(413, "the body is larger than 256 KiB");
        }
        String timestamp = call.header("X-Slack-Request-Timestamp");
        String signature = call.header("X-Slack-Signature");
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return new Result.Refused(401, "not signed");
        }
        if (!SECONDS.matcher(timestamp).matches() || !SIGNATURE.matcher(signature).matches()) {
            return new Result.Refused(401, "the signature has not Slack's form");
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(at, clock.instant()).abs().compareTo(SKEW) > 0) {
            return new Result.Refused(401, "signed more than five minutes from now");
        }
        if (!secret.configured()) {
            return new Result.Refused(401, "there is no signing secret: SLACK_SECRET is empty");
        }
        byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
        if (!fits(given, timestamp, raw) && !(mayReread() && fits(given, timestamp, raw))) {
            return new Result.Refused(401, "the signature does not fit");
        }
        return new Result.Genuine(new String(raw, StandardCharsets.UTF_8), at);
    }

    private boolean fits(byte[] given, String timestamp, byte[] raw) {
        byte[] ours = sign(secret.signingSecret(), timestamp, raw);
        // Takes as long for a wrong first byte as for a wrong last one.
        return MessageDigest.isEqual(ours, given);
    }

    private boolean mayReread() {
        Instant now = clock.instant();
        if (reread.plus(REREAD).isAfter(now)) {
            return false;
        }
        reread = now;
        secret.refused();
        return true;
    }

    /** Slack's signature, version 0. */
    static byte[] sign(String secret, String timestamp, byte[] raw) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
            return ("v0=" + HexFormat.of().formatHex(mac.doFinal(raw)))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
