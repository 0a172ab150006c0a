package dev.amends.core.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keys and fingerprints: what makes two findings, or two states, the same. */
public final class Keys {
    private static final String FINDING = "finding#";
    private static final String CARD = "card#";
    private static final String DECISION = "decision#";
    private static final String EXEMPTIONS = "exemptions#";
    private static final String CHOICE = "chosen-";
    private static final String WAIT = "wait#";

    private Keys() {}

    /**
     * A finding's key. The guardrail comes first: IAM lets each function write only under its own.
     */
    public static String finding(String guardrail, String account, String region, String subject) {
        return FINDING + guardrail + "#" + hash(account + "\n" + region + "\n" + subject);
    }

    /** The key of the card that shows a finding. */
    public static String card(String findingKey) {
        return CARD + findingKey.substring(FINDING.length());
    }

    /**
     * A decision's key. It names the rendering that was decided on, so that of two presses on one
     * card only one is taken.
     *
     * @param token random, as it stands in the buttons' values
     */
    public static String decision(String guardrail, String token) {
        return DECISION + guardrail + "#" + token;
    }

    /** Whether this is a decision's key. */
    public static boolean isDecision(String key) {
        return key.startsWith(DECISION) && guardrail(key) != null;
    }

    /**
     * The key of something that waits for its time.
     *
     * @param owner who gets it when its time has come, as the keeper knows inboxes: a guardrail, or
     *     {@code slack-out}
     * @param what tells it from whatever else waits for the same owner
     */
    public static String wait(String owner, String what) {
        return WAIT + owner + "#" + hash(what);
    }

    /** Whether this is the key of something that waits. */
    public static boolean isWait(String key) {
        return key.startsWith(WAIT) && guardrail(key) != null;
    }

    /** The key of a guardrail's exemptions by name. */
    public static String exemptions(String guardrail) {
        return EXEMPTIONS + guardrail;
    }

    /** Whether this is a finding's key. */
    public static boolean isFinding(String key) {
        return key.startsWith(FINDING) && guardrail(key) != null;
    }

    /** The second part of a key: mostly the guardrail, or null for another form. */
    public static @Nullable String guardrail(String key) {
        int from = key.indexOf('#');
        int to = key.indexOf('#', from + 1);
        return from < 0 || to < 0 ? null : key.substring(from + 1, to);
    }

    /** The same for equal fields, whatever their order: the violation and what would be done. */
    public static String fingerprint(
            Map<String, @Nullable String> now, Map<String, @Nullable String> after) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(now).forEach((key, value) -> line(text, key, value));
        text.append("->\n");
        new TreeMap<>(after).forEach((key, value) -> line(text, key, value));
        return hash(text.toString());
    }

    /**
     * The fingerprint of fields that somebody set so on purpose: another matter than the same
     * fields left out, so it is said even where the other was settled before.
     */
    public static String choice(Map<String, @Nullable String> now) {
        return CHOICE + fingerprint(now, Map.of());
    }

    static boolean isChoice(String fingerprint) {
        return fingerprint.startsWith(CHOICE);
    }

    private static void line(StringBuilder text, String key, @Nullable String value) {
        // Lengths first, so that no value can imitate the end of another.
        text.append(key)
                .append(value == null ? " unset\n" : " " + value.length() + " " + value + "\n");
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            // 128 bits: no accidental collision, and still readable in a log line.
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
